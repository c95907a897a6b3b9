// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <variant>

#include <quanta/tensor/tensor_view.hpp>
#include <quanta/train/depthwise_product.hpp>
#include <quanta/train/gathered_product.hpp>
#include <quanta/train/row_loops.hpp>
#include <quanta/train/window_relation.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// Distances between the weights of a convolution, in floats, whatever the order of their axes is: between coarse
/// channels, rows and columns of taps, and fine channels of a group.
struct window_weight_strides {
    std::ptrdiff_t coarse, row, column, fine;
};

/// A convolution or its gradient, for one image: the depthwise loops where channels are on their own, else a product.
class window_product {
public:
    enum class direction { fine_to_coarse, coarse_to_fine };

    window_product(const row_loops& loops, const window_relation& relation, direction way)
        : relation_(relation), way_(way), product_(make(loops, relation, way)) {}

    [[nodiscard]] static bool is_depthwise(const window_relation& relation) {
        return relation.groups > 1 && relation.groups == relation.fine.channels &&
               relation.groups == relation.coarse.channels;
    }

    [[nodiscard]] std::size_t packed_bytes() const {
        return std::visit([](const auto& product) { return product.packed_bytes(); }, product_);
    }
    [[nodiscard]] std::size_t scratch_bytes() const {
        return std::visit([](const auto& product) { return product.scratch_bytes(); }, product_);
    }

    /// `starts`: one for each channel of the target, or empty.
    void pack(const float* weights, const window_weight_strides& strides, std::span<const float> starts,
              std::byte* memory) const {
        const op::size2d kernel = relation_.window.kernel;
        const std::size_t groups = relation_.groups, fine = relation_.fine.channels / groups,
                          coarse = relation_.coarse.channels / groups;
        const std::ptrdiff_t group = static_cast<std::ptrdiff_t>(coarse) * strides.coarse;
        if (const auto* depthwise = std::get_if<depthwise_product>(&product_))
            depthwise->pack(tensor_view<const float, 3>(weights, {groups, kernel.height, kernel.width},
                                                        {group, strides.row, strides.column}),
                            starts, memory);
        else if (way_ == direction::fine_to_coarse)
            std::get<gathered_product>(product_).pack(
                tensor_view<const float, 5>(weights, {groups, coarse, kernel.height, kernel.width, fine},
                                            {group, strides.coarse, strides.row, strides.column, strides.fine}),
                starts, memory);
        else
            std::get<gathered_product>(product_).pack(
                tensor_view<const float, 5>(weights, {groups, fine, kernel.height, kernel.width, coarse},
                                            {group, strides.fine, strides.row, strides.column, strides.coarse}),
                starts, memory);
    }

    /// source, target: (height, width, channels) contiguous.
    void run(const float* source, const std::byte* packed, float* target, std::byte* scratch) const {
        std::visit([&](const auto& product) { product.run(source, packed, target, scratch); }, product_);
    }

private:
    using product_type = std::variant<gathered_product, depthwise_product>;

    [[nodiscard]] static product_type make(const row_loops& loops, const window_relation& relation, direction way) {
        gather reads = way == direction::fine_to_coarse ? gather_fine(relation) : gather_coarse(relation);
        if (is_depthwise(relation)) return depthwise_product(loops.instruction_set(), std::move(reads));
        return gathered_product(tile_kernel::of(loops.instruction_set()), std::move(reads), relation.groups);
    }

    window_relation relation_;
    direction way_;
    product_type product_;
};

} // namespace quanta::train
