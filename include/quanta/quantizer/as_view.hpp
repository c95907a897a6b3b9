// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ranges>
#include <span>
#include <type_traits>

#include <quanta/tensor/tensor_concepts.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::inline QUANTA_ABI {

/// How objects of type T are seen as tensors: specialize it for a foreign type, with `make(object)` returning a view.
/// Here: what is contiguous (std::vector, std::span, std::array) is a tensor of rank 1.
template <class T>
struct tensor_view_of {
    template <std::ranges::contiguous_range Elements>
    [[nodiscard]] static constexpr auto make(Elements& elements) {
        return view(std::span<std::remove_reference_t<std::ranges::range_reference_t<Elements>>>(elements));
    }
};

/// A view is itself.
template <TensorView View>
struct tensor_view_of<View> {
    [[nodiscard]] static constexpr View make(const View& view) { return view; }
};

/// `object` as a tensor view; nothing is copied.
template <class T>
    requires requires(T& object) { tensor_view_of<std::remove_const_t<T>>::make(object); }
[[nodiscard]] constexpr auto as_view(T& object) { return tensor_view_of<std::remove_const_t<T>>::make(object); }

/// What the operations on tensors take: `as_view` gives a tensor view of it.
/// Satisfied by `tensor_view<float, 2>`, `std::vector<float>`, and with interop/eigen.hpp by `Eigen::MatrixXf`.
template <class T>
concept Viewable = requires(std::remove_reference_t<T>& object) {
    { as_view(object) } -> TensorView;
};

} // namespace quanta
