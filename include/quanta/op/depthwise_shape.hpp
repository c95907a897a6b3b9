// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include <quanta/op/images.hpp>
#include <quanta/op/operands.hpp>
#include <quanta/op/window.hpp>
#include <quanta/storage/patches.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// What a depthwise convolution is, but for its weights. How many outputs read one input channel is known when there is
/// an input: as many as the outputs have for each of its channels.
struct depthwise_shape {
    std::string_view operation;
    window moved;
    std::size_t outputs; ///< channels

    /// Of weights (OC, KH, KW, 1). Errors: an axis of zero, a depth other than 1, a window whose kernel is not that of the
    /// weights.
    template <class T>
    [[nodiscard]] static depthwise_shape of(std::string_view operation, const tensor_view<const T, 4>& weights,
                                            const window& moved) {
        const auto& extents = weights.extents();
        check(weights.size() > 0, operation, ": weights (", extents[0], ", ", extents[1], ", ", extents[2], ", ",
              extents[3], ") have an axis of zero");
        check_window(operation, moved);
        check_extent(operation, "the depth of the weights", extents[3], 1);
        check(extents[1] == moved.kernel.height && extents[2] == moved.kernel.width, operation, ": weights of ",
              extents[1], " x ", extents[2], " taps for a window of ", moved.kernel.height, " x ", moved.kernel.width);
        return {operation, moved, extents[0]};
    }

    /// (N, OH, OW, OC) for images (N, H, W, IC). Errors: channels that do not divide the outputs, a window larger than the
    /// padded image.
    [[nodiscard]] image_extents output_extents(const image_extents& input) const {
        check(input[3] > 0 && outputs % input[3] == 0, operation, ": ", input[3], " input channels do not divide the ",
              outputs, " outputs");
        const size2d size = output_size(operation, moved, {input[1], input[2]});
        return {input[0], size.height, size.width, outputs};
    }

    /// What the outputs read; `padding`: a value for each input channel outside the image, those of the next image
    /// `padding_stride` behind.
    template <class T>
    [[nodiscard]] patches<T> patches_of(const tensor_view<const T, 4>& input, const image_extents& output,
                                        const T* padding, std::ptrdiff_t padding_stride) const {
        const auto axis = [](std::size_t pixels, std::size_t outputs_along, std::size_t taps, std::size_t stride,
                             std::size_t dilation, std::size_t before) {
            const auto distance = [](std::size_t n) { return static_cast<std::ptrdiff_t>(n); };
            return patch_axis{pixels, outputs_along, taps, distance(stride), distance(dilation), distance(before)};
        };
        return {input.data(),
                input.extent(0),
                input.extent(3),
                input.stride(0),
                input.stride(1),
                input.stride(2),
                input.stride(3),
                axis(input.extent(1), output[1], moved.kernel.height, moved.stride.height, moved.dilation.height,
                     moved.padding.top),
                axis(input.extent(2), output[2], moved.kernel.width, moved.stride.width, moved.dilation.width,
                     moved.padding.left),
                padding,
                padding_stride};
    }
};

/// Weights (OC, KH, KW, 1) without their last axis.
template <class T>
[[nodiscard]] tensor_view<const T, 3> taps_of(const tensor_view<const T, 4>& weights) {
    return {weights.data(),
            {weights.extent(0), weights.extent(1), weights.extent(2)},
            {weights.stride(0), weights.stride(1), weights.stride(2)}};
}

} // namespace quanta::op
