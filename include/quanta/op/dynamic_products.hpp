// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/epilogue/zero_point_correction.hpp>
#include <quanta/op/convolve.hpp>
#include <quanta/op/dynamic_images.hpp>
#include <quanta/op/dynamic_output.hpp>
#include <quanta/op/images.hpp>
#include <quanta/op/pixel_output.hpp>
#include <quanta/op/summed_weights.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The products of a convolution of dynamic images with one set of weights: one for each group of each image.
template <LayerActivations Activations, LayerWeights Weights, Profile Arithmetic>
struct dynamic_products {
    const dynamic_images<Activations, Arithmetic>& images;
    const summed_weights<typename Activations::format, Weights, Arithmetic>& weights;
    const dynamic_output& finish;
    dynamic_output::columns columns;
    std::int32_t* sums;    ///< `sum_count` values: of the rows of patches
    std::size_t own_bytes; ///< workspace of one worker, a multiple of `buffer_alignment`

    /// How many sums an output (N, OH, OW, OC) needs: none where weights are symmetric.
    [[nodiscard]] static std::size_t sum_count(const image_extents& output, std::size_t groups) {
        return Weights::is_symmetric ? 0 : output[0] * output[1] * output[2] * groups;
    }

    /// output (N, OH, OW, OC) = finish(patches_of(image, group) * weights of the group), on the executor's workers; fills
    /// `columns` and `sums` first. `memory`: `own_bytes` for each worker, aligned to `buffer_alignment`.
    template <Executor Workers, class PatchesOf>
    void run(const tensor_view<float, 4>& output, std::byte* memory, Workers& executor,
             const PatchesOf& patches_of) const {
        finish.fill(columns, images, weights.scales(), weights.sums());
        const std::size_t groups = weights.groups(), pixels = output.extent(1) * output.extent(2);
        const convolution_products products{weights.packed().instruction_set(), weights.packed().layout(), pixels,
                                            images.count() * groups, own_bytes};
        const auto patches = [&](std::size_t index) { return patches_of(index / groups, index % groups); };
        if constexpr (!Weights::is_symmetric)
            products.sum_rows(
                executor, [&](std::size_t index) { return images.params(index / groups).zero_point; }, patches,
                [&](std::size_t index, std::size_t row, std::int32_t sum) { sums[index * pixels + row] = sum; });
        products.run(
            executor, memory, patches, [&](std::size_t index) -> const auto& { return weights.packed(index % groups); },
            [&](std::size_t index) { return output_of(output, index); });
    }

private:
    /// Where the tiles of a product go.
    [[nodiscard]] auto output_of(const tensor_view<float, 4>& output, std::size_t index) const {
        const std::size_t groups = weights.groups(), count = output.extent(3) / groups;
        const std::size_t image = index / groups, first = index % groups * count;
        const std::int32_t* own = sums + (Weights::is_symmetric ? 0 : index * output.extent(1) * output.extent(2));
        return pixel_output(
            channels_of(image_of(output, image), first, count),
            [this, image, first, own](std::size_t row, std::size_t column, float* data, std::ptrdiff_t step) {
                return stages(image, first + column, own + row, data, step);
            });
    }

    /// The stages for the columns from `column` on of one image; `own`: sums of the rows.
    [[nodiscard]] auto stages(std::size_t image, std::size_t column, [[maybe_unused]] const std::int32_t* own,
                              float* data, std::ptrdiff_t step) const {
        const auto to_reals = finish.stages(columns, image, column, data, step);
        if constexpr (Weights::is_symmetric)
            return to_reals;
        else
            return to_reals.preceded_by(epilogue::zero_point_correction{own, weights.zero_points().data() + column});
    }
};

} // namespace quanta::op
