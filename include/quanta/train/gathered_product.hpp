// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include <quanta/storage/pack_rhs.hpp>
#include <quanta/tensor/tensor_view.hpp>
#include <quanta/train/tile_kernel.hpp>
#include <quanta/train/window_relation.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// target(pixel, group * N + n) = start[group * N + n] + sum_taps sum_c source(pixel's tap, group * C + c) *
/// weights(group, n, tap, c), for one image: a product of matrices whose left side is read through pointers, in place
/// or from a copy with zeros around it. Taps that are neighbours in memory are read as one.
class gathered_product {
public:
    gathered_product(tile_kernel kernel, gather reads, std::size_t groups)
        : kernel_(kernel), reads_(std::move(reads)), groups_(groups), depth_(reads_.source.channels / groups),
          columns_(reads_.target.channels / groups) {
        for (const gather_phase& phase : reads_.phases) parts_.push_back(part_of(phase));
    }

    /// Bytes of the packed weights, and floats and pointers that a worker needs to run.
    [[nodiscard]] std::size_t packed_bytes() const { return packed_bytes_; }
    [[nodiscard]] std::size_t scratch_bytes() const {
        std::size_t pointers = 0;
        for (const part& each : parts_) pointers = std::max(pointers, block_groups * kernel_.format.rows * each.taps);
        return padded_bytes() + round_up(pointers * sizeof(const float*), buffer_alignment);
    }

    /// weights (groups, N, KH, KW, C) of any strides; `starts` (groups * N) or empty.
    void pack(const tensor_view<const float, 5>& weights, std::span<const float> starts, std::byte* memory) const {
        for (std::size_t p = 0; p < parts_.size(); ++p)
            for (std::size_t g = 0; g < groups_; ++g)
                pack_group(weights, starts, reads_.phases[p], parts_[p].layout, g,
                           memory + parts_[p].offset + g * parts_[p].layout.bytes());
    }

    /// source: (height, width, channels) contiguous; so is the target.
    void run(const float* source, const std::byte* packed, float* target, std::byte* scratch) const {
        const float* image = source;
        if (reads_.is_padded()) {
            auto* padded = reinterpret_cast<float*>(scratch);
            copy_padded(source, reads_.source, reads_.top, reads_.left, reads_.padded, padded);
            image = padded;
        }
        auto* pointers = reinterpret_cast<const float**>(scratch + padded_bytes());
        for (std::size_t p = 0; p < parts_.size(); ++p)
            for (std::size_t g = 0; g < groups_; ++g)
                run_group(image + g * depth_, parts_[p], reads_.phases[p],
                          packed + parts_[p].offset + g * parts_[p].layout.bytes(), target + g * columns_, pointers);
    }

private:
    static constexpr std::size_t block_groups = 8; // groups of rows that share a panel while it is in the L1 cache

    /// A phase as the kernel sees it.
    struct part {
        std::vector<std::ptrdiff_t> offsets; ///< of each run of neighbouring taps, in floats
        std::size_t taps, depth;             ///< runs, and floats of each
        packed_layout layout;
        std::size_t offset; ///< of the packed weights, in bytes
    };

    [[nodiscard]] std::size_t padded_bytes() const {
        return reads_.is_padded() ? round_up(reads_.padded.size() * sizeof(float), buffer_alignment) : 0;
    }

    [[nodiscard]] part part_of(const gather_phase& phase) {
        const std::size_t run = groups_ == 1 ? run_length(phase.taps) : 1;
        part result{{},
                    phase.taps.size() / run,
                    run * depth_,
                    packed_layout(kernel_.format, phase.taps.size() * depth_, columns_),
                    packed_bytes_};
        for (std::size_t t = 0; t < phase.taps.size(); t += run)
            result.offsets.push_back(phase.taps[t].pixels * static_cast<std::ptrdiff_t>(reads_.source.channels));
        packed_bytes_ += groups_ * result.layout.bytes();
        return result;
    }

    /// Neighbouring taps at each place where taps begin, the same number everywhere, else 1.
    [[nodiscard]] static std::size_t run_length(const std::vector<gather_tap>& taps) {
        std::size_t length = 1;
        while (length < taps.size() && taps[length].pixels == taps[length - 1].pixels + 1) ++length;
        for (std::size_t t = 1; t < taps.size(); ++t)
            if (t % length != 0 && taps[t].pixels != taps[t - 1].pixels + 1) return 1;
        return taps.size() % length == 0 ? length : 1;
    }

    void pack_group(const tensor_view<const float, 5>& weights, std::span<const float> starts,
                    const gather_phase& phase, const packed_layout& layout, std::size_t group,
                    std::byte* memory) const {
        std::memset(memory, 0, layout.bytes());
        for (std::size_t panel = 0; panel < layout.panels(); ++panel) {
            auto* cells = reinterpret_cast<float*>(memory + layout.panel_offset(panel));
            const std::size_t width = layout.width(panel), first = layout.first_column(panel);
            for (std::size_t j = 0; j < layout.used_columns(panel) && !starts.empty(); ++j)
                cells[j] = starts[group * columns_ + first + j];
            cells += width;
            for (const gather_tap& tap : phase.taps)
                for (std::size_t c = 0; c < depth_; ++c, cells += width)
                    for (std::size_t j = 0; j < layout.used_columns(panel); ++j)
                        cells[j] = weights(group, first + j, tap.row, tap.column, c);
        }
    }

    /// Target pixels that are computed together: where they read and where they are written, in floats.
    struct row_block {
        std::size_t first, end; ///< in the order of their phase
        const float** pointers; ///< of each group of rows, those of its taps, as the kernel wants them
        std::array<std::size_t, block_groups * tile_kernel::most_rows> places;
    };

    void run_group(const float* image, const part& work, const gather_phase& phase, const std::byte* packed,
                   float* target, const float** pointers) const {
        const std::size_t pixels = phase.count.height * phase.count.width, rows = kernel_.format.rows;
        row_block block;
        block.pointers = pointers;
        for (block.first = 0; block.first < pixels; block.first = block.end) {
            block.end = std::min(pixels, block.first + block_groups * rows);
            locate_rows(image, work, phase, block);
            for (std::size_t panel = 0; panel < work.layout.panels(); ++panel)
                for (std::size_t top = block.first; top < block.end; top += rows)
                    run_tile(work, packed, panel, block, top, target);
        }
    }

    void locate_rows(const float* image, const part& work, const gather_phase& phase, row_block& block) const {
        const std::size_t down = phase.source_step_down * reads_.padded.row(),
                          across = phase.source_step_across * reads_.padded.channels;
        std::size_t y = block.first / phase.count.width, x = block.first % phase.count.width;
        for (std::size_t top = block.first; top < block.end; top += kernel_.format.rows) {
            const std::size_t height = std::min(kernel_.format.rows, block.end - top);
            const float** pointers = block.pointers + (top - block.first) * work.taps;
            for (std::size_t i = 0; i < height; ++i) {
                const float* pixel = image + y * down + x * across;
                for (std::size_t t = 0; t < work.taps; ++t) pointers[t * height + i] = pixel + work.offsets[t];
                block.places[top - block.first + i] =
                    ((phase.first.height + y * phase.step.height) * reads_.target.width + phase.first.width +
                     x * phase.step.width) *
                    reads_.target.channels;
                if (++x == phase.count.width) {
                    x = 0;
                    ++y;
                }
            }
        }
    }

    void run_tile(const part& work, const std::byte* packed, std::size_t panel, const row_block& block, std::size_t top,
                  float* target) const {
        alignas(buffer_alignment) float sums[tile_kernel::largest_tile];
        const packed_layout& layout = work.layout;
        const std::size_t height = std::min(kernel_.format.rows, block.end - top), row = top - block.first;
        kernel_.run(height, layout.width(panel) / kernel_.format.step, block.pointers + row * work.taps, work.taps,
                    work.depth, packed + layout.panel_offset(panel), sums);
        constexpr std::size_t usual = 16 * sizeof(float); // a size that compilers copy without a call
        const std::size_t bytes = layout.used_columns(panel) * sizeof(float);
        for (std::size_t i = 0; i < height; ++i) {
            float* to = target + block.places[row + i] + layout.first_column(panel);
            const float* from = sums + i * kernel_.format.columns;
            bytes == usual ? std::memcpy(to, from, usual) : std::memcpy(to, from, bytes);
        }
    }

    tile_kernel kernel_;
    gather reads_;
    std::size_t groups_, depth_, columns_, packed_bytes_ = 0;
    std::vector<part> parts_;
};

} // namespace quanta::train
