// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/checked_size.hpp>
#include <quanta/core/contracts.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// What a plan wants to know about a tensor: it holds its values from the step that writes it to the last that reads it,
/// both counted.
struct planned_tensor {
    std::size_t bytes_per_sample, first_use, last_use;
};

/// Where tensors lie in one piece of memory, so that those alive at the same step never overlap and dead ones make room.
/// Planned once, for a sample, in steps of `buffer_alignment`; a batch multiplies offsets and sizes.
class memory_plan {
public:
    memory_plan() = default;
    /// Errors: a last use before the first, sizes that together are more than memory could hold.
    explicit memory_plan(std::span<const planned_tensor> tensors) : tensors_(tensors.begin(), tensors.end()) {
        for (planned_tensor& each : tensors_) {
            check(each.first_use <= each.last_use, operation, ": a tensor is used first at step ", each.first_use,
                  " and last at step ", each.last_use);
            each.bytes_per_sample = round_up(each.bytes_per_sample, buffer_alignment);
            check(each.bytes_per_sample <= largest_size - unshared_, operation,
                  ": the tensors of a sample are more than the ", largest_size, " bytes that memory can hold");
            unshared_ += each.bytes_per_sample;
        }
        least_ = most_alive();
        search();
    }

    /// Where the tensor of that place in the constructor's list begins, in bytes from the memory's.
    [[nodiscard]] std::size_t offset(std::size_t tensor, std::size_t batch) const { return offsets_[tensor] * batch; }
    /// Bytes that hold all tensors. Here and below an error if memory could not hold so large a batch.
    [[nodiscard]] std::size_t peak_bytes(std::size_t batch) const { return checked_product(operation, peak_, batch); }
    /// Bytes that they would need without reuse.
    [[nodiscard]] std::size_t unshared_bytes(std::size_t batch) const {
        return checked_product(operation, unshared_, batch);
    }
    /// Bytes of those that are alive together at the worst step: no plan can be smaller.
    [[nodiscard]] std::size_t least_bytes(std::size_t batch) const { return checked_product(operation, least_, batch); }

private:
    static constexpr std::string_view operation = "memory_plan";
    using order = std::vector<std::size_t>;

    [[nodiscard]] std::size_t size(std::size_t tensor) const { return tensors_[tensor].bytes_per_sample; }
    [[nodiscard]] bool meet(std::size_t a, std::size_t b) const {
        return tensors_[a].first_use <= tensors_[b].last_use && tensors_[b].first_use <= tensors_[a].last_use;
    }

    /// All tensors from the smallest key to the largest, those of one key in their own order.
    template <class Key>
    [[nodiscard]] order sorted(const Key& key) const {
        order sequence(tensors_.size());
        std::iota(sequence.begin(), sequence.end(), std::size_t{0});
        std::sort(sequence.begin(), sequence.end(),
                  [&](std::size_t a, std::size_t b) { return std::pair(key(a), a) < std::pair(key(b), b); });
        return sequence;
    }
    [[nodiscard]] order by_first_use() const {
        return sorted([&](std::size_t t) { return tensors_[t].first_use; });
    }
    [[nodiscard]] order by_size() const {
        return sorted([&](std::size_t t) { return largest_size - size(t); });
    }
    /// Every second tensor of the walk through time first: on a chain they lie at the bottom, and each of the others above
    /// its two neighbours, which is the least that a chain can need.
    [[nodiscard]] order alternating(std::size_t first) const {
        const order in_time = by_first_use();
        order sequence;
        for (const std::size_t start : {first, 1 - first})
            for (std::size_t i = start; i < in_time.size(); i += 2) sequence.push_back(in_time[i]);
        return sequence;
    }

    [[nodiscard]] std::size_t most_alive() const {
        std::vector<std::pair<std::size_t, std::size_t>> ends; // of lifetimes: step, tensor
        for (std::size_t t = 0; t < tensors_.size(); ++t) ends.emplace_back(tensors_[t].last_use, t);
        std::sort(ends.begin(), ends.end());
        std::size_t alive = 0, most = 0, ended = 0;
        for (const std::size_t t : by_first_use()) {
            for (; ends[ended].first < tensors_[t].first_use; ++ended) alive -= size(ends[ended].second);
            alive += size(t);
            most = std::max(most, alive);
        }
        return most;
    }

    /// The best of several orders in which each tensor takes the lowest place that is free while it lives. (Some order
    /// gives the smallest peak there is; which one is as hard as packing a bin.) Then what lies topmost is put first, as
    /// often as is worth the time.
    void search() {
        place(by_first_use(), true);
        const std::size_t count = tensors_.size();
        constexpr std::size_t worth_searching = 2048, pairs = std::size_t{1} << 23;
        if (count > worth_searching) return;
        for (const order& sequence : {alternating(0), alternating(1), by_size()}) place(sequence, false);
        order sequence = by_size();
        for (std::size_t round = 0; round < std::min<std::size_t>(256, pairs / (count * count + 1)); ++round) {
            if (peak_ == least_) return;
            const std::size_t topmost = place(sequence, false);
            const auto found = std::find(sequence.begin(), sequence.end(), topmost);
            std::rotate(sequence.begin(), found, found + 1);
        }
    }

    /// Keeps these places if their peak is the smallest so far. Gives the tensor that ends topmost.
    std::size_t place(const order& sequence, bool in_time) {
        std::vector<std::size_t> offsets(tensors_.size());
        order placed; // from the lowest to the highest
        std::size_t peak = 0, topmost = 0;
        for (const std::size_t t : sequence) {
            if (in_time)
                std::erase_if(placed, [&](std::size_t p) { return tensors_[p].last_use < tensors_[t].first_use; });
            for (const std::size_t p : placed) {
                if (!meet(p, t)) continue;
                if (offsets[p] >= offsets[t] + size(t)) break;
                offsets[t] = std::max(offsets[t], offsets[p] + size(p));
            }
            const auto higher = [&](std::size_t a, std::size_t b) { return offsets[a] < offsets[b]; };
            placed.insert(std::upper_bound(placed.begin(), placed.end(), t, higher), t);
            if (offsets[t] + size(t) >= peak) {
                peak = offsets[t] + size(t);
                topmost = t;
            }
        }
        if (offsets_.empty() || peak < peak_) {
            offsets_ = std::move(offsets);
            peak_ = peak;
        }
        return topmost;
    }

    std::vector<planned_tensor> tensors_;
    std::vector<std::size_t> offsets_;
    std::size_t peak_ = 0, unshared_ = 0, least_ = 0;
};

} // namespace quanta::graph
