// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>

#include <quanta/core/core_concepts.hpp>
#include <quanta/observer/min_max.hpp>
#include <quanta/op/images.hpp>
#include <quanta/op/quantized_weights.hpp>
#include <quanta/op/workspace.hpp>
#include <quanta/quantizer/quantize.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Images of reals that are quantized in a call, each with parameters of its own; all in an operator's working memory.
template <LayerActivations Activations, Profile Arithmetic>
class dynamic_images {
public:
    using value_type = typename Activations::storage_type;
    using format = typename Activations::format;

    /// Takes `bytes` from `pieces`. `padding_size`: values that stand for pixels outside an image.
    dynamic_images(const image_extents& extents, std::size_t padding_size, std::size_t workers, workspace& pieces,
                   const Arithmetic& profile)
        : profile_(profile), extents_(extents), padding_size_(padding_size), parts_(parts(extents, workers)),
          values_(pieces.take<value_type>(extents[0] * size(extents))),
          paddings_(pieces.take<value_type>(extents[0] * padding_size)),
          params_(pieces.take<affine_params>(extents[0])), seen_(pieces.take<min_max>(extents[0] * parts_)) {}

    /// Bytes of working memory.
    [[nodiscard]] static std::size_t bytes(const image_extents& extents, std::size_t padding_size,
                                           std::size_t workers) {
        return workspace::size_of<value_type>(extents[0] * size(extents)) +
               workspace::size_of<value_type>(extents[0] * padding_size) +
               workspace::size_of<affine_params>(extents[0]) +
               workspace::size_of<min_max>(extents[0] * parts(extents, workers));
    }

    [[nodiscard]] std::size_t count() const { return extents_[0]; }
    [[nodiscard]] const affine_params& params(std::size_t image) const { return params_[image]; }
    [[nodiscard]] const value_type* padding(std::size_t image) const { return paddings_ + image * padding_size_; }
    /// One image (1, H, W, C).
    [[nodiscard]] tensor_view<const value_type, 4> image(std::size_t index) const {
        return {values_ + index * size(extents_), {1, extents_[1], extents_[2], extents_[3]}};
    }

    /// Fills values, parameters and padding from `input` (N, H, W, C).
    template <Executor Workers>
    void quantize(const tensor_view<const float, 4>& input, const row_functions<float, value_type>& rows,
                  Workers& executor) const {
        executor.run(count() * parts_, [&](std::size_t task, std::size_t) {
            min_max* seen = new (seen_ + task) min_max;
            seen->observe(lines(input, task));
        });
        executor.run(count(), [&](std::size_t image, std::size_t) { choose_params(image); });
        executor.run(count() * parts_, [&](std::size_t task, std::size_t) { quantize_lines(input, task, rows); });
    }

private:
    static_assert(std::is_trivially_destructible_v<min_max> && std::is_trivially_copyable_v<min_max>);

    [[nodiscard]] static std::size_t size(const image_extents& extents) { return extents[1] * extents[2] * extents[3]; }
    /// Ranges of lines that an image is cut into for the executor.
    [[nodiscard]] static std::size_t parts(const image_extents& extents, std::size_t workers) {
        constexpr std::size_t least = 16384; // values that are worth a task
        const std::size_t most = std::min(extents[1], 4 * workers / std::max<std::size_t>(1, extents[0]));
        return std::clamp<std::size_t>(size(extents) / least, 1, std::max<std::size_t>(1, most));
    }

    /// The lines of part `task` of an image, as (H', W, C).
    template <class T>
    [[nodiscard]] tensor_view<T, 3> lines(const tensor_view<T, 4>& images, std::size_t task) const {
        const std::size_t image = task / parts_, part = task % parts_;
        const std::size_t first = extents_[1] * part / parts_, end = extents_[1] * (part + 1) / parts_;
        return {images.data() + static_cast<std::ptrdiff_t>(image) * images.stride(0) +
                    static_cast<std::ptrdiff_t>(first) * images.stride(1),
                {end - first, images.extent(2), images.extent(3)},
                {images.stride(1), images.stride(2), images.stride(3)}};
    }

    void choose_params(std::size_t image) const {
        min_max whole = seen_[image * parts_];
        for (std::size_t part = 1; part < parts_; ++part) whole.merge(seen_[image * parts_ + part]);
        const real_range range = whole.count() == 0 ? real_range{} : real_range{whole.minimum(), whole.maximum()};
        params_[image] = profile_.parameters(range, Activations::target);
        std::fill_n(paddings_ + image * padding_size_, padding_size_,
                    static_cast<value_type>(params_[image].zero_point));
    }

    void quantize_lines(const tensor_view<const float, 4>& input, std::size_t task,
                        const row_functions<float, value_type>& rows) const {
        tensor_view<const float, 3> in = lines(input, task);
        tensor_view<value_type, 3> out = lines(tensor_view<value_type, 4>(values_, extents_), task);
        const affine_params& params = params_[task / parts_];
        const row_params shared{params.scale, params.zero_point, format::lowest, format::highest};
        arrange_rows<per_tensor>(in, out);
        for_each_run<per_tensor>(in.extents(), [&](const run& row) {
            quanta::detail::transform_row(first_element(in, row), in.stride(2), row.length, shared,
                                          first_element(out, row), out.stride(2), rows.share);
        });
    }

    [[no_unique_address]] Arithmetic profile_;
    image_extents extents_;
    std::size_t padding_size_, parts_;
    value_type* values_;    // (N, H, W, C)
    value_type* paddings_;  // (N, padding size): zero points
    affine_params* params_; // (N)
    min_max* seen_;         // (N, parts)
};

} // namespace quanta::op
