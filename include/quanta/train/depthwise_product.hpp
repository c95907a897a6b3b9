// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/isa/tags.hpp>
#include <quanta/tensor/tensor_view.hpp>
#include <quanta/train/row_loops.hpp>
#include <quanta/train/tap_leaf.hpp>
#include <quanta/train/window_relation.hpp>
#include <quanta/train/x86/tap_leaf_avx2.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// target(pixel, c) = start[c] + sum_taps source(pixel's tap, c) * weights(c, tap), for one image: what
/// `gathered_product` is to convolutions that sum over channels, this is to depthwise ones.
class depthwise_product {
public:
    depthwise_product(isa::id instruction_set, gather reads)
        : instruction_set_(instruction_set), reads_(std::move(reads)) {
        for (const gather_phase& phase : reads_.phases) {
            auto& offsets = offsets_.emplace_back();
            for (const gather_tap& tap : phase.taps)
                offsets.push_back(tap.pixels * static_cast<std::ptrdiff_t>(reads_.source.channels));
            taps_ += phase.taps.size();
        }
    }

    [[nodiscard]] std::size_t packed_bytes() const {
        return round_up((taps_ + 1) * reads_.source.channels * sizeof(float), buffer_alignment);
    }
    [[nodiscard]] std::size_t scratch_bytes() const {
        return reads_.is_padded() ? round_up(reads_.padded.size() * sizeof(float), buffer_alignment) : 0;
    }

    /// weights (C, KH, KW) of any strides; `starts` (C) or empty.
    void pack(const tensor_view<const float, 3>& weights, std::span<const float> starts, std::byte* memory) const {
        auto* packed = reinterpret_cast<float*>(memory);
        const std::size_t channels = reads_.source.channels;
        for (std::size_t c = 0; c < channels; ++c) *packed++ = starts.empty() ? 0.0F : starts[c];
        for (const gather_phase& phase : reads_.phases)
            for (const gather_tap& tap : phase.taps)
                for (std::size_t c = 0; c < channels; ++c) *packed++ = weights(c, tap.row, tap.column);
    }

    /// source, target: (height, width, channels) contiguous.
    void run(const float* source, const std::byte* packed, float* target, std::byte* scratch) const {
        const float* image = padded(source, scratch);
        const auto* starts = reinterpret_cast<const float*>(packed);
        const float* weights = starts + reads_.source.channels;
        with_leaf(instruction_set_, [&](auto tag) {
            for (std::size_t p = 0; p < reads_.phases.size(); ++p) {
                for (std::size_t y = 0; y < reads_.phases[p].count.height; ++y)
                    tap_leaf<decltype(tag)>::gather(row_of(image, p, y), weights, starts, target + place(p, y));
                weights += offsets_[p].size() * reads_.source.channels;
            }
        });
    }

    /// sums(tap, c) += sum_pixels source(pixel's tap, c) * target(pixel, c), the taps in the order of the phases.
    void weigh(const float* source, const float* target, float* sums, std::byte* scratch) const {
        const float* image = padded(source, scratch);
        with_leaf(instruction_set_, [&](auto tag) {
            for (std::size_t p = 0; p < reads_.phases.size(); ++p) {
                for (std::size_t y = 0; y < reads_.phases[p].count.height; ++y)
                    tap_leaf<decltype(tag)>::weigh(row_of(image, p, y), target + place(p, y), sums);
                sums += offsets_[p].size() * reads_.source.channels;
            }
        });
    }

private:
    [[nodiscard]] const float* padded(const float* source, std::byte* scratch) const {
        if (!reads_.is_padded()) return source;
        auto* copy = reinterpret_cast<float*>(scratch);
        copy_padded(source, reads_.source, reads_.top, reads_.left, reads_.padded, copy);
        return copy;
    }
    [[nodiscard]] tap_row row_of(const float* image, std::size_t index, std::size_t y) const {
        const gather_phase& phase = reads_.phases[index];
        const std::size_t channels = reads_.source.channels;
        return {image + y * phase.source_step_down * reads_.padded.row(),
                offsets_[index].data(),
                offsets_[index].size(),
                phase.count.width,
                channels,
                phase.source_step_across * channels,
                phase.step.width * channels};
    }
    /// Of a row's first target, in floats.
    [[nodiscard]] std::size_t place(std::size_t index, std::size_t y) const {
        const gather_phase& phase = reads_.phases[index];
        return ((phase.first.height + y * phase.step.height) * reads_.target.width + phase.first.width) *
               reads_.target.channels;
    }

    isa::id instruction_set_;
    gather reads_;
    std::vector<std::vector<std::ptrdiff_t>> offsets_; ///< of each phase's taps, in floats
    std::size_t taps_ = 0;
};

} // namespace quanta::train
