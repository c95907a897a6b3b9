// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>

#include <quanta/tensor/tensor_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// Whether every index has a place of its own, so that writing one element changes no other: from the smallest stride to
/// the largest, each is more than all smaller ones reach together. Axes that interleave without nesting are taken to meet.
template <TensorView View>
[[nodiscard]] bool has_distinct_elements(const View& view) {
    if (view.size() <= 1) return true;
    std::array<std::size_t, View::rank> axes{};
    for (std::size_t axis = 0; axis < View::rank; ++axis) axes[axis] = axis;
    std::sort(axes.begin(), axes.end(),
              [&](std::size_t a, std::size_t b) { return std::abs(view.stride(a)) < std::abs(view.stride(b)); });
    std::ptrdiff_t reach = 0;
    for (const std::size_t axis : axes) {
        if (view.extent(axis) <= 1) continue;
        if (std::abs(view.stride(axis)) <= reach) return false;
        reach += std::abs(view.stride(axis)) * static_cast<std::ptrdiff_t>(view.extent(axis) - 1);
    }
    return true;
}

} // namespace quanta
