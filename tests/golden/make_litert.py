# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
"""Golden vectors of LiteRT (TensorFlow Lite): litert/*.json.

Each vector is a model of one operator, written as a flatbuffer with the schema that the package ships. `reference` is
what the reference kernels give, `optimized` what the default kernels give without a delegate, `xnnpack` what the
XNNPACK delegate gives, which is used unless it is turned off. Where one is missing, it does not run the vector. Weights
are recorded (OC, KH, KW, C), those of depthwise convolutions (OC, KH, KW, 1).
"""

import importlib.metadata

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from ai_edge_litert.interpreter import Interpreter, OpResolverType

from golden_file import GoldenFile, Params, Quantized
from inputs import INEXACT_SCALES, generator, integers, near_ties, reals, requantized

TOOLKITS = {"ai-edge-litert": importlib.metadata.version("ai-edge-litert")}
KERNELS = {
    "reference": OpResolverType.BUILTIN_REF,
    "optimized": OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    "xnnpack": OpResolverType.AUTO,
}
ACTIVATIONS = {"none": (-np.inf, np.inf), "relu": (0, np.inf), "relu6": (0, 6), "relu_n1_to_1": (-1, 1)}
f32 = np.float32


class Operand:
    """A tensor of a model: constant if it has values. `axis` is that of several scales."""

    def __init__(self, kind, shape, params=None, values=None, axis=0):
        self.kind, self.shape, self.params, self.values, self.axis = np.dtype(kind), shape, params, values, axis

    @staticmethod
    def constant(values, params, axis=0):
        return Operand(values.dtype, values.shape, params, values, axis)

    @staticmethod
    def fed(quantized):
        return Operand(quantized.kind, quantized.values.shape, quantized)

    def table(self, name, buffer):
        tensor = schema.TensorT()
        tensor.name, tensor.shape, tensor.buffer = name, list(self.shape), buffer
        tensor.type = getattr(schema.TensorType, self.kind.name.upper())
        if self.params is not None:
            tensor.quantization = schema.QuantizationParametersT()
            tensor.quantization.scale = self.params.scale.reshape(-1)
            tensor.quantization.zeroPoint = self.params.zero_point.reshape(-1).astype(np.int64)
            tensor.quantization.quantizedDimension = self.axis
        return tensor


def model_of(operator, options, operands, output):
    """The flatbuffer of `output = operator(operands)`; options are a table <Name>OptionsT of the schema, or None."""
    model, graph, code, node = schema.ModelT(), schema.SubGraphT(), schema.OperatorCodeT(), schema.OperatorT()
    code.builtinCode = getattr(schema.BuiltinOperator, operator)
    code.deprecatedBuiltinCode, code.version = min(code.builtinCode, 127), 3
    model.buffers, graph.tensors = [schema.BufferT()], []
    for index, operand in enumerate([*operands, output]):
        buffer = 0
        if operand.values is not None:
            buffer = len(model.buffers)
            model.buffers.append(schema.BufferT())
            model.buffers[buffer].data = np.frombuffer(operand.values.tobytes(), np.uint8)
        graph.tensors.append(operand.table(f"t{index}", buffer))
    node.inputs, node.outputs = list(range(len(operands))), [len(operands)]
    if options is not None:
        node.builtinOptionsType = getattr(schema.BuiltinOptions, type(options).__name__[:-1])
        node.builtinOptions = options
    graph.inputs = [index for index, operand in enumerate(operands) if operand.values is None]
    graph.outputs, graph.operators = node.outputs, [node]
    model.version, model.operatorCodes, model.subgraphs = 3, [code], [graph]
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def run(operator, options, operands, output, *feeds):
    """{"reference": result, "optimized": result, "xnnpack": result}, each if it runs the operator."""
    content, results = model_of(operator, options, operands, output), {}
    for kernels, resolver in KERNELS.items():
        interpreter = Interpreter(model_content=content, experimental_op_resolver_type=resolver, num_threads=1)
        interpreter.allocate_tensors()
        is_delegated = any(step["op_name"] == "DELEGATE" for step in interpreter._get_ops_details())
        if is_delegated != (kernels == "xnnpack"):
            continue
        for detail, feed in zip(interpreter.get_input_details(), feeds):
            interpreter.set_tensor(detail["index"], feed)
        interpreter.invoke()
        results[kernels] = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
    return results


def options_of(name, activation="none", **fields):
    options = getattr(schema, name + "OptionsT")()
    if hasattr(options, "fusedActivationFunction"):
        options.fusedActivationFunction = getattr(schema.ActivationFunctionType, activation.upper())
    for field, value in fields.items():
        setattr(options, field, value)
    return options


def activation_fields(activation):
    lowest, highest = ACTIVATIONS[activation]
    return dict(activation_lowest=f32(lowest), activation_highest=f32(highest))


def window_of(image, kernel, padding, strides, dilations=(1, 1)):
    """((output height, width), [top, left, bottom, right]) under TensorFlow's SAME or VALID."""
    sizes, before, behind = [], [], []
    for pixels, taps, stride, dilation in zip(image, kernel, strides, dilations):
        reach = (taps - 1) * dilation + 1
        size = -(-pixels // stride) if padding == "SAME" else (pixels - reach) // stride + 1
        total = max((size - 1) * stride + reach - pixels, 0)
        sizes.append(size)
        before.append(total // 2)
        behind.append(total - total // 2)
    return sizes, before + behind


def bias_operand(bias, x, w):
    return Operand.constant(bias, Params(bias.dtype, x.scale * w.scale.reshape(-1)))


class Convolution:
    """How a convolution moves. With a depth multiplier it is depthwise."""

    def __init__(self, padding="VALID", strides=(1, 1), dilations=(1, 1), multiplier=None, activation="none"):
        self.padding, self.strides, self.dilations = padding, list(strides), list(dilations)
        self.multiplier, self.activation = multiplier, activation

    def options(self):
        common = dict(
            padding=getattr(schema.Padding, self.padding), strideH=self.strides[0], strideW=self.strides[1],
            dilationHFactor=self.dilations[0], dilationWFactor=self.dilations[1],
        )  # fmt: skip
        if self.multiplier is None:
            return options_of("Conv2D", self.activation, **common)
        return options_of("DepthwiseConv2D", self.activation, depthMultiplier=self.multiplier, **common)

    def add_to(self, file, name, x, w, y, bias):
        """x (N, H, W, C), w (OC, KH, KW, C), or (OC, KH, KW, 1) with a depth multiplier."""
        kernel = w.values.shape[1:3]
        size, pads = window_of(x.values.shape[1:3], kernel, self.padding, self.strides, self.dilations)
        weights = Operand.constant(w.values, w)
        if self.multiplier is not None:
            stored = np.moveaxis(w.values, 0, -1).reshape(1, *kernel, -1).copy()
            weights = Operand.constant(stored, w, axis=3)
        output = Operand(x.kind, [x.values.shape[0], *size, w.values.shape[0]], y)
        operator = "CONV_2D" if self.multiplier is None else "DEPTHWISE_CONV_2D"
        operands = [Operand.fed(x), weights, bias_operand(bias, x, w)]
        results = run(operator, self.options(), operands, output, x.values)
        file.add(
            name, x=x, w=w, y=y, bias=bias, pads=pads, strides=self.strides, dilations=self.dilations,
            group=1 if self.multiplier is None else x.values.shape[3], **activation_fields(self.activation), **results,
        )  # fmt: skip


def nothing(kind, shape, scale=1.0):
    """A tensor of nothing but its zero point: the accumulators are the biases."""
    zero_point = 7 if kind == np.int8 else 0
    return Quantized(np.full(shape, zero_point, kind), scale, zero_point)


def for_xnnpack(_, multipliers):
    return multipliers > 2.0**-31  # it takes no smaller ones


def chosen_sums(file, kind, depthwise=False):
    accumulators, multipliers = requantized(31, for_xnnpack)
    channels = len(accumulators)
    x = nothing(kind, (1, 1, 1, channels if depthwise else 1))
    w = Quantized(np.ones((channels, 1, 1, 1), np.int8), multipliers)
    bias = accumulators.astype(np.int32 if kind == np.int8 else np.int64)
    for zero_point in (0, -3) if kind == np.int8 else (0,):
        name = f"chosen accumulators and multipliers, zero point {zero_point}"
        Convolution(multiplier=1 if depthwise else None).add_to(file, name, x, w, Params(kind, 1.0, zero_point), bias)


def inexact_scales(file, depthwise):
    x_scale, w_scale, y_scale = INEXACT_SCALES
    bias = near_ties(2**21)
    x = nothing(np.int8, (1, 1, 1, len(bias) if depthwise else 1), x_scale)
    w = Quantized(np.ones((len(bias), 1, 1, 1), np.int8), np.full(len(bias), w_scale))
    moved = Convolution(multiplier=1 if depthwise else None)
    moved.add_to(file, "a multiplier whose last bit decides", x, w, Params(np.int8, y_scale, 1), bias)


CONVOLUTIONS = [
    ((1, 7, 6, 3), (4, 3, 3), dict(padding="SAME")),
    ((2, 6, 5, 8), (6, 3, 3), dict(padding="SAME", strides=(2, 2))),
    ((1, 9, 8, 4), (4, 3, 2), dict(padding="VALID", dilations=(2, 2))),
    ((1, 4, 4, 16), (9, 1, 1), dict(activation="relu")),
    ((1, 5, 5, 8), (5, 3, 3), dict(padding="SAME", activation="relu6")),
    ((1, 5, 5, 8), (5, 2, 3), dict(strides=(1, 2), activation="relu_n1_to_1")),
]
DEPTHWISE = [
    ((1, 7, 6, 4), (4, 3, 3), dict(padding="SAME")),
    ((2, 6, 5, 8), (8, 3, 3), dict(padding="SAME", strides=(2, 2))),
    ((1, 9, 8, 3), (6, 3, 3), dict(padding="VALID")),
    ((1, 9, 8, 5), (5, 3, 3), dict(padding="VALID", dilations=(2, 2))),
    ((1, 5, 5, 8), (8, 5, 5), dict(padding="SAME", activation="relu6")),
]


def layer_of(seed, case, depthwise, lowest_x, bias_range):
    """x and w of full range, scales a channel, a bias, and how the convolution moves."""
    x_shape, w_shape, arguments = case
    rng = generator(seed)
    kind = np.int8 if lowest_x == -128 else np.int16
    x = integers(seed + 100, kind, x_shape, lowest_x)
    w = integers(seed + 200, np.int8, (*w_shape, 1 if depthwise else x_shape[3]), -127, 127)
    bias = rng.integers(-bias_range, bias_range, w_shape[0]).astype(np.int32 if kind == np.int8 else np.int64)
    w = Quantized(w, 2.0 ** rng.uniform(-9, -6, w_shape[0]))
    return x, w, bias, Convolution(multiplier=w_shape[0] // x_shape[3] if depthwise else None, **arguments)


def convolutions(operator, cases, depthwise):
    file = GoldenFile("litert", operator, TOOLKITS, "x (N, H, W, C) int8, w int8 with a scale a channel")
    chosen_sums(file, np.int8, depthwise)
    inexact_scales(file, depthwise)
    for n, case in enumerate(cases):
        x, w, bias, moved = layer_of(1000 + n, case, depthwise, -128, 4000)
        clamped = moved.activation != "none"
        for x_params, y_params in [
            ((0.023, -11), (0.25 if clamped else 0.5, 3)),
            ((0.5, 0), (0.07 if clamped else 4.0, -128)),
        ]:
            name = f"{x_params} to {y_params}, {case[2]}"
            moved.add_to(file, name, Quantized(x, *x_params), w, Params(np.int8, *y_params), bias)
    file.write()


def convolutions_16x8():
    note = "x int16, w int8, bias int64, sums of 64 bits; XNNPACK does not run it"
    file = GoldenFile("litert", "conv2d_16x8", TOOLKITS, note)
    chosen_sums(file, np.int16)
    for depthwise, cases in [(False, CONVOLUTIONS[:4]), (True, DEPTHWISE[:3])]:
        for n, case in enumerate(cases):
            x, w, bias, moved = layer_of(1300 + n, case, depthwise, -32767, 10**6)
            name = f"{'depthwise, ' if depthwise else ''}{case[2]}"
            moved.add_to(file, name, Quantized(x, 0.00017), w, Params(np.int16, 0.0005), bias)
    file.write()


def fully_connected():
    note = "x (M, K) int8 or int16, w (N, K) int8, bias of x's steps times w's"
    file = GoldenFile("litert", "fully_connected", TOOLKITS, note)

    def add(name, x, w, y, bias, activation="none"):
        operands = [Operand.fed(x), Operand.constant(w.values, w), bias_operand(bias, x, w)]
        output = Operand(x.kind, [x.values.shape[0], w.values.shape[0]], y)
        results = run("FULLY_CONNECTED", options_of("FullyConnected", activation), operands, output, x.values)
        file.add(name, x=x, w=w, y=y, bias=bias, **activation_fields(activation), **results)

    for n, (m, k, outputs, activation) in enumerate([(5, 33, 17, "none"), (1, 64, 24, "relu"), (8, 7, 9, "relu6")]):
        rng = generator(1400 + n)
        w = integers(1420 + n, np.int8, (outputs, k), -127, 127)
        bias = rng.integers(-4000, 4000, outputs).astype(np.int32)
        scales = {"per tensor": 0.011, "per channel": 2.0 ** rng.uniform(-9, -5, outputs)}
        x, y = Quantized(integers(1410 + n, np.int8, (m, k)), 0.02, 5), Params(np.int8, 0.3, -17)
        for granularity, scale in scales.items():
            add(f"{granularity}, {activation}", x, Quantized(w, scale), y, bias, activation)
        x, y = Quantized(integers(1430 + n, np.int16, (m, k), -32767), 0.0002), Params(np.int16, 0.0005)
        for granularity, scale in scales.items():
            long_bias = bias.astype(np.int64) * 100
            add(f"16x8, {granularity}, {activation}", x, Quantized(w, scale), y, long_bias, activation)
    accumulators, multipliers = requantized(31, for_xnnpack)
    for kind, prefix in [(np.int8, ""), (np.int16, "16x8, ")]:
        x, y = nothing(kind, (1, 1)), Params(kind, 1.0, 5 if kind == np.int8 else 0)
        steps = np.int32 if kind == np.int8 else np.int64
        w = Quantized(np.ones((len(accumulators), 1), np.int8), multipliers)
        add(f"{prefix}chosen accumulators and multipliers, per channel", x, w, y, accumulators.astype(steps))
        for multiplier in (0.5, 0.25, 0.0111111114, 0.00331415026, 0.0168613978):
            chosen = np.rint((np.arange(-16, 16) + 0.5) / multiplier).astype(steps)
            w = Quantized(np.ones((len(chosen), 1), np.int8), multiplier)
            add(f"{prefix}chosen accumulators, per tensor, multiplier {multiplier}", x, w, y, chosen)
    x_scale, w_scale, y_scale = INEXACT_SCALES
    bias = near_ties(2**21)
    for granularity, scale in [("per tensor", w_scale), ("per channel", np.full(len(bias), w_scale))]:
        w = Quantized(np.ones((len(bias), 1), np.int8), scale)
        name = f"a multiplier whose last bit decides, {granularity}"
        add(name, nothing(np.int8, (1, 1), x_scale), w, Params(np.int8, y_scale, 1), bias)
    # An accumulator of 585 and a multiplier of 0.0111111114 give -119 or -120 from a zero point of -126.
    one = np.ones((1, 1), np.int8)
    w = Quantized(one, 0.0111111114)
    add("tensorflow#102943", Quantized(one, 1.0), w, Params(np.int8, 1.0, -126), np.array([584], np.int32))
    file.write()


def pooling():
    note = "x (N, H, W, C); y has the parameters of x, which LiteRT demands; padding does not count"
    file = GoldenFile("litert", "average_pool", TOOLKITS, note)
    cases = [
        ((2, 2), (2, 2), "VALID"), ((3, 3), (1, 1), "SAME"), ((3, 2), (2, 1), "SAME"), ((7, 6), (7, 6), "VALID"),
        ((1, 2), (1, 1), "VALID"),
    ]  # fmt: skip
    for kind, zero_point in [(np.int8, -11), (np.int8, 0), (np.int16, 0)]:
        for n, (kernel, strides, padding) in enumerate(cases):
            x = Quantized(integers(1500 + n, kind, (1, 7, 6, 5)), 0.1, zero_point)
            y = Params(kind, 0.1, zero_point)
            size, pads = window_of((7, 6), kernel, padding, strides)
            options = options_of(
                "Pool2D", padding=getattr(schema.Padding, padding), strideH=strides[0], strideW=strides[1],
                filterHeight=kernel[0], filterWidth=kernel[1],
            )  # fmt: skip
            output = Operand(kind, [1, *size, 5], y)
            results = run("AVERAGE_POOL_2D", options, [Operand.fed(x)], output, x.values)
            name = f"{x.kind}, zero point {zero_point}, kernel {kernel}, strides {strides}, {padding}"
            fields = dict(kernel=list(kernel), pads=pads, strides=list(strides), counts_padding=False)
            file.add(name, x=x, y=y, **fields, **results)
    file.write()


SCALES_OF_PAIRS = {
    np.int8: [
        ((0.5, 3), (0.25, -7), (1.0, 5)), ((0.031, 0), (0.017, -28), (0.043, -51)),
        ((0.01, -128), (0.9, 127), (0.95, 1)), ((0.1, 0), (0.1, 0), (0.2, 0)),
    ],
    np.int16: [
        ((0.001, 0), (0.0007, 0), (0.0017, 0)), ((0.5, 0), (0.25, 0), (1.0, 0)),
        ((2.0**-12, 0), (2.0**-15, 0), (2.0**-13, 0)),
    ],
}  # fmt: skip


def elementwise(operator, options, widened):
    """`widened`: how much wider the range of y is than in SCALES_OF_PAIRS, for each type."""
    file = GoldenFile("litert", operator, TOOLKITS, f"{operator} of a and b, value by value")
    for kind, cases in SCALES_OF_PAIRS.items():
        for n, (a_params, b_params, (y_scale, y_zero_point)) in enumerate(cases):
            a, b = Quantized(integers(1600 + n, kind, 300), *a_params), Quantized(
                integers(1610 + n, kind, 300), *b_params
            )
            y = Params(kind, y_scale * widened[kind], y_zero_point)
            for activation in ("none", "relu6") if n == 1 else ("none",):
                operands = [Operand.fed(a), Operand.fed(b)]
                output = Operand(kind, a.values.shape, y)
                results = run(operator.upper(), options(activation), operands, output, a.values, b.values)
                name = f"{a.kind}, {a_params}, {b_params} to {y.scale:.6}, {activation}"
                file.add(name, a=a, b=b, y=y, **activation_fields(activation), **results)
    file.write()


def concatenation():
    note = "a and b (N, H, W, C) along the last axis; all have the same parameters, which LiteRT demands of int8"
    file = GoldenFile("litert", "concat", TOOLKITS, note)
    a, b = Quantized(integers(1700, np.int8, (1, 3, 2, 3)), 0.1, 3), Quantized(
        integers(1701, np.int8, (1, 3, 2, 4)), 0.1, 3
    )
    y = Params(np.int8, 0.1, 3)
    operands, output = [Operand.fed(a), Operand.fed(b)], Operand(np.int8, (1, 3, 2, 7), y)
    results = run("CONCATENATION", options_of("Concatenation", axis=3), operands, output, a.values, b.values)
    file.add("int8", a=a, b=b, y=y, **results)
    file.write()


SCALES_OF_ARGUMENTS = {
    np.int8: [(0.05, 0), (0.2, 5), (0.011, -77), (0.0625, 127)],
    np.int16: [(2.0**-12, 0), (2.0**-11, 0), (0.0003, 0), (0.00007, 0)],
}


def arguments(kind):
    """Every int8; 256 of int16."""
    if kind == np.int8:
        return np.arange(-128, 128, dtype=np.int8)
    ends = np.array([-32768, 32767], np.int16)
    return np.concatenate([integers(1800, np.int16, 190), np.arange(-32, 32, dtype=np.int16), ends])


def functions(operator, note, options, y_of, shaped):
    file = GoldenFile("litert", operator, TOOLKITS, note)
    for kind, cases in SCALES_OF_ARGUMENTS.items():
        for params in cases:
            x = Quantized(shaped(arguments(kind)), *params)
            y = Params(kind, *y_of[kind])
            output = Operand(kind, x.values.shape, y)
            results = run(operator.upper(), options, [Operand.fed(x)], output, x.values)
            file.add(f"{x.kind}, scale {params[0]:.6}, zero point {params[1]}", x=x, y=y, **results)
    file.write()


def rows_of_16(x):
    """The values as they are, shuffled, and a row of equal ones."""
    shuffled = generator(1810).permutation(x)
    return np.concatenate([x, shuffled[:64], np.full(16, x[3])]).reshape(-1, 16)


def conversions():
    note = "reals to integers, of magnitudes whose conversion to int32 is defined"
    file = GoldenFile("litert", "quantize", TOOLKITS, note)
    cases = [
        (np.int8, 0.5, 0), (np.int8, 0.5, -7), (np.int8, 0.0217, 3), (np.int8, 0.00214854861, 127),
        (np.int8, 1e-5, -128), (np.uint8, 0.5, 3), (np.uint8, 0.031, 128), (np.int16, 0.5, 0), (np.int16, 0.0003, 0),
    ]  # fmt: skip
    for n, (kind, scale, zero_point) in enumerate(cases):
        params, ends = Params(kind, scale, zero_point), np.iinfo(kind)
        x = reals(1900 + n, scale, zero_point, ends.min, ends.max)
        results = run("QUANTIZE", None, [Operand(f32, x.shape)], Operand(kind, x.shape, params), x)
        name = f"{params.kind}, scale {scale}, zero point {zero_point}"
        file.add(name, x=x, scale=params.scale, zero_point=params.zero_point, **results)
    file.write()

    file = GoldenFile("litert", "dequantize", TOOLKITS, "integers to reals")
    for n, (kind, *params) in enumerate([(np.int8, 0.3, -7), (np.uint8, 0.0217, 3), (np.int16, 1.7e-5, 0)]):
        q = Quantized(integers(1950 + n, kind, 128), *params)
        results = run("DEQUANTIZE", None, [Operand.fed(q)], Operand(f32, q.values.shape), q.values)
        name = f"{q.kind}, scale {params[0]}, zero point {params[1]}"
        file.add(name, q=q.values, scale=q.scale, zero_point=q.zero_point, **results)
    file.write()

    file = GoldenFile("litert", "rescale", TOOLKITS, "QUANTIZE of integers: to other parameters")
    cases = [
        ((0.5, 0), (1.0, 0)), ((0.5, 3), (1.0, -7)), ((0.02, -11), (0.031, 5)), ((0.02, -11), (0.013, 5)),
        ((0.1, 1), (0.1, 2)),
    ]  # fmt: skip
    for x_params, y_params in cases:
        x, y = Quantized(arguments(np.int8), *x_params), Params(np.int8, *y_params)
        results = run("QUANTIZE", None, [Operand.fed(x)], Operand(np.int8, x.values.shape, y), x.values)
        file.add(f"{x_params} to {y_params}", x=x, y=y, **results)
    file.write()


if __name__ == "__main__":
    convolutions("conv2d", CONVOLUTIONS, depthwise=False)
    convolutions("depthwise_conv2d", DEPTHWISE, depthwise=True)
    convolutions_16x8()
    fully_connected()
    pooling()
    elementwise("add", lambda activation: options_of("Add", activation, potScaleInt16=False), {np.int8: 1, np.int16: 1})
    elementwise("mul", lambda activation: options_of("Mul", activation), {np.int8: 20, np.int16: 3})
    concatenation()
    probabilities = {np.int8: (1 / 256, -128), np.int16: (1 / 32768, 0)}
    tangents = {np.int8: (1 / 128, 0), np.int16: (1 / 32768, 0)}
    each = "every int8, some int16"
    functions("softmax", "x (M, N), along the last axis", options_of("Softmax", beta=1.0), probabilities, rows_of_16)
    functions("logistic", each, None, probabilities, lambda x: x)
    functions("tanh", each, None, tangents, lambda x: x)
    conversions()
