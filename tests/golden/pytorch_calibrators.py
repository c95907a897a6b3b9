# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
"""What PyTorch's observers answer: torch.ao.quantization, the same as torchao.quantization.pt2e.

    pip install torch==2.9.1 numpy
    python pytorch_calibrators.py
"""

import torch
from torch.ao.quantization import observer

import calibrator_inputs as inputs


def observed(kind, tensors, **options):
    made = kind(**options)
    for tensor in tensors:
        made(tensor)
    return made


def extremes(made):
    return [made.min_val.tolist(), made.max_val.tolist()]


def with_parameters(made):
    scale, zero_point = made.calculate_qparams()
    return {"range": extremes(made), "scale": scale.tolist(), "zero point": zero_point.tolist()}


def histogram(tensors, **options):
    made = observed(observer.HistogramObserver, tensors, **options)
    low, high = made._non_linear_param_search()
    scale, zero_point = made.calculate_qparams()
    counts = (made.histogram * 16).round().to(torch.int64)  # growth moves sixteenths of a bin
    return {"range": [float(low), float(high)], "observed": extremes(made), "scale": float(scale),
            "zero point": int(zero_point), "checksum of sixteenths": inputs.checksum(counts.tolist())}


def results(batches):
    tensors = [torch.from_numpy(batch) for batch in batches]
    channels = [tensor.reshape(4, -1) for tensor in tensors]
    affine, symmetric = torch.per_channel_affine, torch.per_channel_symmetric
    return {
        "MinMaxObserver": with_parameters(observed(observer.MinMaxObserver, tensors)),
        "MovingAverageMinMaxObserver": with_parameters(observed(observer.MovingAverageMinMaxObserver, tensors)),
        "MovingAverageMinMaxObserver 0.3": with_parameters(
            observed(observer.MovingAverageMinMaxObserver, tensors, averaging_constant=0.3)),
        "PerChannelMinMaxObserver": with_parameters(
            observed(observer.PerChannelMinMaxObserver, channels, qscheme=symmetric, dtype=torch.qint8)),
        "MovingAveragePerChannelMinMaxObserver": with_parameters(
            observed(observer.MovingAveragePerChannelMinMaxObserver, channels, qscheme=affine)),
        "HistogramObserver": histogram(tensors),
        "HistogramObserver, symmetric": histogram(tensors, dtype=torch.qint8, qscheme=torch.per_tensor_symmetric),
        "HistogramObserver, reduced": histogram(tensors, reduce_range=True),
    }


inputs.write(__file__, "torch", torch.__version__,
             {case["name"]: results(inputs.values_of(case)) for case in inputs.CASES})
