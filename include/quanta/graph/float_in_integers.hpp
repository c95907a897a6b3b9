// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <quanta/graph/float_operator.hpp>
#include <quanta/graph/integer_operator.hpp>
#include <quanta/graph/make_float_operator.hpp>
#include <quanta/graph/node.hpp>
#include <quanta/op/workspace.hpp>

namespace quanta::graph::inline QUANTA_ABI {

namespace detail {

/// A node of an integer network that stays in floats.
class float_in_integers final : public integer_operator {
public:
    float_in_integers(const quantized_node& each, std::span<const shape> inputs, const shape& output)
        : operands_(inputs.size()) {
        const node alone{each.name, each.what, each.inputs, each.output,
                         std::get<std::vector<parameter>>(each.payload)};
        operator_ = std::visit(float_operator_maker(alone, inputs, output, op::activation::none), alone.what);
    }

    [[nodiscard]] std::size_t workspace_bytes(std::size_t batch, std::size_t workers) const override {
        return views_bytes() + operator_->workspace_bytes(batch, workers);
    }
    void run(const call& operands) const override {
        op::workspace pieces("graph::float_in_integers", operands.memory, views_bytes());
        auto* views = pieces.take<const_samples>(operands_);
        for (std::size_t i = 0; i < operands_; ++i) std::construct_at(views + i, operands.inputs[i].as<const float>());
        operator_->run({{views, operands_},
                        operands.output.as<float>(),
                        false,
                        operands.memory.subspan(views_bytes()),
                        operands.executor});
    }

private:
    [[nodiscard]] std::size_t views_bytes() const { return op::workspace::size_of<const_samples>(operands_); }

    std::unique_ptr<const float_operator> operator_;
    std::size_t operands_;
};

/// Copies samples, of floats or of integers, to another place.
class copy_samples final : public integer_operator {
public:
    explicit copy_samples(std::size_t element) : element_(element) {}

    void run(const call& operands) const override {
        const edge_memory &from = operands.inputs[0], &to = operands.output;
        const auto width = static_cast<std::ptrdiff_t>(element_);
        for (std::size_t i = 0; i < from.samples; ++i) {
            const auto sample = static_cast<std::ptrdiff_t>(i);
            std::memcpy(to.data + sample * to.stride * width, from.data + sample * from.stride * width,
                        from.elements * element_);
        }
    }

private:
    std::size_t element_;
};

} // namespace detail

} // namespace quanta::graph
