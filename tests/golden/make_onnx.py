# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
"""Golden vectors of ONNX Runtime and of the onnx package's reference evaluator: onnx/*.json.

Each vector is a model of one operator. `runtime` is what ONNX Runtime's CPU provider gives, `reference` what the
evaluator gives; where there is only one of them, the other cannot run the vector. Images are recorded (N, H, W, C) and
weights (M, kH, kW, C), whatever ONNX's own order.

Without VNNI, ONNX Runtime adds pairs of products of uint8 and int8 in 16 bits that saturate: such weights are within
+-63, but for the file that shows it.
"""

import itertools
from types import SimpleNamespace

import ml_dtypes
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator
from onnxruntime.quantization import quant_utils
from onnxruntime.quantization.base_quantizer import BaseQuantizer
from onnxruntime.quantization.onnx_model import ONNXModel

from golden_file import GoldenFile, Params, Quantized
from inputs import (
    INEXACT_SCALES, beyond, biases, generator, integers, near_ties, ranges, reals, reals_per_channel, requantized
)  # fmt: skip

TOOLKITS = {"onnxruntime": onnxruntime.__version__, "onnx": onnx.__version__}
CONTRIBUTED = "com.microsoft"
f32 = np.float32


def model_of(operator, inputs, output_types, domain, attributes):
    kind_of = helper.np_dtype_to_tensor_dtype
    outputs = [f"o{n}" for n in range(len(output_types))]
    node = helper.make_node(operator, [f"i{n}" for n in range(len(inputs))], outputs, domain=domain, **attributes)
    graph = helper.make_graph(
        [node],
        operator,
        [helper.make_tensor_value_info(f"i{n}", kind_of(v.dtype), v.shape) for n, v in enumerate(inputs)],
        [helper.make_tensor_value_info(name, kind_of(np.dtype(t)), None) for name, t in zip(outputs, output_types)],
    )
    opsets = [helper.make_opsetid("", 21)] + ([helper.make_opsetid(domain, 1)] if domain else [])
    return helper.make_model(graph, opset_imports=opsets, ir_version=10)


def results_of(model, feeds):
    """{"runtime": [outputs], "reference": [outputs]}; the evaluator knows ONNX's own operators only."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    results = {"runtime": session.run(None, feeds)}
    if not any(node.domain for node in model.graph.node):
        with np.errstate(all="ignore"):
            results["reference"] = ReferenceEvaluator(model).run(None, feeds)
    return results


def run(operator, inputs, *output_types, domain="", **attributes):
    inputs = [np.asarray(value) for value in inputs]
    model = model_of(operator, inputs, output_types, domain, attributes)
    return results_of(model, {f"i{n}": value for n, value in enumerate(inputs)})


def first_of(results):
    return {toolkit: outputs[0] for toolkit, outputs in results.items()}


def channels_last(images):
    return np.moveaxis(images, 1, -1)


def images_of(results):
    return {toolkit: channels_last(outputs[0]) for toolkit, outputs in results.items()}


def ends_of(kind):
    return np.iinfo(kind).min, np.iinfo(kind).max


def quantize_linear():
    note = "y = saturate(round(x / scale) + zero_point); NaN is left out, ONNX does not define it"
    file = GoldenFile("onnx", "quantize_linear", TOOLKITS, note)

    def add(name, x, params, attributes={}, **fields):
        y = first_of(run("QuantizeLinear", [x, *params], params.kind, **attributes))
        file.add(name, **fields, **attributes, x=x, scale=params.scale, zero_point=params.zero_point, **y)

    zero_points = {"uint8": (0, 3, 128, 255), "int8": (0, -7, 127), "int16": (0, -321), "uint16": (0, 32769)}
    seed = itertools.count(100)
    for kind in zero_points:
        for scale, zero_point in itertools.product((0.5, 0.0217, 3.0, 0.00214854861), zero_points[kind]):
            x = reals(next(seed), scale, zero_point, *ends_of(kind))
            add(f"{kind}, scale {scale}, zero point {zero_point}", x, Params(kind, scale, zero_point))
    for kind, scale, zero_point in [
        ("uint8", 0.5, 3), ("uint8", 0.5, 255), ("int8", 0.0217, -7), ("int8", 1e-30, 127), ("int16", 0.5, 0)
    ]:  # fmt: skip
        name = f"beyond 2^31 steps, {kind}, scale {scale}, zero point {zero_point}"
        add(name, beyond(scale), Params(kind, scale, zero_point), beyond=True)
    for scale in (2.0**-126, 1e-30, 1e30, 2.6e36):
        add(f"extreme scale {scale}", reals(next(seed), scale, 5, 0, 255), Params("uint8", scale, 5))
    params = Params("int8", [0.5, 0.03, 2.0, 0.7], [1, 0, -128, 77])
    x = reals_per_channel(7, *params, -128, 127).reshape(2, 54, 4).transpose(0, 2, 1).copy()
    add("int8, per channel of axis 1", x, params, dict(axis=1))
    params = Params("uint8", [[0.5, 0.1], [0.25, 3.0], [0.011, 0.7]], [[3, 0], [255, 128], [1, 17]])
    x = f32(generator(8).normal(0, 40, (3, 8)))
    add("uint8, blocks of 4 along axis 1", x, params, dict(axis=1, block_size=4))
    for kind, zero_point, ends in [("int4", -3, (-8, 7)), ("int4", 0, (-8, 7)), ("uint4", 5, (0, 15))]:
        x = reals(next(seed), 0.3, zero_point, *ends)
        y = four_bits(x, f32(0.3), zero_point, kind)
        file.add(f"{kind}, zero point {zero_point}", x=x, scale=f32(0.3), zero_point=np.int8(zero_point), **y)
    file.write()


def four_bits(x, scale, zero_point, kind):
    """QuantizeLinear to `kind`, cast to int8 in the model: NumPy has no such type."""
    zero_point = helper.make_tensor("zero_point", getattr(TensorProto, kind.upper()), [], [zero_point])
    quantize = helper.make_node("QuantizeLinear", ["x", "scale", "zero_point"], ["q"])
    graph = helper.make_graph(
        [quantize, helper.make_node("Cast", ["q"], ["y"], to=TensorProto.INT8)],
        "four_bits",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, x.shape)],
        [helper.make_tensor_value_info("y", TensorProto.INT8, x.shape)],
        [helper.make_tensor("scale", TensorProto.FLOAT, [], [scale]), zero_point],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)
    numbers = getattr(ml_dtypes, kind)
    return {toolkit: y.astype(numbers) for toolkit, y in first_of(results_of(model, {"x": x})).items()}


def dequantize_linear():
    file = GoldenFile("onnx", "dequantize_linear", TOOLKITS, "x = (q - zero_point) * scale, in floats")

    def add(name, q, **attributes):
        x = first_of(run("DequantizeLinear", list(q), f32, **attributes))
        file.add(name, **attributes, q=q.values, scale=q.scale, zero_point=q.zero_point, **x)

    for kind, zero_point, scale in [
        ("uint8", 3, 0.0217), ("uint8", 255, 1e-38), ("int8", -7, 0.3), ("int16", -321, 1.7e-5), ("uint16", 32769, 0.1)
    ]:  # fmt: skip
        q = integers(1, kind, 256)
        add(f"{kind}, scale {scale}, zero point {zero_point}", Quantized(q, scale, zero_point))
    q = np.concatenate([integers(2, np.int32, 60), np.array([16777217, -16777217, 33554435], np.int32)])
    add("int32", Quantized(q, 0.0003))
    q = Quantized(integers(3, np.int8, (2, 4, 9)), [0.5, 0.03, 2.0, 0.7], [1, 0, -128, 77])
    add("int8, per channel of axis 1", q, axis=1)
    scales, zero_points = [[0.5, 0.1], [0.25, 3.0], [0.011, 0.7]], [[3, 0], [255, 128], [1, 17]]
    q = Quantized(integers(4, np.uint8, (3, 8)), scales, zero_points)
    add("uint8, blocks of 4 along axis 1", q, axis=1, block_size=4)
    file.write()


def dynamic_quantize_linear():
    note = "scale and zero point of uint8 from the range of x, then QuantizeLinear"
    file = GoldenFile("onnx", "dynamic_quantize_linear", TOOLKITS, note)
    rng = generator(20)
    inputs = {
        "normal": rng.normal(size=64), "positive": rng.uniform(2, 5, 64), "negative": rng.uniform(-9, -1, 64),
        "zero point on a tie": [-0.5, 254.5, 0.25, 1.5, 2.5, 7],
        "zero point on an odd tie": [-1.5, 253.5, 0.5, 1.5, -1],
        "wide": [-3e37, 1e37, 0, 5e36], "narrow": [-1e-30, 2e-30, 1e-31], "denormal": [-1e-38, 2e-38, 1e-39],
        "zeros": np.zeros(4), "one value": [3.5], "step 0.1": np.arange(-60, 60) * 0.1,
    }  # fmt: skip
    for n in range(20):
        inputs[f"random {n}"] = rng.normal(rng.normal(), np.exp(rng.normal(0, 3)), 24)
    for name, x in inputs.items():
        x, fields = np.asarray(x, f32), {}
        for toolkit, (y, scale, zero_point) in run("DynamicQuantizeLinear", [x], "uint8", "float32", "uint8").items():
            fields |= {toolkit: y, f"{toolkit}_scale": scale, f"{toolkit}_zero_point": zero_point}
        file.add(name, x=x, **fields)
    file.write()


def parameters():
    note = "the static quantizer's compute_scale_zp of ranges (N, 2)"
    file = GoldenFile("onnx", "parameters", TOOLKITS, note)
    for kind, lowest, highest, symmetric in [
        ("uint8", 0, 255, False), ("int8", -128, 127, False), ("int8", -127, 127, True), ("int16", -32767, 32767, True),
    ]:  # fmt: skip
        ends = np.array(lowest, kind), np.array(highest, kind)
        pairs = [quant_utils.compute_scale_zp(*pair, *ends, symmetric=symmetric) for pair in ranges()]
        scales, zero_points = np.array([p[1] for p in pairs], f32), np.array([p[0] for p in pairs], kind)
        fields = dict(lowest=lowest, highest=highest, symmetric=symmetric, range=ranges())
        file.add(
            f"{kind}{', symmetric' if symmetric else ''}", **fields, result_scale=scales, result_zero_point=zero_points
        )
    file.write()

    file = GoldenFile("onnx", "bias", TOOLKITS, "the static quantizer's quantize_bias_static_impl of biases in reals")
    for x_scale, w_scale in [(0.5, 0.25), (0.02, 0.011), (0.1, 0.003)]:
        scales = np.array([x_scale], f32), np.array([w_scale], f32)
        bias = biases(scales[0][0] * scales[1][0])
        fields = dict(bias=bias, x_scale=scales[0], w_scale=scales[1])
        file.add(f"scales {x_scale}, {w_scale}", **fields, result=quantized_bias(bias, *scales))
    file.write()


def quantized_bias(bias, x_scale, w_scale):
    """By the quantizer's method, on a model of nothing but the bias."""
    graph = helper.make_graph([], "bias", [], [], [numpy_helper.from_array(bias, "bias")])
    model = ONNXModel(helper.make_model(graph))
    quantizer = SimpleNamespace(model=model, weight_qType=TensorProto.INT8)
    name, *_ = BaseQuantizer.quantize_bias_static_impl(quantizer, "bias", x_scale, w_scale)
    return numpy_helper.to_array(model.get_initializer(name))


TYPES_OF_PRODUCTS = [("uint8", "uint8"), ("uint8", "int8"), ("int8", "int8")]


def operands(seed, a_type, b_type, a_shape, b_shape):
    """Full range, but for weights that would saturate."""
    limits = (-63, 63) if (a_type, b_type) == ("uint8", "int8") else (None, None)
    return integers(seed, a_type, a_shape), integers(seed + 1, b_type, b_shape, *limits)


def matmul():
    file = GoldenFile("onnx", "qlinear_matmul", TOOLKITS, "a (M, K), b (K, N)")

    def add(file, name, a, b, y):
        file.add(name, a=a, b=b, y=y, **first_of(run("QLinearMatMul", [*a, *b, *y], y.kind)))

    seed = itertools.count(200, 2)
    for a_type, b_type in TYPES_OF_PRODUCTS:
        for name, (m, k, n), scales, divisor in [
            ("ties", (24, 3, 24), (0.5, 0.25, 2.0), 4),
            ("random", (16, 37, 24), (0.0173, 0.0091, 0.35), 1),
            ("saturates", (8, 64, 16), (0.1, 0.1, 0.5), 1),
        ]:
            for zeros in [(3, 0, 1), (0, 0, 0), (7, 9, 100)]:
                a, b = operands(next(seed), a_type, b_type, (m, k), (k, n))
                a, b = Quantized(a // divisor, scales[0], zeros[0]), Quantized(b // divisor, scales[1], zeros[1])
                add(
                    file,
                    f"{a_type} by {b_type}, {name}, zero points {zeros}",
                    a,
                    b,
                    Params(a_type, scales[2], zeros[2]),
                )
    a, b = operands(300, "uint8", "int8", (12, 40), (40, 16))
    b = Quantized(b, 2.0 ** generator(301).uniform(-9, -4, 16))
    add(file, "per column of b", Quantized(a, 0.02, 128), b, Params("uint8", 0.13, 77))
    # One activation of 1 and one weight: the accumulator is the weight.
    weights, multipliers = requantized(302, lambda sums, _: np.abs(sums) < 128)
    a, b = np.ones((1, 1), np.int8), weights.astype(np.int8).reshape(1, -1)
    for zero_point in (0, -3):
        name = f"chosen accumulators and multipliers, zero point {zero_point}"
        add(file, name, Quantized(a, 1.0), Quantized(b, multipliers), Params("int8", 1.0, zero_point))
    file.write()

    note = "QLinearMatMul of uint8 by int8 over the full range: ONNX Runtime saturates on a processor without VNNI"
    file = GoldenFile("onnx", "saturation", TOOLKITS, note)
    a, b = np.full((4, 16), 255, np.uint8), np.int8(np.repeat([[127, -128]], 16, axis=0).repeat(4, axis=1))
    add(file, "uint8 by int8, full range", Quantized(a, 0.01), Quantized(b, 0.01), Params("uint8", 4.0, 128))
    file.write()

    file = GoldenFile("onnx", "matmul_integer", TOOLKITS, "a (M, K), b (K, N); the sums in int32")

    def add_integer(name, a, b, a_zero, b_zero):
        fields = dict(a=a, b=b, a_zero_point=a.dtype.type(a_zero), b_zero_point=np.asarray(b_zero, b.dtype))
        file.add(name, **fields, **first_of(run("MatMulInteger", list(fields.values()), "int32")))

    for a_type, b_type in TYPES_OF_PRODUCTS:
        for zeros in [(0, 0), (3, 0), (201 if a_type == "uint8" else -77, 9)]:
            a, b = operands(next(seed), a_type, b_type, (7, 33), (33, 9))
            add_integer(f"{a_type} by {b_type}, zero points {zeros}", a, b, *zeros)
    a, b = operands(480, "uint8", "int8", (5, 20), (20, 6))
    add_integer("zero points per column", a, b, 11, [0, -3, 5, 7, 63, -63])
    file.write()


CONVOLUTIONS = [
    ("uint8", "uint8", (1, 3, 7, 6), (4, 3, 3, 3), dict(pads=[1, 1, 1, 1])),
    ("uint8", "int8", (2, 4, 6, 5), (6, 4, 3, 3), dict(pads=[0, 1, 2, 1], strides=[2, 1])),
    ("int8", "int8", (1, 4, 8, 8), (4, 4, 3, 2), dict(dilations=[2, 1])),
    ("uint8", "int8", (1, 6, 6, 6), (6, 1, 3, 3), dict(pads=[1, 1, 1, 1], group=6)),
    ("uint8", "int8", (1, 4, 5, 5), (6, 2, 3, 3), dict(pads=[1, 1, 1, 1], group=2)),
    ("uint8", "int8", (1, 16, 4, 4), (8, 16, 1, 1), dict()),
    ("int8", "int8", (1, 5, 6, 6), (5, 1, 3, 3), dict(pads=[1, 1, 1, 1], strides=[2, 2], group=5)),
]


def window_fields(attributes):
    return dict(pads=[0, 0, 0, 0], strides=[1, 1], dilations=[1, 1], group=1) | attributes


def convolution():
    note = "x (N, H, W, C), w (M, kH, kW, C / group), bias in steps of x_scale * w_scale"
    file = GoldenFile("onnx", "qlinear_conv", TOOLKITS, note)

    def add(name, x, w, y, bias, attributes={}):
        results = images_of(run("QLinearConv", [*x, *w, *y, bias], y.kind, **attributes))
        x.values, w.values = channels_last(x.values), channels_last(w.values)
        file.add(name, x=x, w=w, y=y, bias=bias, **window_fields(attributes), **results)

    for n, (x_type, w_type, x_shape, w_shape, attributes) in enumerate(CONVOLUTIONS):
        rng = generator(600 + n)
        channels, unsigned = w_shape[0], x_type == "uint8"
        x, w = operands(700 + 2 * n, x_type, w_type, x_shape, w_shape)
        x_params = (0.02, 131 if unsigned else 3)
        bias = rng.integers(-3000, 3000, channels).astype(np.int32)
        name = f"{x_type} by {w_type}, {attributes}, per "
        add(name + "tensor", Quantized(x, *x_params), Quantized(w, 0.011), Params(x_type, 0.37, 9), bias, attributes)
        scales = 2.0 ** rng.uniform(-9, -5, channels)
        y = Params(x_type, 0.61, 101 if unsigned else -5)
        add(name + "channel", Quantized(x, *x_params), Quantized(w, scales), y, bias, attributes)
    # Images that hold nothing but the zero point: the accumulators are the biases.
    accumulators, multipliers = requantized(610)
    w = np.ones((len(accumulators), 1, 1, 1), np.int8)
    for kind, zero_point in [("uint8", 128), ("uint8", 1), ("int8", 0), ("int8", -3)]:
        name = f"chosen accumulators and multipliers, {kind}, zero point {zero_point}"
        x, y = Quantized(np.full((1, 1, 1, 1), 7, kind), 1.0, 7), Params(kind, 1.0, zero_point)
        add(name, x, Quantized(w, multipliers), y, accumulators)
    x_scale, w_scale, y_scale = INEXACT_SCALES
    bias = near_ties(2**21)
    w = np.ones((len(bias), 1, 1, 1), np.int8)
    for granularity, scale in [("per tensor", w_scale), ("per channel", np.full(len(bias), w_scale))]:
        x, y = Quantized(np.full((1, 1, 1, 1), 7, np.uint8), x_scale, 7), Params("uint8", y_scale, 129)
        add(f"a multiplier whose last bit decides, {granularity}", x, Quantized(w, scale), y, bias)
    file.write()

    file = GoldenFile("onnx", "conv_integer", TOOLKITS, "x (N, H, W, C), w (M, kH, kW, C / group); the sums in int32")
    for n, (x_type, w_type, x_shape, w_shape, attributes) in enumerate(CONVOLUTIONS):
        x, w = operands(500 + 2 * n, x_type, w_type, x_shape, w_shape)
        zeros = dict(x_zero_point=x.dtype.type(5), w_zero_point=w.dtype.type(0))
        y = images_of(run("ConvInteger", [x, w, *zeros.values()], "int32", **attributes))
        images = dict(x=channels_last(x), w=channels_last(w))
        file.add(f"{x_type} by {w_type}, {attributes}", **images, **zeros, **window_fields(attributes), **y)
    file.write()


def from_lowest(kind, zero_point):
    """The zero point of uint8, or what it is for the same integers as int8."""
    return zero_point - (128 if kind == "int8" else 0)


def contributed():
    file = GoldenFile("onnx", "qlinear_add", TOOLKITS, "com.microsoft.QLinearAdd: not in the ONNX standard")
    cases = [((0.5, 0.25, 1.0), (3, 7, 5)), ((0.031, 0.017, 0.043), (128, 100, 77)), ((0.01, 0.9, 0.95), (0, 255, 1))]
    for n, (kind, (scales, zeros)) in enumerate(itertools.product(("uint8", "int8"), cases)):
        zeros = [from_lowest(kind, zero) for zero in zeros]
        a = Quantized(integers(801 + n, kind, 400), scales[0], zeros[0])
        b = Quantized(integers(811 + n, kind, 400), scales[1], zeros[1])
        y = Params(kind, scales[2], zeros[2])
        sums = first_of(run("QLinearAdd", [*a, *b, *y], kind, domain=CONTRIBUTED))
        file.add(f"{kind}, scales {scales}", a=a, b=b, y=y, **sums)
    file.write()

    note = "com.microsoft.QLinearAveragePool on (N, H, W, C): not in the ONNX standard"
    file = GoldenFile("onnx", "qlinear_average_pool", TOOLKITS, note)
    cases = [
        (dict(kernel_shape=[2, 2], strides=[2, 2]), (0.5, 0.5), (3, 3)),
        (dict(kernel_shape=[3, 3], pads=[1, 1, 1, 1]), (0.02, 0.017), (131, 9)),
        (dict(kernel_shape=[3, 2], pads=[1, 1, 1, 0], count_include_pad=1), (0.1, 0.1), (131, 9)),
    ]
    for n, (kind, (attributes, scales, zeros)) in enumerate(itertools.product(("uint8", "int8"), cases)):
        x = Quantized(integers(820 + n, kind, (1, 3, 8, 8)), scales[0], from_lowest(kind, zeros[0]))
        y = Params(kind, scales[1], from_lowest(kind, zeros[1]))
        means = images_of(run("QLinearAveragePool", [*x, *y], kind, domain=CONTRIBUTED, **attributes))
        x.values = channels_last(x.values)
        fields = window_fields({key: attributes[key] for key in ("pads", "strides") if key in attributes})
        fields |= dict(kernel=attributes["kernel_shape"], counts_padding="count_include_pad" in attributes)
        file.add(f"{kind}, {attributes}", x=x, y=y, **fields, **means)
    file.write()

    note = "com.microsoft.QLinearSigmoid, every integer: not in the ONNX standard"
    file = GoldenFile("onnx", "qlinear_sigmoid", TOOLKITS, note)
    for kind, scale, zero_point in [("uint8", 0.05, 128), ("uint8", 0.021, 77), ("int8", 0.05, 0), ("int8", 0.2, -7)]:
        lowest, highest = ends_of(kind)
        x = Quantized(np.arange(lowest, highest + 1).astype(kind), scale, zero_point)
        y = Params(kind, 1 / 256, lowest)
        results = first_of(run("QLinearSigmoid", [*x, *y], kind, domain=CONTRIBUTED))
        file.add(f"{kind}, scale {scale}", x=x, y=y, **results)
    file.write()


if __name__ == "__main__":
    quantize_linear()
    dequantize_linear()
    dynamic_quantize_linear()
    parameters()
    matmul()
    convolution()
    contributed()
