// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <quanta/graph/model.hpp>
#include <quanta/train/gradient_plan.hpp>
#include <quanta/train/make_layer.hpp>
#include <quanta/train/quantization_sites.hpp>
#include <quanta/train/row_loops.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// A layer of a tape, and which of the tape's values it reads and makes.
struct tape_entry {
    std::unique_ptr<layer> what;
    std::vector<std::size_t> inputs;
    std::size_t output;
    std::size_t node; ///< of the model, `tape::no_node` if it stands for none
    bool learns;
};

/// Passes of layers that a chunk can go through without waiting for the others. Behind all but the last there is a join
/// of the last pass.
struct tape_stage {
    struct item {
        std::size_t entry, pass;
    };
    std::vector<item> items;
    bool joins = false;
};

/// A model as layers in their order, on values: one for each tensor, and one more for each that is fake-quantized.
class tape {
public:
    static constexpr std::size_t no_node = std::numeric_limits<std::size_t>::max();

    tape(graph::model& net, const quantization_sites& sites, batch_cut cut) {
        const layer_maker make(loops_, net, cut);
        for (const graph::tensor& each : net.tensors()) {
            read_.push_back(sizes_.size());
            sizes_.push_back(graph::element_count(each.name, each.extents));
        }
        for (const graph::tensor_id id : net.inputs()) quantize(id.index, sites, cut);
        for (std::size_t i = 0; i < net.nodes().size(); ++i) {
            const graph::node& node = net.nodes()[i];
            entries_.push_back({make(i), read(node.inputs), node.output.index, i, !node.parameters.empty()});
            if (const auto& how = sites.weights(i)) entries_.back().what->weights()->quantize(loops_, *how);
            quantize(node.output.index, sites, cut);
        }
        share_places(net);
    }

    [[nodiscard]] std::span<tape_entry> entries() { return entries_; }
    [[nodiscard]] std::span<const tape_entry> entries() const { return entries_; }
    /// Floats of each value, for one sample.
    [[nodiscard]] std::span<const std::size_t> sizes() const { return sizes_; }
    /// For a chunk of so many.
    [[nodiscard]] std::vector<std::size_t> sizes(std::size_t samples) const {
        std::vector<std::size_t> all;
        for (const std::size_t size : sizes_) all.push_back(size * samples);
        return all;
    }
    /// The value whose memory each value has: its own, or, of what works in place, that of its input.
    [[nodiscard]] std::span<const std::size_t> places() const { return places_; }
    /// The value that those see who read the tensor.
    [[nodiscard]] std::size_t read(graph::tensor_id id) const { return read_[id.index]; }
    [[nodiscard]] std::vector<std::size_t> read(std::span<const graph::tensor_id> ids) const {
        std::vector<std::size_t> values;
        for (const graph::tensor_id id : ids) values.push_back(read(id));
        return values;
    }

    [[nodiscard]] std::vector<planned_layer> planned() const {
        std::vector<planned_layer> layers;
        for (const tape_entry& each : entries_) layers.push_back({each.inputs, each.output, each.learns});
        return layers;
    }

    [[nodiscard]] std::size_t scratch_bytes() const {
        std::size_t bytes = 0;
        for (const tape_entry& each : entries_) bytes = std::max(bytes, each.what->scratch_bytes());
        return bytes;
    }
    [[nodiscard]] std::size_t most_inputs() const {
        std::size_t most = 0;
        for (const tape_entry& each : entries_) most = std::max(most, each.inputs.size());
        return most;
    }

    [[nodiscard]] std::vector<tape_stage> forward_stages() const {
        std::vector<tape_stage> stages(1);
        for (std::size_t index = 0; index < entries_.size(); ++index)
            append(stages, index, entries_[index].what->forward_passes());
        return stages;
    }
    [[nodiscard]] std::vector<tape_stage> backward_stages(const gradient_plan& plan) const {
        std::vector<tape_stage> stages(1);
        for (std::size_t index = entries_.size(); index-- > 0;)
            if (plan.runs(index)) append(stages, index, entries_[index].what->backward_passes());
        return stages;
    }

private:
    /// Those who read the tensor see it through its integers, where there are any.
    void quantize(std::size_t tensor, const quantization_sites& sites, batch_cut cut) {
        const auto& how = sites.tensor(tensor);
        if (!how) return;
        read_[tensor] = sizes_.size();
        sizes_.push_back(sizes_[tensor]);
        const bool learns = how->policy == scale_policy::learned_step;
        entries_.push_back({std::make_unique<activation_quantizer_layer>(loops_, *how, sizes_[tensor], cut.chunks),
                            {tensor},
                            read_[tensor],
                            no_node,
                            learns});
    }

    void share_places(const graph::model& net) {
        std::vector<std::size_t> readers(sizes_.size(), 0), maker(sizes_.size(), no_node);
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            maker[entries_[i].output] = i;
            for (const std::size_t input : entries_[i].inputs) ++readers[input];
        }
        for (const std::size_t output : read(net.outputs())) ++readers[output];
        places_.resize(sizes_.size());
        std::iota(places_.begin(), places_.end(), std::size_t{0});
        for (const tape_entry& each : entries_) {
            const std::size_t input = each.inputs[0], before = maker[input];
            if (each.what->works_in_place() && readers[input] == 1 && before != no_node &&
                !entries_[before].what->reads_output())
                places_[each.output] = places_[input];
        }
    }

    static void append(std::vector<tape_stage>& stages, std::size_t entry, std::size_t passes) {
        for (std::size_t pass = 0; pass < passes; ++pass) {
            stages.back().items.push_back({entry, pass});
            if (pass + 1 == passes) break;
            stages.back().joins = true;
            stages.emplace_back();
        }
    }

    row_loops loops_;
    std::vector<tape_entry> entries_;
    std::vector<std::size_t> sizes_, places_, read_;
};

} // namespace quanta::train
