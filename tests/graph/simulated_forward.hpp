// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

#include <quanta/core/fixed_point.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/params/any_profile.hpp>

namespace support {

/// One sample of an edge: its integers, or its floats.
struct simulated_tensor {
    std::vector<int> integers;
    std::vector<float> reals;
};

/// What a quantized model computes, from its data alone and without any of the library's operators, kernels and epilogues:
/// centred integers summed in double, a 32-bit bias (one in floats where layers are dynamic), and the scalar functions of the
/// model's profile. One sample at a time.
class simulated_forward {
public:
    /// Computes what the model keeps in floats between its integers; gets the node and the operands.
    using float_node = std::function<std::vector<float>(const quanta::graph::quantized_node&,
                                                        const std::vector<const std::vector<float>*>&)>;

    explicit simulated_forward(const quanta::graph::quantized_model& model, float_node in_floats = {})
        : model_(model), in_floats_(std::move(in_floats)) {}

    /// The values of every edge. `inputs`: one for each of the model's.
    [[nodiscard]] std::vector<simulated_tensor> operator()(const std::vector<std::vector<float>>& inputs) const {
        std::vector<simulated_tensor> values(model_.edges.size());
        for (std::size_t i = 0; i < inputs.size(); ++i) values[model_.inputs[i].index].reals = inputs[i];
        for (const auto& node : model_.nodes) values[node.output.index] = make(node, values);
        return values;
    }

private:
    using node_type = quanta::graph::quantized_node;
    using tensors = std::vector<simulated_tensor>;

    /// An operand or the result of one node.
    struct operand {
        const quanta::graph::edge& edge;
        const simulated_tensor* values;

        [[nodiscard]] const quanta::affine_params& params() const { return edge.quantization->params; }
        [[nodiscard]] std::size_t extent(std::size_t axis) const { return edge.extents[axis]; }
        [[nodiscard]] std::size_t size() const {
            std::size_t count = 1;
            for (const std::size_t each : edge.extents) count *= each;
            return count;
        }
        /// q - zero point.
        [[nodiscard]] int centred(std::size_t i) const { return values->integers[i] - params().zero_point; }
        /// The same of a pixel of an image, which is 0 outside of it.
        [[nodiscard]] int centred(std::ptrdiff_t y, std::ptrdiff_t x, std::size_t c) const {
            return is_inside(y, x) ? centred(index(y, x, c)) : 0;
        }
        [[nodiscard]] bool is_inside(std::ptrdiff_t y, std::ptrdiff_t x) const {
            return y >= 0 && x >= 0 && y < static_cast<std::ptrdiff_t>(extent(0)) &&
                   x < static_cast<std::ptrdiff_t>(extent(1));
        }
        [[nodiscard]] std::size_t index(std::ptrdiff_t y, std::ptrdiff_t x, std::size_t c) const {
            return (static_cast<std::size_t>(y) * extent(1) + static_cast<std::size_t>(x)) * extent(2) + c;
        }
    };

    /// One node while it is computed.
    struct frame {
        const node_type& node;
        std::vector<operand> in;
        operand out;
        quanta::profile::any profile;
        simulated_tensor result{};

        void requantize(std::int64_t accumulator, double lhs, double rhs) {
            if (is_tflite() && std::holds_alternative<quanta::graph::operations::linear>(node.what))
                return connect_in_double(static_cast<double>(accumulator), lhs * rhs / out.params().scale);
            requantize(accumulator, profile.multiplier(lhs, rhs, out.params().scale));
        }
        void requantize(std::int64_t accumulator, const quanta::multiplier_value& m) {
            result.integers.push_back(profile.requantize(static_cast<std::int32_t>(accumulator), m,
                                                         out.params().zero_point, node.range.lowest,
                                                         node.range.highest));
        }
        /// How TensorFlow Lite ends fully connected layers.
        void connect_in_double(double accumulator, double m) {
            const double place = std::round(accumulator * m) + out.params().zero_point;
            result.integers.push_back(
                static_cast<int>(std::clamp<double>(place, node.range.lowest, node.range.highest)));
        }
        /// TensorFlow Lite's two profiles, whose operators have arithmetic of their own.
        [[nodiscard]] bool is_tflite() const {
            return profile.value() == quanta::profile_value::tflite ||
                   profile.value() == quanta::profile_value::tflite_single;
        }
    };

    [[nodiscard]] simulated_tensor make(const node_type& node, const tensors& values) const {
        namespace ops = quanta::graph::operations;
        frame f{node, {}, {model_.edges[node.output.index], nullptr}, quanta::profile::any(model_.profile)};
        for (const auto input : node.inputs) f.in.push_back({model_.edges[input.index], &values[input.index]});
        if (const auto* layer = std::get_if<quanta::graph::dynamic_weights>(&node.payload))
            return make_dynamic(*layer, f);
        if (!f.in[0].edge.quantization && !std::holds_alternative<ops::quantize>(node.what)) {
            std::vector<const std::vector<float>*> operands;
            for (const operand& each : f.in) operands.push_back(&each.values->reals);
            return {{}, in_floats_(node, operands)};
        }
        std::visit([&](const auto& what) { run(what, f); }, node.what);
        return std::move(f.result);
    }

    /// A layer whose operand gets parameters from its own minimum and maximum.
    [[nodiscard]] static simulated_tensor make_dynamic(const quanta::graph::dynamic_weights& layer, const frame& f) {
        const std::vector<float>& reals = f.in[0].values->reals;
        const auto [low, high] = std::minmax_element(reals.begin(), reals.end());
        const auto& format = layer.activations.format;
        const quanta::affine_params params = f.profile.parameters({*low, *high}, layer.activations.target());
        const quanta::graph::edge quantized{{}, f.in[0].edge.extents, {{format, params}}};
        simulated_tensor values;
        for (const float x : reals)
            values.integers.push_back(f.profile.quantize(x, params, format.lowest, format.highest));
        frame integers{f.node, {{quantized, &values}}, f.out, f.profile};
        std::visit([&](const auto& what) { run(what, integers); }, f.node.what);
        return std::move(integers.result);
    }

    // One accumulator of a layer, with its bias.
    static void finish(frame& f, std::size_t output, double products) {
        if (const auto* layer = std::get_if<quanta::graph::dynamic_weights>(&f.node.payload)) {
            const float step = f.in[0].params().scale * scale_of(layer->weights, output);
            return give(f, std::fma(static_cast<float>(products), step, layer->bias[output]));
        }
        const auto& weights = std::get<quanta::graph::integer_weights>(f.node.payload);
        const auto accumulator = static_cast<std::int64_t>(products + weights.bias[output]);
        const float scale = scale_of(weights, output);
        if (f.out.edge.quantization) return f.requantize(accumulator, f.in[0].params().scale, scale);
        const auto step = static_cast<float>(double{f.in[0].params().scale} * scale);
        give(f, static_cast<float>(static_cast<std::int32_t>(accumulator)) * step);
    }
    static void give(frame& f, float real) {
        f.result.reals.push_back(std::min(std::max(real, f.node.clamp.lowest), f.node.clamp.highest));
    }
    [[nodiscard]] static float scale_of(const quanta::graph::integer_weights& weights, std::size_t output) {
        return weights.scales[weights.scales.size() == 1 ? 0 : output];
    }
    [[nodiscard]] static int weight(const frame& f, std::size_t index) {
        if (const auto* layer = std::get_if<quanta::graph::dynamic_weights>(&f.node.payload))
            return layer->weights.values[index];
        return std::get<quanta::graph::integer_weights>(f.node.payload).values[index];
    }
    /// Where tap k of output i reads.
    [[nodiscard]] static std::ptrdiff_t tap(std::size_t i, std::size_t stride, std::size_t k, std::size_t dilation,
                                            std::size_t padding) {
        return static_cast<std::ptrdiff_t>(i * stride + k * dilation) - static_cast<std::ptrdiff_t>(padding);
    }
    /// action(y, x, tap) for each tap of the window of output (i, j).
    template <class Action>
    static void for_each_tap(const quanta::op::window& w, std::size_t i, std::size_t j, const Action& action) {
        for (std::size_t a = 0; a < w.kernel.height; ++a)
            for (std::size_t b = 0; b < w.kernel.width; ++b)
                action(tap(i, w.stride.height, a, w.dilation.height, w.padding.top),
                       tap(j, w.stride.width, b, w.dilation.width, w.padding.left), a * w.kernel.width + b);
    }
    template <class Action>
    static void for_each_pixel(const frame& f, const Action& action) {
        for (std::size_t i = 0; i < f.out.extent(0); ++i)
            for (std::size_t j = 0; j < f.out.extent(1); ++j)
                for (std::size_t c = 0; c < f.out.extent(2); ++c) action(i, j, c);
    }

    static void run(const quanta::graph::operations::conv2d& what, frame& f) {
        const std::size_t taps = what.window.kernel.height * what.window.kernel.width;
        const std::size_t depth = f.in[0].extent(2) / what.groups, filters = f.out.extent(2) / what.groups;
        for_each_pixel(f, [&](std::size_t i, std::size_t j, std::size_t o) {
            double sum = 0;
            for_each_tap(what.window, i, j, [&](std::ptrdiff_t y, std::ptrdiff_t x, std::size_t t) {
                for (std::size_t c = 0; c < depth; ++c)
                    sum +=
                        double(f.in[0].centred(y, x, o / filters * depth + c)) * weight(f, (o * taps + t) * depth + c);
            });
            finish(f, o, sum);
        });
    }
    static void run(const quanta::graph::operations::conv2d_transpose& what, frame& f) {
        const operand& in = f.in[0];
        const std::size_t taps = what.window.kernel.height * what.window.kernel.width, depth = in.extent(2);
        std::vector<double> sums(f.out.size());
        for (std::size_t i = 0; i < in.extent(0); ++i)
            for (std::size_t j = 0; j < in.extent(1); ++j)
                for_each_tap(what.window, i, j, [&](std::ptrdiff_t y, std::ptrdiff_t x, std::size_t t) {
                    for (std::size_t o = 0; o < f.out.extent(2) && f.out.is_inside(y, x); ++o)
                        for (std::size_t c = 0; c < depth; ++c)
                            sums[f.out.index(y, x, o)] += double(in.centred((i * in.extent(1) + j) * depth + c)) *
                                                          weight(f, (o * taps + t) * depth + c);
                });
        for (std::size_t i = 0; i < sums.size(); ++i) finish(f, i % f.out.extent(2), sums[i]);
    }
    static void run(const quanta::graph::operations::linear&, frame& f) {
        const std::size_t depth = f.in[0].size();
        for (std::size_t o = 0; o < f.out.size(); ++o) {
            double sum = 0;
            for (std::size_t k = 0; k < depth; ++k) sum += double(f.in[0].centred(k)) * weight(f, o * depth + k);
            finish(f, o, sum);
        }
    }
    static void run(const quanta::graph::operations::batch_norm&, frame& f) {
        const std::size_t channels = f.out.edge.extents.back();
        for (std::size_t i = 0; i < f.out.size(); ++i)
            finish(f, i % channels, double(f.in[0].centred(i)) * weight(f, i % channels));
    }

    static void run(const quanta::graph::operations::max_pool2d& what, frame& f) {
        for_each_pixel(f, [&](std::size_t i, std::size_t j, std::size_t c) {
            int most = -1000;
            for_each_tap(what.window, i, j, [&](std::ptrdiff_t y, std::ptrdiff_t x, std::size_t) {
                if (f.in[0].is_inside(y, x)) most = std::max(most, f.in[0].values->integers[f.in[0].index(y, x, c)]);
            });
            f.result.integers.push_back(std::clamp(most, f.node.range.lowest, f.node.range.highest));
        });
    }
    static void run(const quanta::graph::operations::average_pool2d& what, frame& f) {
        for_each_pixel(f, [&](std::size_t i, std::size_t j, std::size_t c) {
            std::int64_t sum = 0;
            int taps = 0;
            for_each_tap(what.window, i, j, [&](std::ptrdiff_t y, std::ptrdiff_t x, std::size_t) {
                sum += f.in[0].centred(y, x, c);
                taps += what.counts_padding || f.in[0].is_inside(y, x);
            });
            const auto &from = f.in[0].params(), &to = f.out.params();
            if (f.is_tflite() && !what.counts_padding && from.scale == to.scale && from.zero_point == to.zero_point) {
                const std::int64_t stored = sum + std::int64_t{taps} * from.zero_point;
                const auto mean = static_cast<int>(std::round(static_cast<double>(stored) / taps));
                f.result.integers.push_back(std::clamp(mean, f.node.range.lowest, f.node.range.highest));
            } else {
                f.requantize(sum, from.scale, 1.0 / taps);
            }
        });
    }
    static void run(const quanta::graph::operations::global_average_pool&, frame& f) {
        const std::size_t channels = f.out.size(), pixels = f.in[0].size() / channels;
        for (std::size_t c = 0; c < channels; ++c) {
            std::int64_t sum = 0;
            for (std::size_t p = 0; p < pixels; ++p) sum += f.in[0].centred(p * channels + c);
            f.requantize(sum, f.in[0].params().scale, 1.0 / static_cast<double>(pixels));
        }
    }

    /// TensorFlow Lite's sum: both sides 2^20 times as large, then on a common scale of twice the larger one.
    static void add_in_fixed_point(frame& f) {
        const double left = f.in[0].params().scale, right = f.in[1].params().scale, twice = 2 * std::max(left, right);
        const auto fixed = [](double value) { return quanta::multiplier_value{0, quanta::to_fixed_point(value)}; };
        const auto scaled = [&](int centred, double scale) {
            return f.profile.requantize(centred << 20, fixed(scale / twice), 0, INT32_MIN, INT32_MAX);
        };
        for (std::size_t i = 0; i < f.out.size(); ++i)
            f.requantize(std::int64_t{scaled(f.in[0].centred(i), left)} + scaled(f.in[1].centred(i), right),
                         fixed(twice / ((1 << 20) * double{f.out.params().scale})));
    }
    /// XNNPACK's sum: quotients of scales with 21 bits, rounded once, ties up.
    static void add_by_weights(frame& f) {
        const auto& out = f.out.params();
        const float left = f.in[0].params().scale / out.scale, right = f.in[1].params().scale / out.scale;
        const int shift = std::min(31, 20 - std::ilogb(std::max(left, right)));
        const auto weight = [shift](float quotient) { return std::llrint(std::ldexp(double{quotient}, shift)); };
        for (std::size_t i = 0; i < f.out.size(); ++i) {
            const std::int64_t sum = f.in[0].centred(i) * weight(left) + f.in[1].centred(i) * weight(right);
            const auto place = ((sum + (std::int64_t{1} << (shift - 1))) >> shift) + out.zero_point;
            f.result.integers.push_back(
                static_cast<int>(std::clamp<std::int64_t>(place, f.node.range.lowest, f.node.range.highest)));
        }
    }
    static void run(const quanta::graph::operations::add&, frame& f) {
        if (f.is_tflite()) return add_in_fixed_point(f);
        if (f.profile.value() == quanta::profile_value::xnnpack) return add_by_weights(f);
        const auto& out = f.out.params();
        const auto ml = quanta::multiplier_as<float>(f.profile.multiplier(f.in[0].params().scale, 1, out.scale));
        const auto mr = quanta::multiplier_as<float>(f.profile.multiplier(f.in[1].params().scale, 1, out.scale));
        for (std::size_t i = 0; i < f.out.size(); ++i) {
            const float right = static_cast<float>(f.in[1].centred(i)) * mr;
            const float sum = std::fma(static_cast<float>(f.in[0].centred(i)), ml, right);
            const float clamped = std::clamp(sum, static_cast<float>(f.node.range.lowest - out.zero_point),
                                             static_cast<float>(f.node.range.highest - out.zero_point));
            f.result.integers.push_back(static_cast<int>(std::nearbyint(clamped)) + out.zero_point);
        }
    }
    static void run(const quanta::graph::operations::mul&, frame& f) {
        const float left = f.in[0].params().scale, right = f.in[1].params().scale, product = left * right;
        for (std::size_t i = 0; i < f.out.size(); ++i) {
            const std::int64_t accumulator = std::int64_t{f.in[0].centred(i)} * f.in[1].centred(i);
            if (f.is_tflite()) // its multiplier is a float, made of floats
                f.requantize(accumulator, {0, quanta::to_fixed_point(product / f.out.params().scale)});
            else
                f.requantize(accumulator, left, right);
        }
    }
    static void run(const quanta::graph::operations::concat&, frame& f) {
        const std::size_t rows = f.out.size() / f.out.edge.extents.back();
        for (std::size_t row = 0; row < rows; ++row)
            for (const operand& part : f.in) {
                const std::size_t channels = part.edge.extents.back();
                for (std::size_t c = 0; c < channels; ++c)
                    f.requantize(part.centred(row * channels + c), part.params().scale, 1);
            }
    }
    static void run(const quanta::graph::operations::elementwise&, frame& f) {
        const auto& table = std::get<quanta::graph::lookup_table>(f.node.payload);
        const int first = f.in[0].edge.quantization->format.is_signed() ? -128 : 0;
        const bool is_signed = f.out.edge.quantization->format.is_signed();
        for (const int q : f.in[0].values->integers) {
            const std::int8_t entry = table[static_cast<std::size_t>(q - first)];
            f.result.integers.push_back(is_signed ? entry : static_cast<std::uint8_t>(entry));
        }
    }
    static void run(const quanta::graph::operations::softmax&, frame& f) {
        const std::size_t depth = f.out.edge.extents.back();
        const auto term = [&](int distance) {
            return static_cast<std::uint32_t>(
                std::nearbyint(std::exp(-distance * double{f.in[0].params().scale}) * 0x1p23));
        };
        const std::vector<int>& q = f.in[0].values->integers;
        for (std::size_t row = 0; row < q.size(); row += depth) {
            const auto begin = q.begin() + static_cast<std::ptrdiff_t>(row);
            const int most = *std::max_element(begin, begin + static_cast<std::ptrdiff_t>(depth));
            std::uint64_t total = 0;
            for (std::size_t i = 0; i < depth; ++i) total += term(most - q[row + i]);
            for (std::size_t i = 0; i < depth; ++i) {
                const auto p = static_cast<float>(double(term(most - q[row + i])) / static_cast<double>(total));
                f.result.integers.push_back(
                    f.profile.quantize(p, f.out.params(), f.node.range.lowest, f.node.range.highest));
            }
        }
    }

    /// Where output i falls between the pixels of an axis.
    [[nodiscard]] static double source(std::size_t i, std::size_t pixels, std::size_t resized) {
        const double place =
            (static_cast<double>(i) + 0.5) * static_cast<double>(pixels) / static_cast<double>(resized);
        return std::clamp(place - 0.5, 0.0, static_cast<double>(pixels - 1));
    }
    static void run(const quanta::graph::operations::resize& what, frame& f) {
        const operand& in = f.in[0];
        for_each_pixel(f, [&](std::size_t i, std::size_t j, std::size_t c) {
            const double y = source(i, in.extent(0), what.size.height), x = source(j, in.extent(1), what.size.width);
            if (what.method == quanta::graph::interpolation::nearest) {
                const auto row = static_cast<std::ptrdiff_t>(std::floor(y + 0.5));
                const auto column = static_cast<std::ptrdiff_t>(std::floor(x + 0.5));
                f.result.integers.push_back(in.values->integers[in.index(row, column, c)]);
                return;
            }
            const auto top = static_cast<std::ptrdiff_t>(y), left = static_cast<std::ptrdiff_t>(x);
            const auto down = static_cast<std::int64_t>(std::nearbyint((y - static_cast<double>(top)) * 2048));
            const auto across = static_cast<std::int64_t>(std::nearbyint((x - static_cast<double>(left)) * 2048));
            const auto at = [&](std::ptrdiff_t dy, std::ptrdiff_t dx) { return in.centred(top + dy, left + dx, c); };
            const std::int64_t sum = (2048 - down) * ((2048 - across) * at(0, 0) + across * at(0, 1)) +
                                     down * ((2048 - across) * at(1, 0) + across * at(1, 1));
            f.requantize(sum, in.params().scale, 0x1p-22);
        });
    }

    static void run(const quanta::graph::operations::flatten&, frame& f) {
        f.result.integers = f.in[0].values->integers;
    }
    static void run(const quanta::graph::operations::quantize&, frame& f) {
        for (const float x : f.in[0].values->reals)
            f.result.integers.push_back(
                f.profile.quantize(x, f.out.params(), f.node.range.lowest, f.node.range.highest));
    }
    static void run(const quanta::graph::operations::dequantize&, frame& f) {
        for (const int q : f.in[0].values->integers)
            f.result.reals.push_back(f.profile.dequantize(q, f.in[0].params()));
    }

    const quanta::graph::quantized_model& model_;
    float_node in_floats_;
};

} // namespace support
