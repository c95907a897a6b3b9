// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/storage/packed_matrix.hpp>
#include <quanta/train/row_loops.hpp>
#include <quanta/train/tile_kernel.hpp>
#include <quanta/train/window_relation.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// sums(group, tap, c, n) += sum_pixels fine(tap of the pixel, group * C + c) * coarse(pixel, group * N + n), for one
/// image: the gradient of a convolution's weights. A product of matrices whose depth is pixels: the left side is the
/// fine image, one plane a channel, with zeros around it, where each tap begins at another place; the right side is
/// packed strip by strip of the coarse image's rows, and stays in the first-level cache.
class window_weight_product {
public:
    window_weight_product(const row_loops& loops, window_relation relation)
        : loops_(loops), kernel_(tile_kernel::of(loops.instruction_set())), relation_(relation),
          depth_(relation.fine.channels / relation.groups), columns_(relation.coarse.channels / relation.groups) {
        const op::window& w = relation_.window;
        padded_height_ =
            (relation_.coarse.height - 1) * w.stride.height + op::reach(w.kernel.height, w.dilation.height);
        const std::size_t width =
            (relation_.coarse.width - 1) * w.stride.width + op::reach(w.kernel.width, w.dilation.width);
        pitch_ = (width + w.stride.width - 1) / w.stride.width;
        strip_ =
            std::clamp<std::size_t>(panel_bytes / (relation_.coarse.width * kernel_.format.columns * sizeof(float)), 1,
                                    relation_.coarse.height);
        for (std::size_t y = 0; y < w.kernel.height; ++y)
            for (std::size_t x = 0; x < w.kernel.width; ++x) {
                const std::size_t column = x * w.dilation.width;
                taps_.push_back((y * w.dilation.height * w.stride.width + column % w.stride.width) * pitch_ +
                                column / w.stride.width);
            }
    }

    /// Floats of `sums`.
    [[nodiscard]] std::size_t size() const { return relation_.groups * rows() * columns_; }

    [[nodiscard]] std::size_t scratch_bytes() const {
        return planes_bytes() + panel_layout().bytes() +
               round_up(tile_kernel::most_rows * strip_ * sizeof(const float*), buffer_alignment);
    }

    /// fine, coarse: (height, width, channels) contiguous.
    void add(const float* fine, const float* coarse, float* sums, std::byte* scratch) const {
        auto* planes = reinterpret_cast<float*>(scratch);
        std::byte* panel = scratch + planes_bytes();
        const auto** pointers = reinterpret_cast<const float**>(panel + panel_layout().bytes());
        copy_planes(fine, planes);
        for (std::size_t group = 0; group < relation_.groups; ++group)
            for (std::size_t first = 0; first < columns_; first += kernel_.format.columns)
                for (std::size_t top = 0; top < relation_.coarse.height; top += strip_) {
                    const strip part{group, first, top, std::min(strip_, relation_.coarse.height - top)};
                    const std::size_t width = pack(coarse, part, panel);
                    add_strip(planes, panel, width, part, pointers, sums);
                }
    }

private:
    static constexpr std::size_t panel_bytes = 16 * 1024; // half of the L1 cache

    /// Columns from `first` on of a group, and rows of the coarse image.
    struct strip {
        std::size_t group, first, top, height;
    };

    [[nodiscard]] std::size_t rows() const { return taps_.size() * depth_; }
    [[nodiscard]] std::size_t plane() const { return padded_height_ * relation_.window.stride.width * pitch_; }
    [[nodiscard]] std::size_t planes_bytes() const {
        return round_up(relation_.fine.channels * plane() * sizeof(float), buffer_alignment);
    }
    [[nodiscard]] packed_layout panel_layout() const {
        return {kernel_.format, strip_ * relation_.coarse.width, std::min(columns_, kernel_.format.columns)};
    }

    /// planes(c, y, x % stride, x / stride) = fine(y - top, x - left, c), so that the pixels that one tap meets in a
    /// row of the coarse image are neighbours.
    void copy_planes(const float* fine, float* planes) const {
        const op::window& w = relation_.window;
        const image_extents& image = relation_.fine;
        std::fill_n(planes, image.channels * plane(), 0.0F);
        const std::size_t end_y = std::min(image.height, padded_height_ - std::min(padded_height_, w.padding.top));
        const std::size_t width = pitch_ * w.stride.width;
        const std::size_t end_x = std::min(image.width, width - std::min(width, w.padding.left));
        for (std::size_t y = 0; y < end_y; ++y)
            for (std::size_t x = 0; x < end_x; ++x) {
                const std::size_t column = x + w.padding.left;
                float* to = planes + ((y + w.padding.top) * w.stride.width + column % w.stride.width) * pitch_ +
                            column / w.stride.width;
                const float* from = fine + (y * image.width + x) * image.channels;
                for (std::size_t c = 0; c < image.channels; ++c) to[c * plane()] = from[c];
            }
    }

    /// Registers of columns of the panel.
    [[nodiscard]] std::size_t pack(const float* coarse, const strip& part, std::byte* panel) const {
        const std::size_t used = std::min(kernel_.format.columns, columns_ - part.first);
        const std::size_t width = round_up(used, kernel_.format.step), channels = relation_.coarse.channels;
        const std::size_t pixels = part.height * relation_.coarse.width;
        auto* cells = reinterpret_cast<float*>(panel);
        std::fill_n(cells, width, 0.0F); // the start values
        cells += width;
        const float* from = coarse + part.top * relation_.coarse.row() + part.group * columns_ + part.first;
        for (std::size_t p = 0; p < pixels; ++p, from += channels, cells += width) {
            std::copy_n(from, used, cells);
            std::fill(cells + used, cells + width, 0.0F);
        }
        return width / kernel_.format.step;
    }

    void add_strip(const float* planes, const std::byte* panel, std::size_t vectors, const strip& part,
                   const float** pointers, float* sums) const {
        alignas(buffer_alignment) float tile[tile_kernel::largest_tile];
        const std::size_t used = std::min(kernel_.format.columns, columns_ - part.first);
        const std::size_t line = relation_.window.stride.width * pitch_;
        const float* origin = planes + part.group * depth_ * plane() + part.top * relation_.window.stride.height * line;
        for (std::size_t top = 0; top < rows(); top += kernel_.format.rows) {
            const std::size_t height = std::min(kernel_.format.rows, rows() - top);
            for (std::size_t i = 0; i < height; ++i) {
                const float* row = origin + taps_[(top + i) / depth_] + (top + i) % depth_ * plane();
                for (std::size_t y = 0; y < part.height; ++y)
                    pointers[y * height + i] = row + y * relation_.window.stride.height * line;
            }
            kernel_.run(height, vectors, pointers, part.height, relation_.coarse.width, panel, tile);
            for (std::size_t i = 0; i < height; ++i)
                loops_.update([](float sum, float more) { return sum + more; }, used,
                              sums + (part.group * rows() + top + i) * columns_ + part.first,
                              static_cast<const float*>(tile + i * kernel_.format.columns));
        }
    }

    row_loops loops_;
    tile_kernel kernel_;
    window_relation relation_;
    std::size_t depth_, columns_, padded_height_ = 0, pitch_ = 0, strip_ = 1;
    std::vector<std::size_t> taps_; ///< where each tap begins in a plane, in floats
};

} // namespace quanta::train
