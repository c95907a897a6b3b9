// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

#include <quanta/isa/target.hpp>

namespace quanta::inline QUANTA_ABI {

/// A tensor view gives a pointer, and an extent and a stride for each axis.
/// Satisfied by `tensor_view<float, 2>`.
template <class View>
concept TensorView = requires(const View& view, std::size_t axis) {
    typename View::value_type;
    { View::rank } -> std::convertible_to<std::size_t>;
    { view.data() } -> std::convertible_to<const typename View::value_type*>;
    { view.extent(axis) } -> std::convertible_to<std::size_t>;
    { view.stride(axis) } -> std::convertible_to<std::ptrdiff_t>;
    { view.size() } -> std::convertible_to<std::size_t>;
};

/// A tensor view of floats.
template <class View>
concept FloatView = TensorView<View> && std::same_as < std::remove_const_t<typename View::value_type>,
float > ;

/// A granularity says which elements share quantization parameters: how many slices a tensor has, and which slice each
/// element is in, and how many neighbours on the last axis share one at most. Satisfied by `per_tensor`, `per_channel<0>`,
/// `per_group<32>`.
template <class T>
concept Granularity = requires(const std::size_t* extents, std::size_t rank) {
    { T::slices(extents, rank) } -> std::same_as<std::size_t>;
    { T::slice_of(extents, extents, rank) } -> std::same_as<std::size_t>;
    { T::run(extents, rank) } -> std::same_as<std::size_t>;
};

} // namespace quanta
