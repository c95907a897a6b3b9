// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

#include <quanta/tensor/granularity.hpp>
#include <quanta/tensor/runs.hpp>
#include <quanta/tensor/tensor_concepts.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::inline QUANTA_ABI {

namespace detail {

/// A granularity of which nothing more is known: a slice may come in several parts.
template <class Shared>
struct slice_walk {
    template <class T, std::size_t Rank, class Action>
    static void run(const tensor_view<T, Rank>& view, const Action& action) {
        for_each_run<Shared>(view.extents(), [&](const quanta::run& part) {
            action(part.slice, tensor_view<T, 1>(first_element(view, part), {part.length}, {view.stride(Rank - 1)}));
        });
    }
};

template <>
struct slice_walk<per_tensor> {
    template <class T, std::size_t Rank, class Action>
    static void run(const tensor_view<T, Rank>& view, const Action& action) {
        action(std::size_t{0}, view);
    }
};

/// A channel is the tensor with one index left on the axis.
template <int Axis>
struct slice_walk<per_channel<Axis>> {
    template <class T, std::size_t Rank, class Action>
    static void run(const tensor_view<T, Rank>& view, const Action& action) {
        const std::size_t axis = per_channel<Axis>::axis(Rank);
        auto extents = view.extents();
        extents[axis] = 1;
        for (std::size_t channel = 0; channel < view.extent(axis); ++channel)
            action(channel, tensor_view<T, Rank>(view.data() + static_cast<std::ptrdiff_t>(channel) * view.stride(axis),
                                                 extents, view.strides()));
    }
};

} // namespace detail

/// Calls `action(slice, part)` with views of the elements that share parameters: the whole of a slice at once for
/// `per_tensor`, `per_channel` and `per_group`, runs of it for other granularities. An empty view has no slices.
template <Granularity Shared, FloatView View, class Action>
void for_each_slice(const View& view, const Action& action) {
    if (view.size() == 0) return;
    std::array<std::size_t, View::rank> extents;
    std::array<std::ptrdiff_t, View::rank> strides;
    for (std::size_t axis = 0; axis < View::rank; ++axis)
        extents[axis] = view.extent(axis), strides[axis] = view.stride(axis);
    detail::slice_walk<Shared>::run(tensor_view<const float, View::rank>(view.data(), extents, strides), action);
}

} // namespace quanta
