# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
"""What NVIDIA Model Optimizer's calibrators answer; they are those of TensorRT's pytorch-quantization.

    pip install torch==2.9.1 nvidia-modelopt==0.47.0 scipy requests huggingface_hub numpy
    python modelopt_calibrators.py      # about ten minutes, on a processor
"""

import modelopt
import numpy as np
import torch
from modelopt.torch.quantization.calib import MaxCalibrator
from modelopt.torch.quantization.calib import histogram as calibration

import calibrator_inputs as inputs

shipped_fake_quantizer = calibration.fake_tensor_quant


def fake_quantizer_as_called(values, amax, num_bits, unsigned):
    """Model Optimizer 0.47.0 gave its quantizer a third parameter, a bias, and did not tell the MSE calibrator, which
    passes the number of bits there. This hands the arguments to those parameters that the calibrator means."""
    return shipped_fake_quantizer(values, amax, None, num_bits, unsigned)


def collected(batches, bits, unsigned):
    calibrator = calibration.HistogramCalibrator(bits, None, unsigned)
    for batch in batches:
        calibrator.collect(torch.from_numpy(batch))
    return calibrator


def amax(batches, bits, unsigned, method, **options):
    # Collected anew each time: the entropy method changes the histogram.
    return float(collected(batches, bits, unsigned).compute_amax(method, **options))


def mean_squared_error(batches, bits, unsigned):
    calibration.fake_tensor_quant = fake_quantizer_as_called
    try:
        return amax(batches, bits, unsigned, "mse")
    finally:
        calibration.fake_tensor_quant = shipped_fake_quantizer


def results(batches):
    largest = MaxCalibrator(8, None, False)
    for batch in batches:
        largest.collect(torch.from_numpy(batch))
    calibrator = collected(batches, 8, False)
    counts, edges = calibrator._calib_hist.numpy(), calibrator._calib_bin_edges.numpy()
    found = {
        "bins": len(counts),
        "checksum of counts": inputs.checksum(counts),
        "last edge": float(edges[-1]),
        "max": float(largest.compute_amax()),
        "percentile 99.99": amax(batches, 8, False, "percentile"),
        "percentile 99": amax(batches, 8, False, "percentile", percentile=99.0),
        "mse 8 bits, as shipped": amax(batches, 8, False, "mse"),
        "mse 8 bits": mean_squared_error(batches, 8, False),
        "mse 4 bits": mean_squared_error(batches, 4, False),
        "entropy 8 bits": amax(batches, 8, False, "entropy"),
        "entropy 4 bits": amax(batches, 4, False, "entropy"),
    }
    if min(np.min(batch) for batch in batches) >= 0:
        found["mse 8 bits, unsigned"] = mean_squared_error(batches, 8, True)
        found["entropy 8 bits, unsigned"] = amax(batches, 8, True, "entropy")
    return found


inputs.write(__file__, "nvidia-modelopt", modelopt.__version__,
             {case["name"]: results(inputs.values_of(case)) for case in inputs.CASES})
