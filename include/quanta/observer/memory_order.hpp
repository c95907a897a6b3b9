// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include <quanta/tensor/tensor_concepts.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::inline QUANTA_ABI {

/// The same elements in the order of their addresses: strides are not negative and descend, and axes that continue each
/// other are one axis. A contiguous tensor, however transposed or flipped, becomes one row: {1, ..., 1, size}.
/// For whatever does not ask where in the tensor a value stood. `view` must not be empty.
template <FloatView View>
[[nodiscard]] tensor_view<const float, View::rank> in_memory_order(const View& view) {
    constexpr std::size_t rank = View::rank;
    struct axis {
        std::size_t extent;
        std::ptrdiff_t stride;
    };
    const float* first = view.data();
    std::array<axis, rank> axes;
    for (std::size_t i = 0; i < rank; ++i) {
        axes[i] = {view.extent(i), view.stride(i)};
        if (axes[i].stride >= 0) continue;
        first += static_cast<std::ptrdiff_t>(axes[i].extent - 1) * axes[i].stride;
        axes[i].stride = -axes[i].stride;
    }
    std::sort(axes.begin(), axes.end(), [](const axis& a, const axis& b) {
        return (a.extent == 1) != (b.extent == 1) ? a.extent == 1 : a.stride > b.stride;
    });
    for (std::size_t inner = rank - 1, outer = rank - 1; outer-- > 0;) {
        const auto next = static_cast<std::ptrdiff_t>(axes[inner].extent) * axes[inner].stride;
        if (axes[outer].stride == next)
            axes[inner].extent *= std::exchange(axes[outer].extent, 1);
        else
            inner = outer;
    }
    std::array<std::size_t, rank> extents;
    std::array<std::ptrdiff_t, rank> strides;
    for (std::size_t i = 0; i < rank; ++i) extents[i] = axes[i].extent, strides[i] = axes[i].stride;
    return {first, extents, strides};
}

} // namespace quanta
