// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include <quanta/tensor/tensor_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

namespace detail {

/// First and one past the last byte that a view touches.
struct byte_range {
    std::intptr_t begin = 0;
    std::intptr_t end = 0;
};

template <TensorView View>
[[nodiscard]] byte_range touched(const View& view) {
    constexpr auto width = static_cast<std::intptr_t>(sizeof(typename View::value_type));
    const auto data = reinterpret_cast<std::intptr_t>(view.data());
    byte_range range{data, data + width};
    for (std::size_t axis = 0; axis < View::rank; ++axis) {
        const std::intptr_t reach = static_cast<std::intptr_t>(view.extent(axis) - 1) * view.stride(axis) * width;
        (reach < 0 ? range.begin : range.end) += reach;
    }
    return range;
}

/// Whether `distance` (in elements) is a sum of k[a] * stride(a) with |k[a]| < extent(a) over the axes from `axis` on:
/// whether two equally shaped views that far apart have an element in common. On each axis only the k are tried that
/// leave a distance within reach of the axes after it.
template <TensorView View>
[[nodiscard]] bool reachable(const View& view, std::ptrdiff_t distance, std::size_t axis) {
    if (axis == View::rank) return distance == 0;
    const std::ptrdiff_t stride = std::abs(view.stride(axis));
    if (stride == 0) return reachable(view, distance, axis + 1);
    std::ptrdiff_t later = 0;
    for (std::size_t next = axis + 1; next < View::rank; ++next)
        later += std::abs(view.stride(next)) * static_cast<std::ptrdiff_t>(view.extent(next) - 1);
    const auto limit = static_cast<std::ptrdiff_t>(view.extent(axis)) - 1;
    const std::ptrdiff_t last = std::min(limit, (distance + later) / stride);
    for (std::ptrdiff_t k = std::max(-limit, (distance - later) / stride); k <= last; ++k)
        if (reachable(view, distance - k * stride, axis + 1)) return true;
    return false;
}

} // namespace detail

/// Whether both views are the same elements in the same order.
template <TensorView A, TensorView B>
[[nodiscard]] bool same_elements(const A& a, const B& b) {
    return sizeof(typename A::value_type) == sizeof(typename B::value_type) &&
           static_cast<const void*>(a.data()) == static_cast<const void*>(b.data()) && a.extents() == b.extents() &&
           a.strides() == b.strides();
}

/// Whether two views share memory. Exact for views of equally wide elements with equal extents and strides, so that
/// parts of one matrix may be operands; for others true whenever the bytes between first and last element do.
template <TensorView A, TensorView B>
    requires(A::rank == B::rank)
[[nodiscard]] bool overlap(const A& a, const B& b) {
    if (a.size() == 0 || b.size() == 0) return false;
    const detail::byte_range x = detail::touched(a), y = detail::touched(b);
    if (x.end <= y.begin || y.end <= x.begin) return false;
    constexpr auto width = static_cast<std::intptr_t>(sizeof(typename A::value_type));
    if (width != sizeof(typename B::value_type) || a.extents() != b.extents() || a.strides() != b.strides())
        return true;
    const std::intptr_t distance =
        reinterpret_cast<std::intptr_t>(b.data()) - reinterpret_cast<std::intptr_t>(a.data());
    return distance % width != 0 || detail::reachable(a, distance / width, 0);
}

} // namespace quanta
