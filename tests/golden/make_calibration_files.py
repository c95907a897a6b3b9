# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
"""Calibration files as toolkits write them, each with what the toolkit's own reader makes of it, for tests/interop.

By hand, in a virtual environment with
    onnxruntime==1.32.0 onnx==1.23.2 flatbuffers==25.12.19 numpy==2.4.6
and, without what they depend on (--no-deps),
    aimet-onnx==2.42.0 nvidia-modelopt==0.47.0
(what aimet-onnx imports on the way: tqdm==4.70.1 bokeh==3.9.2 jsonschema==4.26.0).
Writes calibration_files/<file> and calibration_files/<file>.expected: a line that tells toolkit, version and this script's
hash, then for each tensor its name, a tab, and for each channel one column of hexadecimal floats joined with commas.
"""

import ctypes
import hashlib
import importlib.metadata
import importlib.util
import json
import pathlib
import struct
import sys
import tempfile
import types
from unittest import mock

import numpy as np
import onnx
from onnx import TensorProto, helper

FOLDER = pathlib.Path(__file__).resolve().parent / "calibration_files"
HASH = hashlib.sha256(pathlib.Path(__file__).read_bytes()).hexdigest()


def write(name, contents, toolkit, expected):
    (FOLDER / name).write_text(contents)
    lines = [f"# {toolkit}, read by it; {pathlib.Path(__file__).name} {HASH}"]
    for tensor in sorted(expected):
        channels = " ".join(",".join(float(v).hex() for v in channel) for channel in expected[tensor])
        lines.append(f"{tensor}\t{channels}")
    (FOLDER / f"{name}.expected").write_text("\n".join(lines) + "\n")


def version(package):
    return f"{package} {importlib.metadata.version(package)}"


def package(name, *more):
    """A package without what its __init__ imports, so that one module of it can be loaded alone."""
    root = pathlib.Path(importlib.util.find_spec(name).submodule_search_locations[0])
    for parts in ((), *(more[: i + 1] for i in range(len(more)))):
        module = types.ModuleType(".".join((name, *parts)))
        module.__path__ = [str(root.joinpath(*parts))]
        sys.modules[module.__name__] = module


def small_model(path):
    weights = np.random.default_rng(1).standard_normal((4, 3, 3, 3)).astype(np.float32)
    nodes = [
        helper.make_node("Conv", ["in put:0", "w"], ["conv out"], pads=[1, 1, 1, 1]),
        helper.make_node("Relu", ["conv out"], ["relu"]),
    ]
    graph = helper.make_graph(
        nodes,
        "g",
        [helper.make_tensor_value_info("in put:0", TensorProto.FLOAT, [1, 3, 8, 8])],
        [helper.make_tensor_value_info("relu", TensorProto.FLOAT, [1, 4, 8, 8])],
        [helper.make_tensor("w", TensorProto.FLOAT, weights.shape, weights.tobytes(), raw=True)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.save(model, path)


def onnx_runtime():
    from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, calibrate, create_calibrator
    from onnxruntime.quantization.quant_utils import write_calibration_table

    class Images(CalibrationDataReader):
        def __init__(self):
            images = np.random.default_rng(2).standard_normal((3, 1, 3, 8, 8)).astype(np.float32)
            self.images = iter(images * np.float32(1.5))

        def get_next(self):
            image = next(self.images, None)
            return None if image is None else {"in put:0": image}

    def ends(data):
        low, high = (np.asarray(end, np.float64).reshape(-1) for end in (data.lowest, data.highest))
        return list(zip(low, high))

    with tempfile.TemporaryDirectory() as folder:
        model = f"{folder}/model.onnx"
        small_model(model)
        for name, method, options in [
            ("min_max", CalibrationMethod.MinMax, {}),
            ("per_channel", CalibrationMethod.MinMax, {"per_channel": True}),
            ("entropy", CalibrationMethod.Entropy, {}),
            ("percentile", CalibrationMethod.Percentile, {}),
        ]:
            calibrator = create_calibrator(
                model, None, augmented_model_path=f"{folder}/a.onnx", calibrate_method=method, extra_options=options
            )
            calibrator.collect_data(Images())
            found = calibrator.compute_data()
            found = calibrate.TensorsData(method, dict(sorted(found.items())))
            text = json.dumps(found, cls=calibrate.CalibrationCacheEncoder)
            path = pathlib.Path(folder, "calibration.json")
            path.write_text(text)
            read = calibrate.load_tensors_data(path)
            toolkit = version("onnxruntime")
            write(f"onnx_runtime_{name}.json", text, toolkit, {k: ends(v) for k, v in read.items()})
            if name != "min_max":
                continue
            write_calibration_table(found, folder)
            assert path.read_text() == text
            cache = pathlib.Path(folder, "calibration.cache").read_text()
            words = (line.rsplit(" ", 1) for line in cache.splitlines())
            write("onnx_runtime.cache", cache, toolkit, {k: [[float(v)]] for k, v in words})


def aimet():
    """aimet_onnx/_encoding.py, which needs PyTorch for nothing that is used here."""
    package("aimet_onnx")
    sys.modules["torch"] = mock.MagicMock(__spec__=None, __version__="0")
    from aimet_onnx._encoding import AffineEncoding, EncodingBase

    rng = np.random.default_rng(3)
    channels = np.abs(rng.standard_normal(5)) / 100
    encodings = {
        "activation_encodings": {
            "image:0": AffineEncoding(np.float64(1 / 255), np.float64(0), "uint8"),
            "relu": AffineEncoding(np.float64(np.float32(0.0471)), np.float64(-13), "uint8"),
            "wide": AffineEncoding(np.float64(2.5e-5), np.float64(-32768), "uint16"),
        },
        "param_encodings": {
            "conv.weight": AffineEncoding(channels, np.zeros(5), "int8", channel_axis=0),
            "fc.weight": AffineEncoding(np.float64(0.0123), np.float64(0), "int4"),
            "\u00fcber \"b\"": AffineEncoding(np.float64(1e-9), np.float64(-1), "int32"),
        },
    }

    def channels_of(encoding):
        each = (encoding.scale, encoding.offset, encoding.min, encoding.max)
        return list(zip(*(np.asarray(values, np.float64).reshape(-1) for values in each)))

    for form in ("0.6.1", "1.0.0"):
        file, expected = {"version": form}, {}
        for section, tensors in encodings.items():
            made = {name: encoding.to_qnn_encoding_dict(form) for name, encoding in tensors.items()}
            for name, dictionary in made.items():
                expected[name] = channels_of(AffineEncoding.from_qnn_encoding_dict(dictionary))
            if form == "1.0.0":
                made = [{**dictionary, "name": name} for name, dictionary in made.items()]
            file[section] = made
        file["quantizer_args"] = {"activation_bitwidth": 8, "dtype": "int", "quant_scheme": "min_max"}
        text = json.dumps(file, sort_keys=True, indent=4)
        write(f"aimet_{form}.encodings", text, version("aimet-onnx"), expected)


def tensorrt():
    """Model Optimizer's reader of TensorRT's caches; `data` and `conv1` are the example of NVIDIA's sampleINT8."""
    package("modelopt", "onnx", "quantization")
    for name in ("logging_config", "utils"):
        sys.modules[f"modelopt.onnx.{name}"] = mock.MagicMock()
    from modelopt.onnx.quantization.calib_utils import import_scales_from_calib_cache

    bits = {"data": "3c008912", "conv1": "3c88edfc", "(Unnamed Layer* 4) [Fully Connected]_output": "3d010a14"}
    for name, scale in (("a/b:0", 1 / 127), ("tiny", 2.0**-149), ("huge", 3.4028234663852886e38), ("zero", 0.0)):
        bits[name] = struct.pack("!f", scale).hex()
    text = "TRT-8501-EntropyCalibration2\n" + "".join(f"{k}: {v}\n" for k, v in sorted(bits.items()))
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(text)
        file.flush()
        read = import_scales_from_calib_cache(file.name)
    scales = {name.removesuffix("_scale"): [[scale]] for name, scale in read.items()}
    write("tensorrt.cache", text, version("nvidia-modelopt"), scales)


def ncnn():
    """No package has ncnn2table: lines as its fprintf writes them, numbers as ncnn2int8's sscanf reads them."""
    sscanf = ctypes.CDLL(None).sscanf
    rng = np.random.default_rng(4)
    thresholds = np.abs(rng.standard_normal(10))
    scales = [np.float32(127) / np.float32(threshold) for threshold in thresholds]
    lines = {"conv1_param_0": scales[:8], "fc_param_0": [np.float32(np.inf)], "conv1": scales[8:9], "fc": scales[9:10]}
    text = "".join(f"{name} " + "".join("%f " % scale for scale in values) + "\n" for name, values in lines.items())
    expected = {}
    for line in text.splitlines():
        name, *words = line.split()
        read = ctypes.c_float()
        for word in words:
            assert sscanf(word.encode(), b"%f", ctypes.byref(read)) == 1
            expected.setdefault(name, []).append([read.value])
    write("ncnn.table", text, "format strings of ncnn2table and ncnn2int8, 20260722", expected)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    onnx_runtime()
    tensorrt()
    ncnn()
    aimet()
