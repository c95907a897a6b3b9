// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <variant>
#include <vector>

#include <quanta/train/depthwise_product.hpp>
#include <quanta/train/layer.hpp>
#include <quanta/train/row_loops.hpp>
#include <quanta/train/window_product.hpp>
#include <quanta/train/window_weight_product.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// The gradient of a convolution's weights: each group of chunks has sums of its own, which are added up in the order
/// of the groups, so that the result does not depend on who computed which.
class window_gradient {
public:
    window_gradient(const row_loops& loops, const window_relation& relation, const window_weight_strides& strides,
                    std::size_t groups)
        : loops_(loops), relation_(relation), strides_(strides), product_(make(loops, relation)),
          columns_(is_depthwise() ? relation.groups : relation.coarse.channels / relation.groups),
          rows_(relation.window.kernel.height * relation.window.kernel.width *
                (is_depthwise() ? 1 : relation.fine.channels)),
          sums_(groups * rows_ * columns_) {}

    [[nodiscard]] std::size_t scratch_bytes() const {
        return std::visit([](const auto& product) { return product.scratch_bytes(); }, product_);
    }

    /// Adds the chunk's images to the sums of its group; fine and coarse are contiguous.
    void compute(const chunk& part, const float* fine, const float* coarse, std::byte* scratch) {
        float* sums = sums_.data() + part.group * rows_ * columns_;
        if (part.begins_group) std::fill_n(sums, rows_ * columns_, 0.0F);
        for (std::size_t i = 0; i < part.count; ++i, fine += relation_.fine.size(), coarse += relation_.coarse.size()) {
            if (const auto* depthwise = std::get_if<depthwise_product>(&product_))
                depthwise->weigh(fine, coarse, sums, scratch);
            else
                std::get<window_weight_product>(product_).add(fine, coarse, sums, scratch);
        }
    }

    [[nodiscard]] std::size_t tasks() const { return (rows_ + rows_per_task() - 1) / rows_per_task(); }

    /// Adds up a part of the groups' sums into the weights' own order.
    void reduce(std::size_t task, std::size_t groups, float* gradient) const {
        const std::size_t end = std::min(rows_, (task + 1) * rows_per_task());
        for (std::size_t row = task * rows_per_task(); row < end; ++row)
            for (std::size_t first = 0; first < columns_; first += block)
                reduce_row(row, first, std::min(block, columns_ - first), groups, gradient);
    }

private:
    static constexpr std::size_t block = 64;

    [[nodiscard]] bool is_depthwise() const { return window_product::is_depthwise(relation_); }
    [[nodiscard]] std::size_t rows_per_task() const { return std::max<std::size_t>(1, 1024 / columns_); }

    [[nodiscard]] static std::variant<window_weight_product, depthwise_product> make(const row_loops& loops,
                                                                                     const window_relation& relation) {
        if (window_product::is_depthwise(relation))
            return depthwise_product(loops.instruction_set(), gather_fine(relation));
        return window_weight_product(loops, relation);
    }

    void reduce_row(std::size_t row, std::size_t first, std::size_t count, std::size_t groups, float* gradient) const {
        std::array<float, block> total{};
        for (std::size_t group = 0; group < groups; ++group)
            loops_.update([](float sum, float more) { return sum + more; }, count, total.data(),
                          sums_.data() + (group * rows_ + row) * columns_ + first);
        float* to = gradient + place(row);
        for (std::size_t j = 0; j < count; ++j) to[static_cast<std::ptrdiff_t>(first + j) * strides_.coarse] = total[j];
    }

    /// Where a row (group, tap, fine channel) begins in the weights; those of depthwise sums are taps.
    [[nodiscard]] std::ptrdiff_t place(std::size_t row) const {
        const std::size_t fine = is_depthwise() ? 1 : relation_.fine.channels / relation_.groups;
        const std::size_t width = relation_.window.kernel.width, taps = relation_.window.kernel.height * width;
        const std::size_t c = row % fine, tap = row / fine % taps, group = row / fine / taps;
        return static_cast<std::ptrdiff_t>(group * columns_) * strides_.coarse +
               static_cast<std::ptrdiff_t>(tap / width) * strides_.row +
               static_cast<std::ptrdiff_t>(tap % width) * strides_.column +
               static_cast<std::ptrdiff_t>(c) * strides_.fine;
    }

    row_loops loops_;
    window_relation relation_;
    window_weight_strides strides_;
    std::variant<window_weight_product, depthwise_product> product_;
    std::size_t columns_, rows_;
    std::vector<float> sums_; ///< (groups, rows, columns)
};

} // namespace quanta::train
