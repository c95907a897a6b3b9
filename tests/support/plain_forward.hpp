// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include <quanta/graph/model.hpp>

namespace support {

namespace plain {

using namespace quanta;
using values = std::vector<double>;

/// An image (H, W, C) that has zeros around it.
struct image {
    const values* data;
    const graph::shape* extents;
    [[nodiscard]] bool has(std::ptrdiff_t y, std::ptrdiff_t x) const {
        return y >= 0 && x >= 0 && y < static_cast<std::ptrdiff_t>((*extents)[0]) &&
               x < static_cast<std::ptrdiff_t>((*extents)[1]);
    }
    [[nodiscard]] double at(std::ptrdiff_t y, std::ptrdiff_t x, std::size_t c) const {
        if (!has(y, x)) return 0;
        const auto row = static_cast<std::size_t>(y), column = static_cast<std::size_t>(x);
        return (*data)[(row * (*extents)[1] + column) * (*extents)[2] + c];
    }
};

inline std::ptrdiff_t pixel(std::size_t output, std::size_t stride, std::size_t tap, std::size_t dilation,
                            std::size_t padding) {
    return static_cast<std::ptrdiff_t>(output * stride + tap * dilation) - static_cast<std::ptrdiff_t>(padding);
}

/// One node on one sample, in doubles, from the definition of its operation.
struct node_forward {
    const graph::node& node;
    const std::vector<image>& inputs;
    const graph::shape& extents; // of the output
    values y = values(count(extents), 0.0);

    static std::size_t count(const graph::shape& extents) {
        std::size_t product = 1;
        for (const std::size_t extent : extents) product *= extent;
        return product;
    }
    [[nodiscard]] const values& x(std::size_t input = 0) const { return *inputs[input].data; }
    [[nodiscard]] std::span<const float> parameter(std::string_view role) const {
        return graph::values_of(node.parameters, role);
    }
    [[nodiscard]] double bias(std::size_t channel) const {
        return parameter("bias").empty() ? 0.0 : double{parameter("bias")[channel]};
    }
    double& out(std::size_t row, std::size_t column, std::size_t channel) {
        return y[(row * extents[1] + column) * extents[2] + channel];
    }
    /// Calls `action(row, column, channel)` for each element of the output.
    template <class Action>
    void each_output(const Action& action) const {
        for (std::size_t row = 0; row < extents[0]; ++row)
            for (std::size_t column = 0; column < extents[1]; ++column)
                for (std::size_t channel = 0; channel < extents[2]; ++channel) action(row, column, channel);
    }
    /// Calls `action(y, x, ky, kx)` for each tap of the window of an output.
    template <class Action>
    static void each_tap(const op::window& w, std::size_t row, std::size_t column, const Action& action) {
        for (std::size_t ky = 0; ky < w.kernel.height; ++ky)
            for (std::size_t kx = 0; kx < w.kernel.width; ++kx)
                action(pixel(row, w.stride.height, ky, w.dilation.height, w.padding.top),
                       pixel(column, w.stride.width, kx, w.dilation.width, w.padding.left), ky, kx);
    }

    void operator()(const graph::operations::conv2d& conv) {
        const op::window& w = conv.window;
        const std::size_t depth = (*inputs[0].extents)[2] / conv.groups, filters = extents[2] / conv.groups;
        const std::span<const float> weights = parameter("weights");
        each_output([&](std::size_t row, std::size_t column, std::size_t o) {
            double sum = bias(o);
            each_tap(w, row, column, [&](std::ptrdiff_t iy, std::ptrdiff_t ix, std::size_t ky, std::size_t kx) {
                for (std::size_t c = 0; c < depth; ++c)
                    sum += inputs[0].at(iy, ix, o / filters * depth + c) *
                           weights[((o * w.kernel.height + ky) * w.kernel.width + kx) * depth + c];
            });
            out(row, column, o) = sum;
        });
    }
    void operator()(const graph::operations::conv2d_transpose& conv) {
        const op::window& w = conv.window;
        const graph::shape& in = *inputs[0].extents;
        const std::span<const float> weights = parameter("weights");
        each_output([&](std::size_t row, std::size_t column, std::size_t o) { out(row, column, o) = bias(o); });
        const image target{&y, &extents};
        for (std::size_t row = 0; row < in[0]; ++row)
            for (std::size_t column = 0; column < in[1]; ++column)
                each_tap(w, row, column, [&](std::ptrdiff_t oy, std::ptrdiff_t ox, std::size_t ky, std::size_t kx) {
                    if (!target.has(oy, ox)) return;
                    for (std::size_t o = 0; o < extents[2]; ++o)
                        for (std::size_t c = 0; c < in[2]; ++c)
                            out(static_cast<std::size_t>(oy), static_cast<std::size_t>(ox), o) +=
                                x()[(row * in[1] + column) * in[2] + c] *
                                weights[((o * w.kernel.height + ky) * w.kernel.width + kx) * in[2] + c];
                });
    }
    void operator()(const graph::operations::linear&) {
        const std::span<const float> weights = parameter("weights");
        for (std::size_t n = 0; n < y.size(); ++n) {
            y[n] = bias(n);
            for (std::size_t k = 0; k < x().size(); ++k) y[n] += x()[k] * weights[n * x().size() + k];
        }
    }
    void operator()(const graph::operations::max_pool2d& pool) {
        each_output([&](std::size_t row, std::size_t column, std::size_t c) {
            double largest = -INFINITY;
            each_tap(pool.window, row, column, [&](std::ptrdiff_t iy, std::ptrdiff_t ix, std::size_t, std::size_t) {
                if (inputs[0].has(iy, ix)) largest = std::max(largest, inputs[0].at(iy, ix, c));
            });
            out(row, column, c) = largest;
        });
    }
    void operator()(const graph::operations::average_pool2d& pool) {
        each_output([&](std::size_t row, std::size_t column, std::size_t c) {
            double sum = 0, taps = 0;
            each_tap(pool.window, row, column, [&](std::ptrdiff_t iy, std::ptrdiff_t ix, std::size_t, std::size_t) {
                sum += inputs[0].at(iy, ix, c);
                taps += pool.counts_padding || inputs[0].has(iy, ix) ? 1 : 0;
            });
            out(row, column, c) = sum / taps;
        });
    }
    void operator()(const graph::operations::global_average_pool&) {
        for (std::size_t i = 0; i < x().size(); ++i)
            y[i % y.size()] += x()[i] * static_cast<double>(y.size()) / static_cast<double>(x().size());
    }
    void operator()(const graph::operations::add&) {
        for (std::size_t i = 0; i < y.size(); ++i) y[i] = x(0)[i] + x(1)[i];
    }
    void operator()(const graph::operations::mul&) {
        for (std::size_t i = 0; i < y.size(); ++i) y[i] = x(0)[i] * x(1)[i];
    }
    void operator()(const graph::operations::concat&) {
        std::size_t first = 0;
        for (const image& part : inputs) {
            const std::size_t channels = part.extents->back();
            for (std::size_t i = 0; i < part.data->size(); ++i)
                y[i / channels * extents.back() + first + i % channels] = (*part.data)[i];
            first += channels;
        }
    }
    void operator()(const graph::operations::batch_norm& norm) {
        for (std::size_t i = 0; i < y.size(); ++i) {
            const std::size_t c = i % extents.back();
            y[i] = (x()[i] - parameter("mean")[c]) /
                       std::sqrt(double{parameter("variance")[c]} + double{norm.epsilon}) * parameter("scale")[c] +
                   parameter("shift")[c];
        }
    }
    void operator()(const graph::operations::elementwise& each) {
        using graph::function;
        for (std::size_t i = 0; i < y.size(); ++i) {
            const double v = x()[i];
            switch (each.what) {
            case function::relu: y[i] = std::max(v, 0.0); break;
            case function::relu6: y[i] = std::clamp(v, 0.0, 6.0); break;
            case function::leaky_relu: y[i] = v > 0 ? v : v * each.lowest; break;
            case function::clamp: y[i] = std::clamp(v, double{each.lowest}, double{each.highest}); break;
            case function::sigmoid: y[i] = 1 / (1 + std::exp(-v)); break;
            case function::tanh: y[i] = std::tanh(v); break;
            case function::hard_swish: y[i] = v * std::clamp(v + 3, 0.0, 6.0) / 6; break;
            case function::gelu: y[i] = v * (1 + std::erf(v / std::sqrt(2.0))) / 2; break;
            case function::user: y[i] = each.evaluate(static_cast<float>(v)); break;
            }
        }
    }
    void operator()(const graph::operations::softmax&) {
        const std::size_t length = extents.back();
        for (std::size_t start = 0; start < y.size(); start += length) {
            double sum = 0;
            for (std::size_t i = start; i < start + length; ++i) sum += std::exp(x()[i]);
            for (std::size_t i = start; i < start + length; ++i) y[i] = std::exp(x()[i]) / sum;
        }
    }
    void operator()(const graph::operations::resize& resize) {
        const graph::shape& in = *inputs[0].extents;
        const auto source = [](std::size_t output, std::size_t from, std::size_t to) {
            const double at = (static_cast<double>(output) + 0.5) * static_cast<double>(from) / static_cast<double>(to);
            return std::clamp(at - 0.5, 0.0, static_cast<double>(from - 1));
        };
        each_output([&](std::size_t row, std::size_t column, std::size_t c) {
            const double sy = source(row, in[0], extents[0]), sx = source(column, in[1], extents[1]);
            const auto pixel_at = [&](double v, double u) {
                return inputs[0].at(std::min(static_cast<std::ptrdiff_t>(v), static_cast<std::ptrdiff_t>(in[0]) - 1),
                                    std::min(static_cast<std::ptrdiff_t>(u), static_cast<std::ptrdiff_t>(in[1]) - 1),
                                    c);
            };
            if (resize.method == graph::interpolation::nearest) {
                out(row, column, c) = pixel_at(std::floor(sy + 0.5), std::floor(sx + 0.5));
                return;
            }
            const double fy = sy - std::floor(sy), fx = sx - std::floor(sx);
            out(row, column, c) = (1 - fy) * ((1 - fx) * pixel_at(sy, sx) + fx * pixel_at(sy, sx + 1)) +
                                  fy * ((1 - fx) * pixel_at(sy + 1, sx) + fx * pixel_at(sy + 1, sx + 1));
        });
    }
    void operator()(const graph::operations::flatten&) { y = x(); }
    void operator()(const graph::operations::quantize&) {}
    void operator()(const graph::operations::dequantize&) {}
};

} // namespace plain

/// All tensors of a float network for one sample, by index: each node in doubles, from its definition.
inline std::vector<std::vector<double>> plain_forward(const quanta::graph::model& network,
                                                      const std::vector<std::vector<double>>& inputs) {
    std::vector<std::vector<double>> tensors(network.tensors().size());
    for (std::size_t i = 0; i < inputs.size(); ++i) tensors[network.inputs()[i].index] = inputs[i];
    for (const quanta::graph::node& each : network.nodes()) {
        std::vector<plain::image> operands;
        for (const auto input : each.inputs) operands.push_back({&tensors[input.index], &network[input].extents});
        plain::node_forward forward{each, operands, network[each.output].extents};
        std::visit(forward, each.what);
        tensors[each.output.index] = std::move(forward.y);
    }
    return tensors;
}

/// Fills all parameters with small random values; variances and scales are positive.
inline void randomize(quanta::graph::model& network, std::mt19937& generator) {
    std::uniform_real_distribution<float> around_zero(-0.5F, 0.5F), around_one(0.5F, 1.5F);
    for (quanta::graph::node& node : network.nodes())
        for (quanta::graph::parameter& each : node.parameters)
            for (float& value : each.values)
                value =
                    each.name == "variance" || each.name == "scale" ? around_one(generator) : around_zero(generator);
}

} // namespace support
