// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include <quanta/graph/integer_operator.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/op/add.hpp>
#include <quanta/op/average_pool2d.hpp>
#include <quanta/op/concat.hpp>
#include <quanta/op/elementwise.hpp>
#include <quanta/op/global_average_pool.hpp>
#include <quanta/op/max_pool2d.hpp>
#include <quanta/op/mul.hpp>
#include <quanta/op/resize_bilinear2d.hpp>
#include <quanta/op/resize_nearest2d.hpp>
#include <quanta/op/softmax.hpp>
#include <quanta/op/table.hpp>
#include <quanta/op/workspace.hpp>
#include <quanta/quantizer/dequantize_row.hpp>
#include <quanta/quantizer/quantize_row.hpp>
#include <quanta/quantizer/transform_rows.hpp>

namespace quanta::graph::inline QUANTA_ABI {

namespace detail {

/// An operator without weights: `run(call)`.
template <class Run>
class integer_function final : public integer_operator {
public:
    explicit integer_function(Run run) : run_(std::move(run)) {}
    void run(const call& operands) const override { run_(operands); }

private:
    Run run_;
};

template <class Run>
[[nodiscard]] operator_pointer make_function(Run run) {
    return std::make_unique<integer_function<Run>>(std::move(run));
}

/// One whose result is an image made of one.
template <class Operator>
[[nodiscard]] operator_pointer make_image_function(Operator each, const node_edges& edges) {
    return make_function(
        [each = std::move(each), from = edges.inputs[0], to = edges.output](const integer_operator::call& operands) {
            each.run(as_images(operands.integers(0), from), as_images(operands.integers(), to), operands.executor);
        });
}

[[nodiscard]] inline operator_pointer make_operator(const operations::quantize&, const node_edges& edges) {
    const stored_quantization& to = edges.stored_output;
    const row_params params{to.params.scale, to.params.zero_point, to.range.lowest, to.range.highest};
    const auto rows = select_row_functions<quantize_row, quantize_row_reference, float, std::uint8_t>(edges.profile);
    return make_function([params, rows](const integer_operator::call& operands) {
        op::elementwise(
            "graph::quantize", operands.inputs[0].as<const float>(), operands.integers(), operands.executor,
            [&](const float* in, std::size_t count, std::uint8_t* out) { rows.share(in, count, params, out); });
    });
}

[[nodiscard]] inline operator_pointer make_operator(const operations::dequantize&, const node_edges& edges) {
    const stored_quantization& from = edges.stored_inputs[0];
    const row_params params{from.params.scale, from.params.zero_point, from.range.lowest, from.range.highest};
    const auto rows =
        select_row_functions<dequantize_row_by, dequantize_row_reference, std::uint8_t, float>(edges.profile);
    return make_function([params, rows](const integer_operator::call& operands) {
        op::elementwise(
            "graph::dequantize", operands.integers(0), operands.output.as<float>(), operands.executor,
            [&](const std::uint8_t* in, std::size_t count, float* out) { rows.share(in, count, params, out); });
    });
}

[[nodiscard]] inline operator_pointer make_operator(const operations::max_pool2d& node, const node_edges& edges) {
    return make_image_function(op::max_pool2d<std::uint8_t>(node.window, edges.stored_output.range), edges);
}

[[nodiscard]] inline operator_pointer make_operator(const operations::average_pool2d& node, const node_edges& edges) {
    const stored_quantization& to = edges.stored_output;
    return make_image_function(op::average_pool2d<std::uint8_t, profile::any>(node.window, node.counts_padding,
                                                                              edges.stored_inputs[0].params, to.params,
                                                                              to.range, edges.profile, to.offset),
                               edges);
}

[[nodiscard]] inline operator_pointer make_operator(const operations::global_average_pool&, const node_edges& edges) {
    const stored_quantization& to = edges.stored_output;
    return make_function([mean = op::global_average_pool<std::uint8_t, profile::any>(
                              edges.stored_inputs[0].params, to.params, to.range, edges.profile),
                          from = edges.inputs[0]](const integer_operator::call& operands) {
        mean.run(as_images(operands.integers(0), from), operands.integers(), operands.executor);
    });
}

/// op::add or op::mul.
template <class Operator>
[[nodiscard]] operator_pointer make_binary(const node_edges& edges) {
    const stored_quantization& to = edges.stored_output;
    return make_function([each = Operator(edges.stored_inputs[0].params, edges.stored_inputs[1].params, to.params,
                                          to.range, edges.profile)](const integer_operator::call& operands) {
        each.template run<2>(operands.integers(0), operands.integers(1), operands.integers(), operands.executor);
    });
}
[[nodiscard]] inline operator_pointer make_operator(const operations::add&, const node_edges& edges) {
    return make_binary<op::add<std::uint8_t, profile::any>>(edges);
}
[[nodiscard]] inline operator_pointer make_operator(const operations::mul&, const node_edges& edges) {
    return make_binary<op::mul<std::uint8_t, profile::any>>(edges);
}

class integer_concat final : public integer_operator {
public:
    explicit integer_concat(const node_edges& edges)
        : parts_(edges.inputs.begin(), edges.inputs.end()), whole_(edges.output), joined_(joined(edges)) {}

    [[nodiscard]] std::size_t workspace_bytes(std::size_t, std::size_t) const override {
        return op::workspace::size_of<view>(parts_.size());
    }
    void run(const call& operands) const override {
        op::workspace pieces("graph::concat", operands.memory, workspace_bytes(0, 0));
        view* views = pieces.take<view>(parts_.size());
        for (std::size_t i = 0; i < parts_.size(); ++i)
            std::construct_at(views + i, as_channels(operands.integers(i), parts_[i]));
        joined_.run<3>({views, parts_.size()}, as_channels(operands.integers(), whole_), operands.executor);
    }

private:
    using view = tensor_view<const std::uint8_t, 3>;

    [[nodiscard]] static op::concat<std::uint8_t, profile::any> joined(const node_edges& edges) {
        std::vector<affine_params> inputs;
        for (const stored_quantization& input : edges.stored_inputs) inputs.push_back(input.params);
        return {inputs, edges.stored_output.params, 2, edges.stored_output.range, edges.profile};
    }

    std::vector<shape> parts_;
    shape whole_;
    op::concat<std::uint8_t, profile::any> joined_;
};

[[nodiscard]] inline operator_pointer make_operator(const operations::concat&, const node_edges& edges) {
    return std::make_unique<integer_concat>(edges);
}

[[nodiscard]] inline operator_pointer make_operator(const operations::softmax&, const node_edges& edges) {
    const stored_quantization& to = edges.stored_output;
    return make_function([each = op::softmax<std::uint8_t, profile::any>(edges.stored_inputs[0].params, to.params,
                                                                         to.range, edges.profile),
                          extents = edges.output](const integer_operator::call& operands) {
        each.run<3>(as_channels(operands.integers(0), extents), as_channels(operands.integers(), extents),
                    operands.executor);
    });
}

[[nodiscard]] inline operator_pointer make_operator(const operations::resize& node, const node_edges& edges) {
    const op::size2d from{edges.inputs[0][0], edges.inputs[0][1]};
    if (node.method == interpolation::nearest)
        return make_image_function(op::resize_nearest2d<std::uint8_t>(from, node.size), edges);
    const stored_quantization& to = edges.stored_output;
    return make_image_function(op::resize_bilinear2d<std::uint8_t, profile::any>(
                                   from, node.size, edges.stored_inputs[0].params, to.params, to.range, edges.profile),
                               edges);
}

/// The table of a model, for stored bytes: entry x is that of the integer x - input offset, output offset added.
[[nodiscard]] inline operator_pointer make_table(const lookup_table& entries, const node_edges& edges) {
    const std::int32_t offset = edges.stored_output.offset;
    const auto stored = [&](float x) {
        // Where signed integers are 128 higher, the place in the list is the stored byte already.
        const std::int8_t entry = entries[static_cast<std::size_t>(x)];
        return static_cast<float>(offset == 0 ? static_cast<std::uint8_t>(entry) : entry + offset);
    };
    const op::integer_range whole = op::whole_range<std::uint8_t>();
    // With a scale of 1 and a zero point of 0 on both sides, the function's values are the entries.
    return make_function(
        [each = op::table<std::uint8_t>(stored, {1, 0}, {1, 0}, whole)](const integer_operator::call& operands) {
            each.run<2>(operands.integers(0), operands.integers(), operands.executor);
        });
}

} // namespace detail

} // namespace quanta::graph
