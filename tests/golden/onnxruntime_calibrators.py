# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
"""What ONNX Runtime's calibrators answer.

    pip install onnxruntime==1.23.2 onnx==1.23.2 numpy==2.4.6
    python onnxruntime_calibrators.py
"""

import pathlib
import tempfile

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod
from onnxruntime.quantization.calibrate import HistogramCollector, create_calibrator

import calibrator_inputs as inputs


def pair(low_and_high):
    return [float(np.asarray(end).item()) for end in low_and_high[:2]]


def histogram(batches, method, symmetric, bins, percentile=99.999):
    collector = HistogramCollector(method, symmetric, bins, 128, percentile, "same")
    for batch in batches:
        collector.collect({"x": batch})
    counts = collector.get_histogram_dict()["x"][0]
    return {"range": pair(collector.compute_collection_result()["x"]), "bins": len(counts),
            "checksum of counts": inputs.checksum(counts)}


class Batches(CalibrationDataReader):
    def __init__(self, batches):
        self.left = [{"x": batch.reshape(1, -1)} for batch in batches]

    def get_next(self):
        return self.left.pop(0) if self.left else None


def min_max(batches, **options):
    """The whole calibrator, on a network that hands its input on."""
    node = helper.make_node("Identity", ["x"], ["y"])
    x, y = (helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", "m"]) for name in "xy")
    model = helper.make_model(helper.make_graph([node], "identity", [x], [y]), ir_version=10,
                              opset_imports=[helper.make_opsetid("", 17)])
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "model.onnx"
        onnx.save(model, path)
        calibrator = create_calibrator(str(path), ["Identity"], str(path.with_suffix(".augmented.onnx")),
                                       CalibrationMethod.MinMax, extra_options=options)
        for reader in ([Batches([batch]) for batch in batches] if options else [Batches(batches)]):
            calibrator.collect_data(reader)
        return pair(calibrator.compute_data()["x"].range_value)


def results(batches):
    return {
        "min_max": min_max(batches),
        "min_max, symmetric": min_max(batches, symmetric=True),
        "min_max, moving average": min_max(batches, moving_average=True, averaging_constant=0.01),
        "entropy, 128 bins": histogram(batches, "entropy", False, 128),
        "entropy, 2048 bins": histogram(batches, "entropy", False, 2048),
        "percentile, symmetric": histogram(batches, "percentile", True, 2048),
        "percentile": histogram(batches, "percentile", False, 2048),
        "percentile 99": histogram(batches, "percentile", False, 2048, 99.0),
    }


inputs.write(__file__, "onnxruntime", onnxruntime.__version__,
             {case["name"]: results(inputs.values_of(case)) for case in inputs.CASES})
