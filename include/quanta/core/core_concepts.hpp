// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <limits>
#include <string_view>

#include <quanta/isa/target.hpp>

namespace quanta::inline QUANTA_ABI {

/// An integer format names a storage type and a range that contains zero.
/// Satisfied by `uint8`, `int4`, `ternary`.
template <class Format>
concept IntegerFormat = requires {
    typename Format::storage_type;
    requires std::integral<typename Format::storage_type>;
    { Format::lowest } -> std::convertible_to<int>;
    { Format::highest } -> std::convertible_to<int>;
    { Format::bits } -> std::convertible_to<int>;
    { Format::name } -> std::convertible_to<std::string_view>;
    requires Format::lowest <= 0 && Format::highest > 0;
    requires Format::lowest >= std::numeric_limits<typename Format::storage_type>::min();
    requires Format::highest <= std::numeric_limits<typename Format::storage_type>::max();
};

namespace detail {

struct any_task {
    void operator()(std::size_t, std::size_t) const {}
};

} // namespace detail

/// An executor runs `task(index, worker)` for every index below `count` and returns when all have ended. `workers() >= 1`;
/// `worker < workers()` is never used by two running tasks at once; an exception of a task reaches the caller of `run`.
/// Satisfied by `inline_executor`, `thread_pool`, and a user's own type with these two members.
template <class T>
concept Executor = requires(T& executor, const T& constant, std::size_t count, const detail::any_task& task) {
    { constant.workers() } -> std::convertible_to<std::size_t>;
    executor.run(count, task);
};

} // namespace quanta
