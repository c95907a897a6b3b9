// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <quanta/graph/fuse_clamps.hpp>
#include <quanta/graph/memory_plan.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/graph/shape.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// Where the values of a tensor are during a run: nowhere (they are clamped before they are stored), in the caller's input
/// or output of that number, or in the planned memory, under that number.
struct tensor_place {
    enum class kind { nowhere, input, output, planned } what = kind::nowhere;
    std::size_t index = 0;
};

namespace detail {

/// In which order the nodes of a float network run, and where each tensor is meanwhile.
class float_schedule {
public:
    /// One tensor becomes known.
    struct step {
        std::optional<std::size_t> node; ///< whose operator runs; none where the one operand is copied
        bool is_renaming;                ///< nothing runs: the tensor is its operand under another name
        std::vector<tensor_id> operands;
        tensor_id made;
        tensor_place place; ///< where it is written
    };

    /// Outputs are in the caller's memory, clamps as fused.
    [[nodiscard]] static float_schedule fused(const model& network, const clamp_fusion& fusion) {
        float_schedule schedule(network);
        for (std::size_t i = 0; i < network.outputs().size(); ++i) {
            tensor_place& place = schedule.places_[network.outputs()[i].index];
            if (place.what != kind::input) place = {kind::output, i};
        }
        schedule.add_nodes(network, fusion);
        for (std::size_t i = 0; i < network.outputs().size(); ++i) {
            const tensor_id output = network.outputs()[i];
            if (schedule.place(output).what == kind::input)
                schedule.steps_.push_back({std::nullopt, false, {output}, output, {kind::output, i}});
        }
        schedule.plan(network);
        return schedule;
    }
    /// Every tensor is made, outputs too, and all but the inputs are in planned memory.
    [[nodiscard]] static float_schedule of_every_tensor(const model& network) {
        float_schedule schedule(network);
        schedule.add_nodes(network, no_fusion(network));
        schedule.plan(network);
        return schedule;
    }

    [[nodiscard]] const std::vector<step>& steps() const { return steps_; }
    [[nodiscard]] const tensor_place& place(tensor_id tensor) const { return places_[tensor.index]; }
    [[nodiscard]] const memory_plan& memory() const { return memory_; }

private:
    using kind = tensor_place::kind;

    explicit float_schedule(const model& network) : places_(network.tensors().size()) {
        for (std::size_t i = 0; i < network.inputs().size(); ++i) places_[network.inputs()[i].index] = {kind::input, i};
    }

    void add_nodes(const model& network, const clamp_fusion& fusion) {
        for (std::size_t n = 0; n < network.nodes().size(); ++n) {
            if (fusion.is_absorbed[n]) continue;
            const node& each = network.nodes()[n];
            const tensor_id made = fusion.made[n];
            tensor_place& place = places_[made.index];
            const bool is_renaming = is<operations::flatten>(each.what) && place.what == kind::nowhere;
            if (is_renaming) place = places_[each.inputs[0].index];
            if (place.what == kind::nowhere) place = {kind::planned, planned_++};
            steps_.push_back({n, is_renaming, each.inputs, made, place});
        }
    }

    /// A tensor lives from the step that makes it to the last that reads it, under whatever name.
    void plan(const model& network) {
        std::vector<planned_tensor> tensors(planned_);
        for (std::size_t s = 0; s < steps_.size(); ++s) {
            const step& each = steps_[s];
            if (each.place.what == kind::planned && !each.is_renaming)
                tensors[each.place.index] = {bytes(network, each.made), s, s};
            for (const tensor_id operand : each.operands)
                if (place(operand).what == kind::planned) tensors[place(operand).index].last_use = s;
        }
        memory_ = memory_plan(tensors);
    }
    [[nodiscard]] static std::size_t bytes(const model& network, tensor_id tensor) {
        return element_count(network[tensor].name, network[tensor].extents) * sizeof(float);
    }

    std::vector<step> steps_;
    std::vector<tensor_place> places_;
    std::size_t planned_ = 0;
    memory_plan memory_;
};

} // namespace detail

} // namespace quanta::graph
