// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>
#include <vector>

#include <quanta/core/checked_size.hpp>
#include <quanta/core/contracts.hpp>

namespace quanta::inline QUANTA_ABI {

/// A tensor somewhere in memory: pointer, extents, and strides counted in elements (any sign). Owns nothing.
/// The last axis is the innermost where memory is contiguous.
template <class T, std::size_t Rank>
    requires(Rank >= 1)
class tensor_view {
public:
    using value_type = T;
    static constexpr std::size_t rank = Rank;
    using extents_type = std::array<std::size_t, Rank>;
    using strides_type = std::array<std::ptrdiff_t, Rank>;

    constexpr tensor_view() = default;

    /// Contiguous, last axis innermost. Errors: `data` is null while there are elements; more elements than memory holds.
    constexpr tensor_view(T* data, const extents_type& extents) : tensor_view(data, extents, contiguous(extents)) {}

    /// Errors as above, and if the first and the last element are further apart than memory is large.
    constexpr tensor_view(T* data, const extents_type& extents, const strides_type& strides)
        : data_(data), extents_(extents), strides_(strides) {
        static_cast<void>(checked_size(extents));
        check_reach();
        check(data != nullptr || size() == 0, "tensor_view: null data for ", size(), " elements");
    }

    /// A view of const elements from one of mutable ones.
    template <class U>
        requires std::is_const_v<T> && std::same_as<const U, T>
    constexpr tensor_view(const tensor_view<U, Rank>& other)
        : data_(other.data()), extents_(other.extents()), strides_(other.strides()) {}

    [[nodiscard]] constexpr T* data() const { return data_; }
    [[nodiscard]] constexpr const extents_type& extents() const { return extents_; }
    [[nodiscard]] constexpr const strides_type& strides() const { return strides_; }
    [[nodiscard]] constexpr std::size_t extent(std::size_t axis) const { return extents_[axis]; }
    [[nodiscard]] constexpr std::ptrdiff_t stride(std::size_t axis) const { return strides_[axis]; }

    /// Number of elements.
    [[nodiscard]] constexpr std::size_t size() const {
        std::size_t count = 1;
        for (const std::size_t extent : extents_) count *= extent;
        return count;
    }

    [[nodiscard]] constexpr bool is_contiguous() const { return strides_ == contiguous(extents_) || size() <= 1; }

    /// The element at one index per axis.
    template <class... Indices>
        requires(sizeof...(Indices) == Rank)
    [[nodiscard]] constexpr T& operator()(Indices... indices) const {
        const std::array<std::ptrdiff_t, Rank> index{static_cast<std::ptrdiff_t>(indices)...};
        std::ptrdiff_t offset = 0;
        for (std::size_t axis = 0; axis < Rank; ++axis) offset += index[axis] * strides_[axis];
        return data_[offset];
    }

    /// Number of elements of a tensor with these extents. Error if memory could not hold them.
    [[nodiscard]] static constexpr std::size_t checked_size(const extents_type& extents) {
        for (const std::size_t extent : extents)
            if (extent == 0) return 0;
        std::size_t count = 1;
        for (const std::size_t extent : extents) count = checked_product("tensor", count, extent);
        static_cast<void>(checked_product("tensor", count, sizeof(T)));
        return count;
    }

    /// Strides of a contiguous tensor. Error if memory could not hold it.
    [[nodiscard]] static constexpr strides_type contiguous(const extents_type& extents) {
        static_cast<void>(checked_size(extents));
        strides_type strides{};
        std::size_t step = 1; // wraps only where there are no elements
        for (std::size_t axis = Rank; axis-- > 0;) {
            strides[axis] = static_cast<std::ptrdiff_t>(step);
            step *= extents[axis];
        }
        return strides;
    }

private:
    constexpr void check_reach() const {
        if (size() == 0) return; // nothing is at these strides
        std::size_t reach = 0;   // elements between the first and the furthest
        for (std::size_t axis = 0; axis < Rank; ++axis) {
            const auto stride = static_cast<std::size_t>(strides_[axis]);
            const std::size_t magnitude = strides_[axis] < 0 ? std::size_t{0} - stride : stride;
            reach += checked_product("tensor's strides", extents_[axis] - 1, magnitude);
            static_cast<void>(checked_product("tensor's reach", reach + 1, sizeof(T)));
        }
    }

    T* data_ = nullptr;
    extents_type extents_{};
    strides_type strides_{};
};

template <class T, std::size_t Rank>
tensor_view(T*, const std::size_t (&)[Rank]) -> tensor_view<T, Rank>;

/// `view(pointer, {rows, columns})`: a contiguous tensor at `data`.
template <class T, std::size_t Rank>
[[nodiscard]] constexpr tensor_view<T, Rank> view(T* data, const std::size_t (&extents)[Rank]) {
    return {data, std::to_array(extents)};
}

/// A vector or span as a tensor of rank 1.
template <class T>
[[nodiscard]] constexpr tensor_view<T, 1> view(std::span<T> values) {
    return {values.data(), {values.size()}};
}
template <class T>
[[nodiscard]] constexpr tensor_view<T, 1> view(std::vector<T>& values) {
    return view(std::span<T>(values));
}
template <class T>
[[nodiscard]] constexpr tensor_view<const T, 1> view(const std::vector<T>& values) {
    return view(std::span<const T>(values));
}

/// A matrix seen with its axes exchanged.
template <class T>
[[nodiscard]] constexpr tensor_view<T, 2> transposed(const tensor_view<T, 2>& matrix) {
    return {matrix.data(), {matrix.extent(1), matrix.extent(0)}, {matrix.stride(1), matrix.stride(0)}};
}

} // namespace quanta
