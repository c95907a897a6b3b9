// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string_view>
#include <type_traits>
#include <vector>

#include <quanta/op/convolution.hpp>
#include <quanta/op/images.hpp>
#include <quanta/op/window.hpp>
#include <quanta/storage/patches.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// One axis of one phase of a transposed convolution: outputs first, first + stride, first + 2 * stride, ... read the same
/// taps of the kernel, last, last - tap_step, ..., and these read pixels in rising order.
struct transposed_axis {
    std::size_t first, stride;
    std::size_t taps, last, tap_step;
    std::ptrdiff_t before, dilation; ///< as in `patch_axis`

    /// Outputs q * stride + first, less padding, get tap k from pixel i where i * stride + k * dilation equals that place.
    [[nodiscard]] static transposed_axis of(std::size_t phase, std::size_t kernel, std::size_t stride,
                                            std::size_t dilation, std::size_t padding) {
        const std::size_t common = std::gcd(stride, dilation), place = phase + padding;
        transposed_axis axis{phase, stride, 0, 0, stride / common, 0, static_cast<std::ptrdiff_t>(dilation / common)};
        for (std::size_t k = 0; k < std::min(kernel, axis.tap_step); ++k) { // the first tap, then every tap_step-th
            if (k * dilation % stride != place % stride) continue;
            axis.taps = (kernel - 1 - k) / axis.tap_step + 1;
            axis.last = k + (axis.taps - 1) * axis.tap_step;
            axis.before = (static_cast<std::ptrdiff_t>(axis.last * dilation) - static_cast<std::ptrdiff_t>(place)) /
                          static_cast<std::ptrdiff_t>(stride); // divides exactly
        }
        return axis;
    }

    /// Of `size` outputs, those of this phase.
    [[nodiscard]] std::size_t outputs(std::size_t size) const {
        return first >= size ? 0 : (size - first - 1) / stride + 1;
    }
    /// The kernel's tap that the phase's tap `index` is.
    [[nodiscard]] std::size_t tap(std::size_t index) const { return last - index * tap_step; }
    [[nodiscard]] patch_axis over(std::size_t pixels, std::size_t size) const {
        return {pixels, outputs(size), taps, 1, dilation, before};
    }
};

/// The outputs of a transposed convolution that read the same taps: an ordinary convolution with stride 1.
struct transposed_phase {
    transposed_axis down, across;

    [[nodiscard]] std::size_t taps() const { return down.taps * across.taps; }

    /// Of an output (N, OH, OW, OC), what belongs to this phase.
    [[nodiscard]] image_extents part_of(const image_extents& output) const {
        return {output[0], down.outputs(output[1]), across.outputs(output[2]), output[3]};
    }
    /// Pixels of this phase in an output (N, OH, OW, OC).
    [[nodiscard]] std::size_t rows(const image_extents& output) const {
        const image_extents part = part_of(output);
        return part[0] * part[1] * part[2];
    }
    /// The pixel of an output (N, OH, OW, OC), counted in order, that pixel `row` of this phase is.
    [[nodiscard]] std::size_t row_of(std::size_t row, const image_extents& output) const {
        const std::size_t width = across.outputs(output[2]), height = down.outputs(output[1]), line = row / width;
        const std::size_t y = line % height * down.stride + down.first, x = row % width * across.stride + across.first;
        return (line / height * output[1] + y) * output[2] + x;
    }

    /// The outputs of this phase, as images of their own.
    template <class T>
    [[nodiscard]] tensor_view<T, 4> part_of(const tensor_view<T, 4>& output) const {
        const image_extents part = part_of(output.extents());
        const std::ptrdiff_t offset = part[1] * part[2] == 0
                                          ? 0
                                          : static_cast<std::ptrdiff_t>(down.first) * output.stride(1) +
                                                static_cast<std::ptrdiff_t>(across.first) * output.stride(2);
        return {output.data() + offset,
                part,
                {output.stride(0), output.stride(1) * static_cast<std::ptrdiff_t>(down.stride),
                 output.stride(2) * static_cast<std::ptrdiff_t>(across.stride), output.stride(3)}};
    }
};

/// What a transposed convolution is, but for its weights.
struct transposed_shape {
    std::string_view operation;
    window moved;
    size2d output_padding;
    std::size_t inputs, outputs, groups;

    /// Of weights (OC, KH, KW, IC / groups). Errors: an axis of zero, a window whose kernel is not that of the weights,
    /// groups that do not divide the outputs, an output padding that is not below the stride or the dilation, too many
    /// phases.
    template <class T>
    [[nodiscard]] static transposed_shape of(std::string_view operation, const tensor_view<const T, 4>& weights,
                                             const window& moved, size2d output_padding, std::size_t groups) {
        const convolution_shape plain = convolution_shape::of(operation, weights, moved, groups);
        const auto check_axis = [&](std::string_view axis, std::size_t more, std::size_t stride, std::size_t dilation) {
            check(more < std::max(stride, dilation), operation, ": an output padding of ", more, " pixels of ", axis,
                  " is not below the stride of ", stride, " or the dilation of ", dilation);
        };
        check_axis("height", output_padding.height, moved.stride.height, moved.dilation.height);
        check_axis("width", output_padding.width, moved.stride.width, moved.dilation.width);
        check_phases(operation, moved.stride);
        return {operation, moved, output_padding, plain.inputs, plain.outputs, groups};
    }

    [[nodiscard]] std::size_t group_inputs() const { return inputs / groups; }
    [[nodiscard]] std::size_t group_outputs() const { return outputs / groups; }
    /// How many weights there are.
    [[nodiscard]] std::size_t weights() const {
        return outputs * moved.kernel.height * moved.kernel.width * group_inputs();
    }
    /// Values of one row of the window in one group.
    [[nodiscard]] std::size_t padding_values() const { return moved.kernel.width * group_inputs(); }

    /// (N, OH, OW, OC) for images (N, H, W, IC): (H - 1) * stride + reach + output padding - padding along each axis.
    /// Errors: other channels, an image without pixels, padding that leaves no output.
    [[nodiscard]] image_extents output_extents(const image_extents& input) const {
        check_extent(operation, "the number of input channels", input[3], inputs);
        const auto along = [&](std::string_view axis, std::size_t pixels, std::size_t stride, std::size_t covered,
                               std::size_t more, std::size_t padding) {
            check(pixels >= 1, operation, ": an image of no ", axis);
            const std::size_t whole = checked_product(operation, pixels - 1, stride) + covered + more;
            check(whole > padding, operation, ": ", padding, " pixels of padding leave nothing of an output that has ",
                  whole, " pixels of ", axis);
            return whole - padding;
        };
        return {input[0],
                along("height", input[1], moved.stride.height, reach(moved.kernel.height, moved.dilation.height),
                      output_padding.height, moved.padding.top + moved.padding.bottom),
                along("width", input[2], moved.stride.width, reach(moved.kernel.width, moved.dilation.width),
                      output_padding.width, moved.padding.left + moved.padding.right),
                outputs};
    }

    [[nodiscard]] std::vector<transposed_phase> phases() const {
        std::vector<transposed_phase> all;
        for (std::size_t y = 0; y < moved.stride.height; ++y)
            for (std::size_t x = 0; x < moved.stride.width; ++x)
                all.push_back({transposed_axis::of(y, moved.kernel.height, moved.stride.height, moved.dilation.height,
                                                   moved.padding.top),
                               transposed_axis::of(x, moved.kernel.width, moved.stride.width, moved.dilation.width,
                                                   moved.padding.left)});
        return all;
    }

    /// Bytes of working memory of one worker: what the phase that needs most needs.
    [[nodiscard]] std::size_t own_bytes(const tile_format& tiles, const std::vector<transposed_phase>& phases,
                                        const image_extents& output, bool neighbours) const {
        std::size_t most = 0;
        for (const transposed_phase& phase : phases)
            most = std::max(most, kernel::read_patches(tiles, phase.taps(), group_inputs(), neighbours)
                                      .workspace_bytes(tiles, phase.rows(output)));
        return most;
    }

    /// Whether the channels of the pixels that one group reads are contiguous.
    template <class T>
    [[nodiscard]] bool has_neighbours(const tensor_view<T, 4>& images) const {
        return images.stride(3) == 1 || group_inputs() <= 1;
    }

    /// What the outputs of a group read in one phase; `padding`: `padding_values` outside the image.
    template <class T>
    [[nodiscard]] patches<T> patches_of(const tensor_view<const T, 4>& input, const image_extents& output,
                                        const transposed_phase& phase, std::size_t group, const T* padding) const {
        return {.image = input.data() + static_cast<std::ptrdiff_t>(group * group_inputs()) * input.stride(3),
                .images = input.extent(0),
                .channels = group_inputs(),
                .image_stride = input.stride(0),
                .row_stride = input.stride(1),
                .pixel_stride = input.stride(2),
                .channel_stride = input.stride(3),
                .down = phase.down.over(input.extent(1), output[1]),
                .across = phase.across.over(input.extent(2), output[2]),
                .padding = padding,
                .padding_stride = 0};
    }
};

/// The weights (OC, KH, KW, IC) of one phase, as values (OC, taps * IC) in rising order of the pixels that taps read.
template <class T>
[[nodiscard]] std::vector<T> phase_weights(const tensor_view<const T, 4>& weights, const transposed_phase& phase) {
    std::vector<T> values;
    values.reserve(weights.extent(0) * phase.taps() * weights.extent(3));
    for (std::size_t o = 0; o < weights.extent(0); ++o)
        for (std::size_t i = 0; i < phase.down.taps; ++i)
            for (std::size_t j = 0; j < phase.across.taps; ++j)
                for (std::size_t c = 0; c < weights.extent(3); ++c)
                    values.push_back(weights(o, phase.down.tap(i), phase.across.tap(j), c));
    return values;
}

/// `pack(matrix)` of the weights (OC, KH, KW, IC) of each phase, as a matrix (OC, taps * IC).
template <class T, class Pack>
[[nodiscard]] auto pack_phases(const tensor_view<const T, 4>& weights, const std::vector<transposed_phase>& phases,
                               const Pack& pack) {
    std::vector<std::invoke_result_t<const Pack&, tensor_view<const T, 2>>> packed;
    packed.reserve(phases.size());
    for (const transposed_phase& phase : phases) {
        const std::vector<T> values = phase_weights(weights, phase);
        packed.push_back(
            pack(tensor_view<const T, 2>(values.data(), {weights.extent(0), phase.taps() * weights.extent(3)})));
    }
    return packed;
}

} // namespace quanta::op
