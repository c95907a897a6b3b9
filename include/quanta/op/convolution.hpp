// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include <quanta/kernel/lhs_patches.hpp>
#include <quanta/op/images.hpp>
#include <quanta/op/window.hpp>
#include <quanta/storage/patches.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// What a convolution is, but for its weights: the window, the channels in and out, and the groups they are cut into.
struct convolution_shape {
    std::string_view operation;
    window moved;
    std::size_t inputs, outputs, groups;

    /// Of weights (OC, KH, KW, IC / groups). Errors: an axis of zero, a window whose kernel is not that of the weights,
    /// groups that do not divide the outputs.
    template <class T>
    [[nodiscard]] static convolution_shape of(std::string_view operation, const tensor_view<const T, 4>& weights,
                                              const window& moved, std::size_t groups) {
        const auto& extents = weights.extents();
        check(weights.size() > 0, operation, ": weights (", extents[0], ", ", extents[1], ", ", extents[2], ", ",
              extents[3], ") have an axis of zero");
        check_window(operation, moved);
        check(extents[1] == moved.kernel.height && extents[2] == moved.kernel.width, operation, ": weights of ",
              extents[1], " x ", extents[2], " taps for a window of ", moved.kernel.height, " x ", moved.kernel.width);
        check(groups >= 1 && extents[0] % groups == 0, operation, ": ", groups, " groups do not divide the ",
              extents[0], " outputs");
        return {operation, moved, checked_product(operation, extents[3], groups), extents[0], groups};
    }

    [[nodiscard]] std::size_t group_inputs() const { return inputs / groups; }
    [[nodiscard]] std::size_t group_outputs() const { return outputs / groups; }
    /// Values of one row of the window in one group.
    [[nodiscard]] std::size_t padding_values() const { return moved.kernel.width * group_inputs(); }

    /// (N, OH, OW, OC) for images (N, H, W, IC). Errors: other channels, a window larger than the padded image.
    [[nodiscard]] image_extents output_extents(const image_extents& input) const {
        check_extent(operation, "the number of input channels", input[3], inputs);
        const size2d size = output_size(operation, moved, {input[1], input[2]});
        return {input[0], size.height, size.width, outputs};
    }

    /// What the outputs of a group read; `padding`: `padding_values` outside the image.
    template <class T>
    [[nodiscard]] patches<T> patches_of(const tensor_view<const T, 4>& input, const image_extents& output,
                                        std::size_t group, const T* padding) const {
        const auto axis = [](std::size_t pixels, std::size_t results, std::size_t taps, std::size_t stride,
                             std::size_t dilation, std::size_t before) {
            return patch_axis{pixels,
                              results,
                              taps,
                              static_cast<std::ptrdiff_t>(stride),
                              static_cast<std::ptrdiff_t>(dilation),
                              static_cast<std::ptrdiff_t>(before)};
        };
        return {.image = behind(input, static_cast<std::ptrdiff_t>(group * group_inputs()) * input.stride(3)),
                .images = input.extent(0),
                .channels = group_inputs(),
                .image_stride = input.stride(0),
                .row_stride = input.stride(1),
                .pixel_stride = input.stride(2),
                .channel_stride = input.stride(3),
                .down = axis(input.extent(1), output[1], moved.kernel.height, moved.stride.height,
                             moved.dilation.height, moved.padding.top),
                .across = axis(input.extent(2), output[2], moved.kernel.width, moved.stride.width, moved.dilation.width,
                               moved.padding.left),
                .padding = padding,
                .padding_stride = 0};
    }

    /// Whether the channels of the pixels that one group reads are contiguous.
    template <class T>
    [[nodiscard]] bool has_neighbours(const tensor_view<T, 4>& images) const {
        return images.stride(3) == 1 || group_inputs() <= 1;
    }
    /// How a kernel reads images whose channels are neighbours, or not.
    [[nodiscard]] kernel::patch_reading reading(const tile_format& format, bool neighbours) const {
        return kernel::read_patches(format, moved.kernel.height * moved.kernel.width, group_inputs(), neighbours);
    }
};

/// Weights (OC, KH, KW, IC) as a matrix (OC, KH * KW * IC): themselves where that is how they lie, else copied.
template <class T>
class weight_matrix {
public:
    explicit weight_matrix(const tensor_view<const T, 4>& weights)
        : extents_{weights.extent(0), weights.size() / weights.extent(0)}, data_(weights.data()) {
        if (weights.is_contiguous()) return;
        copy_.reserve(weights.size());
        for (std::size_t o = 0; o < weights.extent(0); ++o)
            for (std::size_t y = 0; y < weights.extent(1); ++y)
                for (std::size_t x = 0; x < weights.extent(2); ++x)
                    for (std::size_t c = 0; c < weights.extent(3); ++c) copy_.push_back(weights(o, y, x, c));
        data_ = copy_.data();
    }
    weight_matrix(const weight_matrix&) = delete;
    weight_matrix& operator=(const weight_matrix&) = delete;

    [[nodiscard]] tensor_view<const T, 2> view() const { return {data_, extents_}; }

private:
    std::array<std::size_t, 2> extents_;
    const T* data_;
    std::vector<T> copy_;
};

} // namespace quanta::op
