// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <utility>

#include <quanta/tensor/granularity.hpp>
#include <quanta/tensor/tensor_concepts.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::inline QUANTA_ABI {

/// Whether slices are the indices of the last axis, so that each value of a row has parameters of its own.
template <Granularity Shared>
[[nodiscard]] constexpr bool shared_by_column(std::size_t rank) {
    if constexpr (requires { Shared::axis(rank); })
        return Shared::axis(rank) == rank - 1;
    else
        return false;
}

namespace detail {

/// Whether an axis may change places with another one without a value changing its slice.
template <Granularity Shared>
[[nodiscard]] constexpr bool movable(std::size_t axis, std::size_t rank) {
    if constexpr (requires { Shared::axis(rank); })
        return axis != Shared::axis(rank);
    else
        return std::same_as<Shared, per_tensor>;
}

/// Extents and strides of two views of one shape.
template <std::size_t Rank>
struct paired_axes {
    std::array<std::size_t, Rank> extents;
    std::array<std::ptrdiff_t, Rank> in, out;

    void exchange(std::size_t a, std::size_t b) {
        std::swap(extents[a], extents[b]);
        std::swap(in[a], in[b]);
        std::swap(out[a], out[b]);
    }

    /// How far apart neighbours are in the input; an axis of one element has none.
    [[nodiscard]] std::ptrdiff_t distance(std::size_t axis) const {
        return extents[axis] == 1 ? std::numeric_limits<std::ptrdiff_t>::max() : std::abs(in[axis]);
    }

    /// Makes `axis` part of the last axis if its rows lie end to end in both views; it is left with an extent of 1.
    bool join(std::size_t axis) {
        const std::size_t last = Rank - 1;
        if (extents[axis] == 1) return true;
        if (extents[last] == 1) {
            exchange(axis, last);
            return true;
        }
        const auto length = static_cast<std::ptrdiff_t>(extents[last]);
        if (in[axis] != length * in[last] || out[axis] != length * out[last]) return false;
        extents[last] *= extents[axis];
        extents[axis] = 1;
        return true;
    }
};

} // namespace detail

/// Rearranges the axes of two views of one shape so that the rows on the last axis are as long and as close in memory
/// as the granularity allows. The values stay paired and each keeps its slice; only the order of the walk changes.
template <Granularity Shared, std::size_t Rank, class In, class Out>
void arrange_rows(tensor_view<In, Rank>& in, tensor_view<Out, Rank>& out) {
    detail::paired_axes<Rank> axes{in.extents(), in.strides(), out.strides()};
    for (std::size_t left = 0; left < Rank; ++left)
        for (std::size_t right = left + 1; right < Rank; ++right)
            if (detail::movable<Shared>(left, Rank) && detail::movable<Shared>(right, Rank) &&
                axes.distance(left) < axes.distance(right))
                axes.exchange(left, right);
    for (std::size_t axis = Rank - 1; axis-- > 0;)
        if (!detail::movable<Shared>(axis, Rank) || !detail::movable<Shared>(Rank - 1, Rank) || !axes.join(axis)) break;
    in = {in.data(), axes.extents, axes.in};
    out = {out.data(), axes.extents, axes.out};
}

} // namespace quanta
