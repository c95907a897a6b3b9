// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include <quanta/core/float_functions.hpp>
#include <quanta/observer/memory_order.hpp>
#include <quanta/tensor/granularity.hpp>
#include <quanta/tensor/runs.hpp>

namespace quanta::inline QUANTA_ABI {

namespace detail {

/// Loops of the observers work on this many values at once, in arrays that compilers turn into vector registers even
/// where they vectorize only loops of known length (GCC at -O2).
inline constexpr std::size_t lanes = 16;

/// Values a block holds at most: 4 KiB stay in the first-level cache for every pass that an observer makes.
inline constexpr std::size_t block_size = 1024;

[[nodiscard]] inline bool all_finite(const float* values, std::size_t count) {
    constexpr std::uint32_t exponent = 0x7f80'0000; // all ones in NaN and infinity
    std::uint32_t found[lanes]{};
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes)
        for (std::size_t lane = 0; lane < lanes; ++lane)
            found[lane] |= std::uint32_t((std::bit_cast<std::uint32_t>(values[i + lane]) & exponent) == exponent);
    bool finite = std::all_of(found, found + lanes, [](std::uint32_t lane) { return lane == 0; });
    for (; i < count; ++i) finite &= is_finite(values[i]);
    return finite;
}

/// Copies the finite ones to `room`, which may be `values` itself; returns how many there are.
[[nodiscard]] inline std::size_t keep_finite(const float* values, std::size_t count, float* room) {
    std::size_t finite = 0; // the writing never overtakes the reading
    for (std::size_t i = 0; i < count; ++i)
        if (is_finite(values[i])) room[finite++] = values[i];
    return finite;
}

/// Calls `action(const float* values, std::size_t count, float* room)` with blocks of at most `block_size` values that
/// together hold every value of `view` once, in no particular order. `room` has space for a block; values may stand in
/// it.
template <FloatView View, class Action>
void for_each_block(const View& view, const Action& action) {
    if (view.size() == 0) return;
    float room[block_size];
    const auto ordered = in_memory_order(view);
    const std::ptrdiff_t stride = ordered.stride(View::rank - 1);
    for_each_run<per_tensor>(ordered.extents(), [&](const run& row) {
        const float* next = first_element(ordered, row);
        for (std::size_t left = row.length; left != 0;) {
            const std::size_t count = std::min(left, block_size);
            if (stride == 1) {
                action(next, count, room);
            } else {
                for (std::size_t i = 0; i < count; ++i) room[i] = next[static_cast<std::ptrdiff_t>(i) * stride];
                action(static_cast<const float*>(room), count, room);
            }
            left -= count;
            if (left != 0) next += static_cast<std::ptrdiff_t>(count) * stride;
        }
    });
}

} // namespace detail

/// Calls `action(std::span<const float>)` with blocks of at most 1024 values that together hold every finite value of
/// `view` once, in no particular order, and returns how many were NaN or infinite. Blocks are contiguous whatever the
/// strides of the view are. This is how observers read a tensor.
template <FloatView View, class Action>
[[nodiscard]] std::uint64_t for_each_finite_block(const View& view, const Action& action) {
    std::uint64_t skipped = 0;
    detail::for_each_block(view, [&](const float* values, std::size_t count, float* room) {
        if (!detail::all_finite(values, count)) {
            const std::size_t finite = detail::keep_finite(values, count, room);
            skipped += count - finite;
            values = room;
            count = finite;
        }
        if (count != 0) action(std::span<const float>(values, count));
    });
    return skipped;
}

} // namespace quanta
