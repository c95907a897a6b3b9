# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
"""Golden vectors of PyTorch on a processor, with the FBGEMM engine: pytorch/*.json.

Images are recorded (N, H, W, C) and weights (OC, KH, KW, C / groups), whatever PyTorch's own order. Without VNNI,
FBGEMM adds pairs of products of uint8 and int8 in 16 bits that saturate: activations have 7 bits (`reduce_range`), but
for the file that shows it.
"""

import itertools

import numpy as np
import torch
from torch.ao.quantization import MinMaxObserver

from golden_file import GoldenFile, Params, Quantized
from inputs import (
    INEXACT_SCALES, beyond, biases, generator, integers, near_ties, ranges, reals, reals_per_channel, requantized
)  # fmt: skip

TOOLKITS = {"torch": torch.__version__, "engine": "fbgemm"}
TYPES = {"uint8": torch.quint8, "int8": torch.qint8}
f32 = np.float32


def quantize():
    note = "torch.quantize_per_tensor and quantize_per_channel, as int_repr"
    file = GoldenFile("pytorch", "quantize", TOOLKITS, note)

    def add(name, x, params, **fields):
        q = torch.quantize_per_tensor(
            torch.from_numpy(x), float(params.scale), int(params.zero_point), TYPES[params.kind.name]
        )
        file.add(name, **fields, x=x, scale=params.scale, zero_point=params.zero_point, result=q.int_repr().numpy())

    zero_points = {"uint8": (0, 3, 128), "int8": (0, -7, 127)}
    seed = itertools.count(2001)
    for kind in zero_points:
        ends = np.iinfo(kind)
        scales = (0.5, 0.0217, 3.0, 0.00214854861, 1e-5)
        for scale, zero_point in itertools.product(scales, zero_points[kind]):
            name, params = f"{kind}, scale {scale}, zero point {zero_point}", Params(kind, scale, zero_point)
            add(name, reals(next(seed), scale, zero_point, ends.min, ends.max), params)
            add(f"beyond 2^31 steps, {name}", beyond(scale), params, beyond=True)
    params = Params(np.int8, [0.5, 0.03, 2.0, 0.7], [1, 0, -128, 77])
    scales, zero_points = (torch.from_numpy(each) for each in (np.float64(params.scale), np.int64(params.zero_point)))
    x = reals_per_channel(17, *params, -128, 127)
    for axis, data in [(1, x), (0, x.T.copy())]:
        q = torch.quantize_per_channel(torch.from_numpy(data), scales, zero_points, axis, torch.qint8)
        fields = dict(x=data, axis=axis, scale=params.scale, zero_point=params.zero_point)
        file.add(f"int8, per channel of axis {axis}", **fields, result=q.int_repr().numpy())
    file.write()

    file = GoldenFile("pytorch", "dequantize", TOOLKITS, "Tensor.dequantize")
    for kind, scale, zero_point in [("uint8", 0.0217, 3), ("int8", 0.3, -7), ("uint8", 1e-5, 255)]:
        ends = np.iinfo(kind)
        q = Quantized(np.arange(ends.min, ends.max + 1).astype(kind), scale, zero_point)
        fields = dict(q=q.values, scale=q.scale, zero_point=q.zero_point)
        name = f"{kind}, scale {scale}, zero point {zero_point}"
        file.add(name, **fields, result=to_torch(q).dequantize().numpy())
    file.write()


def parameters():
    file = GoldenFile("pytorch", "parameters", TOOLKITS, "MinMaxObserver.calculate_qparams of ranges (N, 2)")
    for kind, lowest, highest, symmetric in [
        (torch.quint8, 0, 255, False), (torch.quint8, 0, 127, False), (torch.qint8, -128, 127, False),
        (torch.qint8, -128, 127, True), (torch.qint8, -127, 127, True),
    ]:  # fmt: skip
        scheme = torch.per_tensor_symmetric if symmetric else torch.per_tensor_affine
        scales, zero_points = [], []
        for pair in ranges():
            observer = MinMaxObserver(dtype=kind, qscheme=scheme, quant_min=lowest, quant_max=highest)
            observer(torch.from_numpy(pair))
            scale, zero_point = observer.calculate_qparams()
            scales.append(scale.item())
            zero_points.append(zero_point.item())
        results = dict(result_scale=np.array(scales, f32), result_zero_point=np.array(zero_points, np.int32))
        fields = dict(lowest=lowest, highest=highest, symmetric=symmetric, range=ranges())
        file.add(f"[{lowest}, {highest}]{', symmetric' if symmetric else ''}", **fields, **results)
    file.write()

    file = GoldenFile("pytorch", "bias", TOOLKITS, "torch.quantize_per_tensor of biases in reals to qint32")
    for x_scale, w_scale in [(0.5, 0.25), (0.02, 0.011), (0.1, 0.003)]:
        scales = np.array([x_scale], f32), np.array([w_scale], f32)
        step = scales[0][0] * scales[1][0]
        q = torch.quantize_per_tensor(torch.from_numpy(biases(step)), float(step), 0, torch.qint32)
        fields = dict(bias=biases(step), x_scale=scales[0], w_scale=scales[1])
        file.add(f"scales {x_scale}, {w_scale}", **fields, result=q.int_repr().numpy())
    file.write()


def fake_quantize():
    note = "torch.fake_quantize_per_tensor_affine and _per_channel_affine; the gradient of x for an upstream gradient"
    file = GoldenFile("pytorch", "fake_quantize", TOOLKITS, note)
    rng = generator(2100)

    def add(name, x, params, lowest, highest, function, **fields):
        upstream = rng.normal(size=x.shape).astype(f32)
        leaf = torch.from_numpy(x).requires_grad_()
        y = function(leaf)
        y.backward(torch.from_numpy(upstream))
        fields |= dict(scale=params.scale, zero_point=params.zero_point, lowest=lowest, highest=highest)
        results = dict(result=y.detach().numpy(), gradient=leaf.grad.numpy())
        file.add(name, x=x, upstream=upstream, **fields, **results)

    for n, (scale, zero_point, lowest, highest) in enumerate(
        [(0.5, 3, 0, 255), (0.0217, 128, 0, 255), (0.0217, -7, -128, 127), (0.3, 0, -127, 127), (0.25, 1, -8, 7),
         (1e-5, 0, -128, 127)]
    ):  # fmt: skip
        x, params = reals(2110 + n, scale, zero_point, lowest, highest), Params(np.int32, scale, zero_point)
        function = lambda t: torch.fake_quantize_per_tensor_affine(t, float(params.scale), zero_point, lowest, highest)
        name = f"per tensor, scale {scale}, zero point {zero_point}, [{lowest}, {highest}]"
        add(name, x, params, lowest, highest, function)
    params = Params(np.int32, [0.5, 0.03, 2.0, 0.7], [1, 0, -128, 77])
    scales, zero_points = (torch.from_numpy(each) for each in params)
    x = reals_per_channel(2120, *params, -128, 127)
    for axis, data in [(1, x), (0, x.T.copy())]:
        function = lambda t: torch.fake_quantize_per_channel_affine(t, scales, zero_points, axis, -128, 127)
        add(f"per channel of axis {axis}", data, params, -128, 127, function, axis=axis)
    file.write()


def learnable_fake_quantize():
    note = "torch._fake_quantize_learnable_per_tensor_affine: the gradients of x, scale and zero point"
    file = GoldenFile("pytorch", "learnable_fake_quantize", TOOLKITS, note)
    for n, (scale, zero_point, lowest, highest) in enumerate(
        [(0.5, 3, 0, 255), (0.0217, -7, -128, 127), (0.25, 1, -8, 7), (0.3, 0, -127, 127)]
    ):
        x, params = reals(2130 + n, scale, zero_point, lowest, highest), Params(np.int32, scale, zero_point)
        # One value at a time, so that the order in which a sum is taken does not matter.
        results = [learned(value, params, lowest, highest) for value in x]
        names = ("result", "gradient", "scale_gradient", "zero_point_gradient")
        file.add(
            f"scale {scale}, zero point {zero_point}, [{lowest}, {highest}]", x=x, scale=params.scale,
            zero_point=params.zero_point, lowest=lowest, highest=highest,
            **{name: np.array(values, f32) for name, values in zip(names, zip(*results))},
        )  # fmt: skip
    file.write()


def learned(value, params, lowest, highest):
    """y, and its derivatives by x, scale and zero point."""
    x, scale = torch.tensor([value]).requires_grad_(), torch.tensor([params.scale.item()]).requires_grad_()
    zero_point = torch.tensor([float(params.zero_point)]).requires_grad_()
    y = torch._fake_quantize_learnable_per_tensor_affine(x, scale, zero_point, lowest, highest, 1.0)
    y.backward()
    return y.item(), x.grad.item(), scale.grad.item(), zero_point.grad.item()


def to_torch(q, values=None):
    """The tensor whose int_repr is q.values, or `values`."""
    values = torch.from_numpy(q.values if values is None else values)
    if q.scale.ndim == 0:
        return torch._make_per_tensor_quantized_tensor(values, float(q.scale), int(q.zero_point))
    scales, zero_points = torch.from_numpy(np.float64(q.scale)), torch.from_numpy(np.int64(q.zero_point))
    return torch._make_per_channel_quantized_tensor(values, scales, zero_points, 0)


def layer_fields(x, w, y, bias, relu):
    fields = dict(x=x, w=w, y=y, activation_lowest=f32(0 if relu else -np.inf), activation_highest=f32(np.inf))
    return fields if bias is None else fields | dict(real_bias=bias)


def linear():
    note = "quantized::linear: x (M, K) of 7 bits, w (N, K), the bias in reals, if there is one"
    file = GoldenFile("pytorch", "linear", TOOLKITS, note)

    def add(file, name, x, w, y, bias=None, relu=False):
        packed = torch.ops.quantized.linear_prepack(to_torch(w), None if bias is None else torch.from_numpy(bias))
        run = torch.ops.quantized.linear_relu if relu else torch.ops.quantized.linear
        result = run(to_torch(x), packed, float(y.scale), int(y.zero_point))
        file.add(name, **layer_fields(x, w, y, bias, relu), result=result.int_repr().numpy())

    for n, (m, k, outputs) in enumerate([(12, 37, 24), (1, 64, 16), (7, 7, 5), (16, 3, 32)]):
        rng, shape = generator(2200 + n), f"({m}, {k}) to {outputs}"
        x, w = integers(2210 + n, np.uint8, (m, k), 0, 127), integers(2220 + n, np.int8, (outputs, k))
        bias, scales = rng.normal(0, 5, outputs).astype(f32), 2.0 ** rng.uniform(-8, -5, outputs)
        y_scale = 0.37 * np.sqrt(k / 37)
        one = Quantized(x, 0.02, 63), Quantized(w, 0.011), Params(np.uint8, y_scale, 117)
        add(file, f"per tensor {shape}", *one)
        add(file, f"per tensor, bias {shape}", *one, bias)
        w_of_channels = Quantized(w, scales)
        add(file, f"per channel {shape}", Quantized(x, 0.02, 0), w_of_channels, Params(np.uint8, y_scale, 117))
        relu = Quantized(x, 0.02, 64), w_of_channels, Params(np.uint8, y_scale, 0), bias, True
        add(file, f"per channel, bias, relu {shape}", *relu)
        ties = Quantized(x, 0.5, 3), Quantized(w, 0.25)
        add(file, f"ties {shape}", *ties, Params(np.uint8, 2.0 * k, 128))
        eighths = (rng.integers(-99, 99, outputs) / 8).astype(f32)
        add(file, f"ties, bias {shape}", *ties, Params(np.uint8, 2.0 * k, 101), eighths)
    # x is (127, 1): the accumulator is 127 w_0 + w_1.
    accumulators, multipliers = requantized(2230, lambda sums, m: (np.abs(sums) < 127 * 128) & (m < 1))
    high = np.rint(accumulators / 127).astype(int)
    w = Quantized(np.int8(np.stack([high, accumulators - 127 * high], axis=1)), multipliers)
    for zero_point in (128, 101):
        x, y = Quantized(np.array([[127, 1]], np.uint8), 1.0), Params(np.uint8, 1.0, zero_point)
        add(file, f"chosen accumulators and multipliers, zero point {zero_point}", x, w, y)
    x_scale, w_scale, y_scale = INEXACT_SCALES
    x, w = Quantized(np.array([[127] * 64 + [1]], np.uint8), x_scale), Quantized(weights_of(near_ties(2**19)), w_scale)
    add(file, "a multiplier whose last bit decides", x, w, Params(np.uint8, y_scale, 128))
    file.write()

    note = "quantized::linear of full-range activations: FBGEMM saturates on a processor without VNNI"
    file = GoldenFile("pytorch", "saturation", TOOLKITS, note)
    x, w = np.full((4, 16), 255, np.uint8), np.int8(np.repeat([[127], [-128]], 4, axis=0).repeat(16, axis=1))
    add(file, "full range", Quantized(x, 0.01), Quantized(w, 0.01), Params(np.uint8, 4.0, 128))
    file.write()


def weights_of(sums):
    """(N, 65) such that 64 activations of 127 and one of 1 give the sums."""
    high = np.rint(sums / 127).astype(int)
    shares = high[:, None] // 64 + (np.arange(64) < high[:, None] % 64)
    return np.int8(np.concatenate([shares, (sums - 127 * high)[:, None]], axis=1))


CONVOLUTIONS = [
    ((1, 7, 6, 3), (4, 3, 3, 3), dict(padding=[1, 1])),
    ((2, 6, 5, 8), (6, 3, 3, 8), dict(stride=[2, 1], padding=[1, 0])),
    ((1, 9, 8, 4), (4, 3, 2, 4), dict(dilation=[2, 1])),
    ((1, 6, 6, 8), (8, 3, 3, 1), dict(padding=[1, 1], groups=8)),
    ((1, 5, 5, 4), (6, 3, 3, 2), dict(padding=[1, 1], groups=2)),
    ((1, 4, 4, 16), (9, 1, 1, 16), dict()),
]


def conv2d():
    note = "quantized::conv2d: x (N, H, W, C) of 7 bits, w (OC, KH, KW, C / groups), the bias in reals, if there is one"
    file = GoldenFile("pytorch", "conv2d", TOOLKITS, note)
    channels_first = lambda images: np.moveaxis(images, -1, 1).copy()
    for n, (x_shape, w_shape, attributes) in enumerate(CONVOLUTIONS):
        rng, channels = generator(2300 + n), w_shape[0]
        x = Quantized(integers(2310 + n, np.uint8, x_shape, 0, 127), 0.02, 63)
        w, bias = integers(2320 + n, np.int8, w_shape), rng.normal(0, 5, channels).astype(f32)
        moved = dict(stride=[1, 1], padding=[0, 0], dilation=[1, 1], groups=1) | attributes
        fields = dict(
            pads=moved["padding"] * 2, strides=moved["stride"], dilations=moved["dilation"], group=moved["groups"]
        )
        for name, scale, real_bias, relu in [
            ("per tensor", 0.011, None, False),
            ("per tensor, bias", 0.011, bias, False),
            ("per channel, bias, relu", 2.0 ** rng.uniform(-8, -6, channels), bias, True),
        ]:
            weights, y = Quantized(w, scale), Params(np.uint8, 0.3, 9 if relu else 121)
            stored = to_torch(weights, channels_first(w))
            torch_bias = None if real_bias is None else torch.from_numpy(real_bias)
            packed = torch.ops.quantized.conv2d_prepack(stored, torch_bias, *moved.values())
            run = torch.ops.quantized.conv2d_relu if relu else torch.ops.quantized.conv2d
            result = run(to_torch(x, channels_first(x.values)), packed, float(y.scale), int(y.zero_point))
            images = np.moveaxis(result.int_repr().numpy(), 1, -1)
            file.add(f"{attributes}, {name}", **layer_fields(x, weights, y, real_bias, relu), **fields, result=images)
    file.write()


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.backends.quantized.engine = "fbgemm"
    quantize()
    parameters()
    fake_quantize()
    learnable_fake_quantize()
    linear()
    conv2d()
