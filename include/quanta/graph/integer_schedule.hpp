// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <quanta/graph/memory_plan.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/graph/shape.hpp>

namespace quanta::graph::inline QUANTA_ABI {

namespace detail {

/// Where each edge of an integer network is during a run, and what is done in which order.
class integer_schedule {
public:
    /// In the caller's input or output of that number, or in the planned memory under that number.
    struct place {
        enum class kind { unknown, input, output, planned } what = kind::unknown;
        std::size_t index = 0;
    };
    /// One edge becomes known: by a node, or by a copy of an input that is an output too.
    struct step {
        std::optional<std::size_t> node;
        std::vector<tensor_id> operands;
        tensor_id made;
        place to;
        bool is_renaming; ///< nothing runs: the edge is its operand under another name
    };

    /// `has_outputs`: outputs are in the caller's memory; otherwise they are planned as all others.
    integer_schedule(const quantized_model& model, bool has_outputs) : places_(model.edges.size()) {
        for (std::size_t i = 0; i < model.inputs.size(); ++i) places_[model.inputs[i].index] = {place::kind::input, i};
        for (std::size_t i = 0; has_outputs && i < model.outputs.size(); ++i)
            if (place& output = places_[model.outputs[i].index]; output.what == place::kind::unknown)
                output = {place::kind::output, i};
        for (std::size_t n = 0; n < model.nodes.size(); ++n) add_node(n, model.nodes[n]);
        for (std::size_t i = 0; has_outputs && i < model.outputs.size(); ++i)
            if (const tensor_id output = model.outputs[i]; places_[output.index].what == place::kind::input)
                steps_.push_back({std::nullopt, {output}, output, {place::kind::output, i}, false});
        plan(model);
    }

    [[nodiscard]] const std::vector<step>& steps() const { return steps_; }
    [[nodiscard]] const place& where(tensor_id edge) const { return places_[edge.index]; }
    [[nodiscard]] const memory_plan& memory() const { return memory_; }

private:
    void add_node(std::size_t n, const quantized_node& each) {
        place& made = places_[each.output.index];
        const bool is_renaming = is<operations::flatten>(each.what) && made.what == place::kind::unknown;
        if (is_renaming) made = places_[each.inputs[0].index];
        if (made.what == place::kind::unknown) made = {place::kind::planned, planned_++};
        steps_.push_back({n, each.inputs, each.output, made, is_renaming});
    }

    /// An edge lives from the step that makes it to the last that reads it, under whatever name.
    void plan(const quantized_model& model) {
        std::vector<planned_tensor> tensors(planned_);
        for (std::size_t s = 0; s < steps_.size(); ++s) {
            const step& each = steps_[s];
            if (each.to.what == place::kind::planned && !each.is_renaming)
                tensors[each.to.index] = {bytes(model.edges[each.made.index]), s, s};
            for (const tensor_id operand : each.operands)
                if (where(operand).what == place::kind::planned) tensors[where(operand).index].last_use = s;
        }
        memory_ = memory_plan(tensors);
    }
    [[nodiscard]] static std::size_t bytes(const edge& each) {
        return element_count(each.name, each.extents) * (each.quantization ? sizeof(std::uint8_t) : sizeof(float));
    }

    std::vector<step> steps_;
    std::vector<place> places_;
    std::size_t planned_ = 0;
    memory_plan memory_;
};

} // namespace detail

} // namespace quanta::graph
