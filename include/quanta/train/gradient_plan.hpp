// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include <quanta/isa/target.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// What planning knows of a layer: the values it reads and makes, and whether it learns.
struct planned_layer {
    std::vector<std::size_t> inputs;
    std::size_t output;
    bool learns;
};

/// Where the gradients of one layer's inputs go, in a chunk's memory.
struct gradient_target {
    bool wanted = false;
    bool adds = false;      ///< another layer has written this gradient: this one's goes to `offset` and is added
    std::size_t offset = 0; ///< of the temporary gradient, where it adds
};

/// Which gradients a backward pass computes, and where each lies in the memory of a chunk: from when the first layer
/// writes it until the layer that made the value has read it. Memory is given to the earliest place that is free.
class gradient_plan {
public:
    static constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

    /// `sizes`: floats of each value for one chunk. `external`: values whose gradients have memory of their own:
    /// `seeds`, given from outside before the pass, and `wanted` inputs of the network.
    gradient_plan(std::span<const planned_layer> layers, std::span<const std::size_t> sizes,
                  std::span<const std::size_t> seeds, std::span<const std::size_t> wanted)
        : sizes_(sizes.begin(), sizes.end()), offsets_(sizes.size(), nowhere), targets_(layers.size()),
          runs_(layers.size(), false) {
        std::vector<bool> needed(sizes.size(), false), written(sizes.size(), false), external(sizes.size(), false);
        for (const std::size_t value : wanted) needed[value] = external[value] = true;
        for (const planned_layer& each : layers) {
            bool needs = each.learns;
            for (const std::size_t input : each.inputs) needs = needs || needed[input];
            needed[each.output] = needs;
        }
        for (const std::size_t value : seeds) written[value] = external[value] = true;
        for (std::size_t index = layers.size(); index-- > 0;) {
            const planned_layer& each = layers[index];
            runs_[index] = needed[each.output] && written[each.output];
            if (!runs_[index]) continue;
            plan_inputs(index, each, needed, written, external);
            release(index, each);
        }
    }

    /// Whether the layer has anything to do in the backward pass.
    [[nodiscard]] bool runs(std::size_t layer) const { return runs_[layer]; }
    [[nodiscard]] std::span<const gradient_target> targets(std::size_t layer) const { return targets_[layer]; }
    /// Where a value's gradient begins, in floats; `nowhere` if it has none there.
    [[nodiscard]] std::size_t offset(std::size_t value) const { return offsets_[value]; }
    /// Floats of a chunk's memory.
    [[nodiscard]] std::size_t size() const { return size_; }

private:
    struct block {
        std::size_t begin, end;
    };

    void plan_inputs(std::size_t index, const planned_layer& each, const std::vector<bool>& needed,
                     std::vector<bool>& written, const std::vector<bool>& external) {
        targets_[index].resize(each.inputs.size());
        for (std::size_t i = 0; i < each.inputs.size(); ++i) {
            const std::size_t value = each.inputs[i];
            gradient_target& target = targets_[index][i];
            target.wanted = needed[value];
            if (!target.wanted) continue;
            target.adds = written[value];
            if (target.adds)
                target.offset = take(sizes_[value]);
            else if (!external[value])
                offsets_[value] = take(sizes_[value]);
            written[value] = true;
        }
    }

    /// Behind a layer: its temporary gradients, and that of its output.
    void release(std::size_t index, const planned_layer& each) {
        for (const gradient_target& target : targets_[index])
            if (target.adds) give_back(target.offset);
        if (offsets_[each.output] != nowhere) give_back(offsets_[each.output]);
    }

    [[nodiscard]] std::size_t take(std::size_t size) {
        const std::size_t rounded = (size + 15) / 16 * 16; // whole cache lines
        std::size_t begin = 0;
        auto place = used_.begin();
        for (; place != used_.end() && place->begin < begin + rounded; ++place) begin = place->end;
        used_.insert(place, {begin, begin + rounded});
        size_ = std::max(size_, begin + rounded);
        return begin;
    }
    void give_back(std::size_t begin) {
        std::erase_if(used_, [begin](const block& each) { return each.begin == begin && each.end != begin; });
    }

    std::vector<std::size_t> sizes_, offsets_;
    std::vector<std::vector<gradient_target>> targets_;
    std::vector<bool> runs_;
    std::vector<block> used_; ///< in order
    std::size_t size_ = 0;
};

} // namespace quanta::train
