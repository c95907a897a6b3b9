// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <quanta/epilogue/epilogue_concepts.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

namespace detail {

// Braces refuse a conversion that loses bits: an accumulator is no argument for a function of float.
template <class F, class Value, class... Place>
concept TakesExactly = requires(const F& f, Value value, Place... place) {
    f({value}, place...);
};

// A function with a deduced parameter takes no braces, but any value.
template <class F, class Value, class... Place>
concept Takes = TakesExactly<F, Value, Place...> ||
    (!TakesExactly<F, std::int32_t, Place...> && !TakesExactly<F, float, Place...> &&
     std::is_invocable_v<const F&, Value, Place...>);

template <class F, class Value>
concept TakesPlace = Takes<F, Value, std::size_t, std::size_t>;

} // namespace detail

/// f(v) or f(v, row, column): a user's scalar function of int32 or float, giving int32 or float.
/// `f` is plain data (a lambda that captures pointers and numbers), must not throw, and may run on any thread.
/// It is inlined into a loop over one register of values, where no fused multiply-add is offered beyond what the
/// translation unit's own flags allow: its bits are the same on every instruction set.
template <class F>
struct apply {
    template <class Value>
        requires detail::TakesPlace<F, Value> || detail::Takes<F, Value>
    using result = decltype(std::declval<const apply&>()(Value{}, std::size_t{}, std::size_t{}));

    F f;

    template <class Value>
        requires detail::TakesPlace<F, Value>
    [[nodiscard]] QUANTA_INLINE auto operator()(Value value, std::size_t row, std::size_t column) const {
        return f(value, row, column);
    }

    template <class Value>
        requires detail::Takes<F, Value>
    [[nodiscard]] QUANTA_INLINE auto operator()(Value value, std::size_t, std::size_t) const { return f(value); }
};

template <class F>
apply(F) -> apply<F>;

} // namespace quanta::epilogue
