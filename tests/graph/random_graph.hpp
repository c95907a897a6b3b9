// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include <quanta/graph/convert.hpp>
#include <quanta/graph/make_plan.hpp>
#include <quanta/graph/model.hpp>

namespace support {

/// A small network of random operations on random shapes, with random weights; its tensors and weights in random formats.
class random_graph {
public:
    explicit random_graph(std::uint32_t seed) : random_graph(seed, 4, 9) {}
    /// Of so many nodes, and the few that make a result.
    random_graph(std::uint32_t seed, std::size_t fewest, std::size_t most) : generator_(seed) {
        images_.push_back(network.input("image", {between(4, 9), between(4, 9), between(1, 5)}));
        for (std::size_t step = between(fewest, most); step > 0; --step) add_node();
        add_results();
        for (quanta::graph::node& each : network.nodes()) draw_parameters(each);
    }

    quanta::graph::model network;

    /// Each tensor gets a format of its own, with plausible parameters, and each layer's weights too.
    [[nodiscard]] quanta::graph::quantized_model quantized(quanta::profile_value profile = {}) {
        using namespace quanta;
        namespace g = quanta::graph;
        const auto activations = g::scheme_value_of<scheme<uint8, asymmetric, per_tensor>>;
        const auto weights = g::scheme_value_of<scheme<int8_narrow, symmetric, per_channel<0>>>;
        g::quantization_plan plan = g::make_plan(network, activations, weights, {}, profile);
        g::tensor_parameters parameters;
        const std::vector<std::size_t> copies = draw_copies(plan);
        for (std::size_t t = 0; t < plan.tensors.size(); ++t) {
            g::tensor_plan& each = plan.tensors[t];
            if (!each.scheme) continue;
            if (const g::tensor_plan& other = plan.tensors[copies[t]]; copies[t] != t) {
                each.scheme = other.scheme;
                parameters[each.name] = parameters.at(other.name);
                continue;
            }
            if (!plan.has_own_parameters(t)) {
                each.scheme = plan.tensors[each.parameters_of.index].scheme;
                continue;
            }
            const bool is_symmetric = chance(4);
            each.scheme->format = is_symmetric ? pick(signed_formats) : pick(byte_formats);
            each.scheme->is_symmetric = is_symmetric;
            parameters[each.name] = draw_params(each.scheme->target());
        }
        draw_weight_schemes(plan);
        return g::convert(network, plan, parameters);
    }

    /// The same graph with dynamic layers; all else is in floats.
    [[nodiscard]] quanta::graph::quantized_model dynamic() {
        using namespace quanta;
        namespace g = quanta::graph;
        const auto activations = chance(2) ? g::scheme_value_of<scheme<uint8, asymmetric, per_tensor>>
                                           : g::scheme_value_of<scheme<int8, asymmetric, per_tensor>>;
        const auto weights = g::scheme_value_of<scheme<int8_narrow, symmetric, per_channel<0>>>;
        g::quantization_plan plan = g::make_plan(network, activations, weights, {.is_dynamic = true});
        draw_weight_schemes(plan);
        return g::convert(network, plan, {});
    }

    [[nodiscard]] std::vector<float> floats(std::size_t count, float scale) {
        std::normal_distribution<float> normal(0.0F, scale);
        std::vector<float> values(count);
        for (float& value : values) value = normal(generator_);
        return values;
    }

private:
    using tensor_id = quanta::graph::tensor_id;
    using shape = quanta::graph::shape;

    static constexpr std::array signed_formats{
        quanta::graph::format_value_of<quanta::int8>,        quanta::graph::format_value_of<quanta::int8_narrow>,
        quanta::graph::format_value_of<quanta::int7>,        quanta::graph::format_value_of<quanta::int4>,
        quanta::graph::format_value_of<quanta::int4_narrow>, quanta::graph::format_value_of<quanta::ternary>};
    static constexpr std::array byte_formats{
        quanta::graph::format_value_of<quanta::uint8>, quanta::graph::format_value_of<quanta::int8>,
        quanta::graph::format_value_of<quanta::uint7>, quanta::graph::format_value_of<quanta::uint4>,
        quanta::graph::format_value_of<quanta::int4>,  quanta::graph::format_value_of<quanta::int2>};

    [[nodiscard]] std::size_t between(std::size_t least, std::size_t most) {
        return std::uniform_int_distribution<std::size_t>(least, most)(generator_);
    }
    [[nodiscard]] bool chance(std::size_t one_in) { return between(1, one_in) == 1; }
    template <class Values>
    [[nodiscard]] typename Values::value_type pick(const Values& values) {
        return values[between(0, values.size() - 1)];
    }
    [[nodiscard]] const shape& extents(tensor_id t) const { return network[t].extents; }

    [[nodiscard]] quanta::affine_params draw_params(const quanta::integer_target& target) {
        const float steps = static_cast<float>(target.highest - target.lowest);
        const float scale = 6.0F / steps * std::uniform_real_distribution<float>(0.5F, 1.5F)(generator_);
        if (target.symmetric) return {scale, 0};
        return {scale, std::uniform_int_distribution<int>(target.lowest, target.highest)(generator_)};
    }

    void draw_weight_schemes(quanta::graph::quantization_plan& plan) {
        for (quanta::graph::node_plan& each : plan.nodes)
            if (each.weights) {
                each.weights->format = pick(signed_formats);
                if (chance(3))
                    each.weights->granularity = quanta::graph::granularity_value_of<quanta::per_tensor>::value;
            }
    }

    [[nodiscard]] quanta::op::window draw_window(tensor_id x, bool pads_less_than_kernel) {
        const shape& image = extents(x);
        const auto axis = [&](std::size_t pixels) { return between(1, std::min<std::size_t>(3, pixels)); };
        quanta::op::window w = quanta::op::window_of({axis(image[0]), axis(image[1])});
        w.stride = {between(1, 2), between(1, 2)};
        if (!pads_less_than_kernel && image[0] > 4 && image[1] > 4) w.dilation = {between(1, 2), between(1, 2)};
        const auto padding = [&](std::size_t kernel) { return between(0, pads_less_than_kernel ? kernel - 1 : 3); };
        w.padding = {padding(w.kernel.height), padding(w.kernel.width), padding(w.kernel.height),
                     padding(w.kernel.width)};
        return w;
    }

    /// The tensor whose parameters each tensor gets: half of the average pools give integers like those that they take,
    /// for which some profiles have a rule of its own.
    [[nodiscard]] std::vector<std::size_t> draw_copies(const quanta::graph::quantization_plan& plan) {
        std::vector<std::size_t> copies(plan.tensors.size());
        for (std::size_t t = 0; t < copies.size(); ++t) copies[t] = t;
        for (std::size_t n = 0; n < plan.nodes.size(); ++n) {
            const quanta::graph::node& node = network.nodes()[n];
            const bool is_pool = std::holds_alternative<quanta::graph::operations::average_pool2d>(node.what);
            if (is_pool && chance(2))
                copies[plan.nodes[n].output.index] = plan.tensors[node.inputs[0].index].parameters_of.index;
        }
        return copies;
    }

    void add_node() {
        namespace g = quanta::graph;
        const tensor_id x = pick(images_);
        const shape& image = extents(x);
        switch (between(0, 14)) {
        case 0: return keep(network.conv2d(x, {.filters = between(1, 9), .window = draw_window(x, false)}));
        case 1: {
            const std::size_t groups = image[2] % 2 == 0 ? 2 : image[2];
            return keep(network.conv2d(
                x, {.filters = groups * between(1, 2), .window = draw_window(x, false), .groups = groups}));
        }
        case 2: return keep(network.depthwise_conv2d(x, draw_window(x, false), {}, chance(2)));
        case 3: return keep(network.batch_norm(x));
        case 4: {
            quanta::op::window w = quanta::op::window_of({between(1, 3), between(1, 3)});
            w.stride = {between(1, 2), between(1, 2)};
            w.padding = {between(0, w.kernel.height > 1), between(0, w.kernel.width > 1), 0, 0}; // leaves an output
            w.dilation = {between(1, 2), between(1, 2)};
            const quanta::op::size2d more{between(0, w.stride.height - 1), between(0, w.stride.width - 1)};
            return keep(network.conv2d_transpose(x, between(1, 5), w, more, {}, chance(2)));
        }
        case 5: return keep(network.max_pool2d(x, draw_window(x, true)));
        case 6: return keep(network.average_pool2d(x, draw_window(x, true), {}, chance(2)));
        case 7: return keep(network.add(x, partner(x)));
        case 8: return keep(network.mul(x, partner(x)));
        case 9: return keep(network.concat({x, partner(x), x}));
        case 10: return keep(network.elementwise(x, {.what = g::function::clamp, .lowest = -0.7F, .highest = 1.9F}));
        case 11: return keep(network.elementwise(x, draw_function()));
        case 12: return keep(network.resize(x, {between(1, 9), between(1, 9)}, g::interpolation::nearest));
        case 13: return keep(network.resize(x, {between(1, 9), between(1, 9)}, g::interpolation::bilinear));
        default: return keep(network.softmax(x));
        }
    }

    /// Half of all results are clamped.
    void keep(tensor_id made) {
        if (chance(4)) made = network.relu(made);
        if (chance(4)) made = network.elementwise(made, {.what = quanta::graph::function::relu6});
        images_.push_back(made);
    }

    /// A tensor of the same shape: one that there is, or a convolution.
    [[nodiscard]] tensor_id partner(tensor_id x) {
        for (const tensor_id each : images_)
            if (each != x && extents(each) == extents(x)) return each;
        return network.conv2d(x, {.filters = extents(x)[2], .window = quanta::op::window_of({1, 1})});
    }

    [[nodiscard]] quanta::graph::operations::elementwise draw_function() {
        using quanta::graph::function;
        static constexpr std::array functions{function::leaky_relu, function::sigmoid, function::tanh,
                                              function::hard_swish, function::gelu,    function::relu6};
        return {.what = pick(functions), .lowest = 0.1F};
    }

    void add_results() {
        const tensor_id last = images_.back();
        const tensor_id vector = chance(2) ? network.flatten(last) : network.global_average_pool(last);
        tensor_id result = network.linear(vector, between(1, 10), {}, chance(2));
        if (chance(2)) result = network.relu(result);
        if (chance(3)) result = network.softmax(result);
        network.output(result);
        if (chance(2)) network.output(last);
        if (chance(4)) network.output(images_.front());
    }

    void draw_parameters(quanta::graph::node& each) {
        for (quanta::graph::parameter& p : each.parameters) {
            const std::size_t depth = p.extents.size() > 1 ? p.values.size() / p.extents[0] : 4;
            p.values = floats(p.values.size(), 1.5F / std::sqrt(static_cast<float>(depth)));
            if (p.name == "variance")
                for (float& value : p.values) value = value * value + 0.1F;
        }
    }

    std::mt19937 generator_;
    std::vector<tensor_id> images_;
};

} // namespace support
