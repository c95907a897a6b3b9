// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include <quanta/op/operands.hpp>
#include <quanta/storage/patches.hpp>
#include <quanta/tensor/distinct.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Images, rows, columns, channels.
using image_extents = std::array<std::size_t, 4>;

/// The distance between the pixels of images (N, H, W, C) whose channels are neighbours, if it is the same for all.
template <class T>
[[nodiscard]] std::optional<std::ptrdiff_t> pixel_step(const tensor_view<T, 4>& images) {
    if (images.stride(3) != 1 && images.extent(3) > 1) return std::nullopt;
    return even_step({images.extent(0), images.extent(1), images.extent(2)},
                     {images.stride(0), images.stride(1), images.stride(2)});
}

/// `elements` behind the first element; the first where there are no images, whose memory may be null.
template <class T>
[[nodiscard]] T* behind(const tensor_view<T, 4>& images, std::ptrdiff_t elements) {
    return images.size() == 0 ? images.data() : images.data() + elements;
}

/// One of the images, as (1, H, W, C).
template <class T>
[[nodiscard]] tensor_view<T, 4> image_of(const tensor_view<T, 4>& images, std::size_t index) {
    auto extents = images.extents();
    extents[0] = 1;
    return {behind(images, static_cast<std::ptrdiff_t>(index) * images.stride(0)), extents, images.strides()};
}

/// Channels [first, first + count) of images.
template <class T>
[[nodiscard]] tensor_view<T, 4> channels_of(const tensor_view<T, 4>& images, std::size_t first, std::size_t count) {
    auto extents = images.extents();
    extents[3] = count;
    return {behind(images, static_cast<std::ptrdiff_t>(first) * images.stride(3)), extents, images.strides()};
}

namespace detail {

/// The memory of images as a matrix of bytes: a row for each pixel where they are evenly apart, else all in between too.
template <class T>
[[nodiscard]] tensor_view<const std::byte, 2> bytes_of(const tensor_view<T, 4>& images) {
    const auto* data = reinterpret_cast<const std::byte*>(images.data());
    if (images.size() == 0) return {data, {0, 0}};
    constexpr auto width = static_cast<std::ptrdiff_t>(sizeof(T));
    if (const auto step = pixel_step(images); step && *step > 0)
        return {data,
                {images.extent(0) * images.extent(1) * images.extent(2), images.extent(3) * sizeof(T)},
                {*step * width, 1}};
    std::ptrdiff_t lowest = 0, highest = width;
    for (std::size_t axis = 0; axis < 4; ++axis) {
        const std::ptrdiff_t reach = static_cast<std::ptrdiff_t>(images.extent(axis) - 1) * images.stride(axis) * width;
        (reach < 0 ? lowest : highest) += reach;
    }
    return {data + lowest, {1, static_cast<std::size_t>(highest - lowest)}};
}

} // namespace detail

/// Error unless `got` equals `expected` in each of its four extents.
inline void check_extents(std::string_view operation, std::string_view what, const image_extents& got,
                          const image_extents& expected) {
    check(got == expected, operation, ": ", what, " is (", got[0], ", ", got[1], ", ", got[2], ", ", got[3],
          "), expected is (", expected[0], ", ", expected[1], ", ", expected[2], ", ", expected[3], ")");
}

/// Error if the images `name` share a byte with `memory`, which an operator writes.
template <class T>
void check_images_outside(std::string_view operation, std::string_view name, const tensor_view<T, 4>& images,
                          std::span<std::byte> memory) {
    const tensor_view<const std::byte, 2> workspace(memory.data(), {1, memory.size()});
    check(!share_memory(detail::bytes_of(images), workspace), operation, ": the ", name, " of ", images.size(),
          " elements overlaps the workspace of ", memory.size(), " bytes");
}

/// Errors unless no two elements of `output` share a place, and neither does it with the input, nor either with `memory`.
template <class I, class O>
void check_images(std::string_view operation, const tensor_view<I, 4>& input, const tensor_view<O, 4>& output,
                  std::span<std::byte> memory) {
    check(has_distinct_elements(output), operation, ": the output of ", output.size(), " elements overlaps itself");
    check(!share_memory(detail::bytes_of(input), detail::bytes_of(output)), operation, ": the output of ",
          output.size(), " elements overlaps the input of ", input.size());
    check_images_outside(operation, "input", input, memory);
    check_images_outside(operation, "output", output, memory);
}

} // namespace quanta::op
