// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include <quanta/tensor/tensor_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// Neighbours on the last axis that share a slice: where they start, how many there are, and their slice.
struct run {
    std::array<std::size_t, 16> index{}; ///< of the first element, one per axis
    std::size_t length = 0;
    std::size_t slice = 0;
};

/// Calls `action(run)` for the whole tensor, in order of the indices, last axis innermost. `extents` has one entry per
/// axis; nothing is called where one of them is zero. This is how every tensor-wide operation of the library walks.
template <Granularity Shared, std::size_t Rank, class Action>
    requires(Rank <= 16)
void for_each_run(const std::array<std::size_t, Rank>& extents, const Action& action) {
    for (const std::size_t extent : extents)
        if (extent == 0) return;
    const std::size_t depth = extents[Rank - 1], step = std::min(depth, Shared::run(extents.data(), Rank));
    run here;
    for (;;) {
        for (std::size_t start = 0; start < depth; start += step) {
            here.index[Rank - 1] = start;
            here.length = std::min(step, depth - start);
            here.slice = Shared::slice_of(here.index.data(), extents.data(), Rank);
            action(here);
        }
        std::size_t axis = Rank - 1; // the next row: count up the outer axes like an odometer
        while (axis > 0 && ++here.index[axis - 1] == extents[axis - 1]) here.index[--axis] = 0;
        if (axis == 0) return;
    }
}

/// The address of the first element of `where` in `view`.
template <TensorView View>
[[nodiscard]] auto* first_element(const View& view, const run& where) {
    std::ptrdiff_t offset = 0;
    for (std::size_t axis = 0; axis < View::rank; ++axis)
        offset += static_cast<std::ptrdiff_t>(where.index[axis]) * view.stride(axis);
    return view.data() + offset;
}

} // namespace quanta
