// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <quanta/storage/accumulator_bound.hpp>
#include <quanta/storage/accumulator_reach.hpp>
#include <quanta/storage/pack_rhs.hpp>
#include <quanta/storage/packed_taps.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::inline QUANTA_ABI {

namespace detail {

/// Calls `write(block, lane, channel)` for every channel of every block, those that two blocks hold twice.
template <class Write>
void for_each_lane(const tap_layout& layout, const Write& write) {
    for (std::size_t block = 0; block < layout.blocks(); ++block)
        for (std::size_t lane = 0; lane < std::min(layout.channels(), layout.format().channels); ++lane)
            write(block, lane, layout.first_channel(block) + lane);
}

} // namespace detail

/// The sum of each channel of `weights` (C, height, width), less its zero point: one for each channel, or one for all.
template <class T>
[[nodiscard]] std::vector<std::int64_t> tap_sums(const tensor_view<const T, 3>& weights,
                                                 std::span<const std::int32_t> zero_points) {
    std::vector<std::int64_t> sums(weights.extent(0));
    for (std::size_t channel = 0; channel < weights.extent(0); ++channel)
        for (std::size_t i = 0; i < weights.extent(1); ++i)
            for (std::size_t j = 0; j < weights.extent(2); ++j)
                sums[channel] += weights(channel, i, j) - detail::per_column(zero_points, channel);
    return sums;
}

/// Error, naming the channel, if some input could take an accumulator of `weights` (C, height, width) beyond
/// `accumulator_limit`.
template <IntegerFormat Input, IntegerFormat Weights>
void check_taps(const tensor_view<const typename Weights::storage_type, 3>& weights,
                const packing_terms<Input>& terms) {
    constexpr std::int64_t limit = accumulator_limit<Input>;
    const std::int64_t lowest = Input::lowest - terms.lhs_zero_point, highest = Input::highest - terms.lhs_zero_point;
    for (std::size_t channel = 0; channel < weights.extent(0); ++channel) {
        const std::int64_t bias = detail::per_column(terms.bias, channel);
        accumulator_reach sum(lowest, highest, bias);
        for (std::size_t i = 0; i < weights.extent(1); ++i)
            for (std::size_t j = 0; j < weights.extent(2); ++j)
                sum.add(weights(channel, i, j) - detail::per_column(terms.rhs_zero_points, channel));
        check(sum.fits(limit), "pack_taps: channel ", channel, " of ", Weights::name, " weights, ", weights.extent(1),
              " x ", weights.extent(2), " taps, bias ", bias, ": the accumulator could reach ", sum.farthest(),
              ", it may hold +-", limit);
    }
}

/// start_c = bias_c - zx * sum_ij (w_cij - zw_c), and w_cij - zw_c as 16-bit integers, for `weights` (C, height, width).
/// Products with inputs that hold zx where there is no pixel then need no further correction.
/// Error if an accumulator could overflow: the text names channel and value.
template <IntegerFormat Input, IntegerFormat Weights>
[[nodiscard]] packed_taps pack_taps(const tensor_view<const typename Weights::storage_type, 3>& weights,
                                    const tap_format& format, const packing_terms<Input>& terms,
                                    isa::id instruction_set) {
    const tap_layout layout(format, weights.extent(0), weights.extent(1), weights.extent(2));
    check_taps<Input, Weights>(weights, terms);
    using start = accumulator_type<Input>;
    const std::vector<std::int64_t> sums = tap_sums(weights, terms.rhs_zero_points);
    aligned_buffer storage(layout.bytes());
    detail::for_each_lane(layout, [&](std::size_t block, std::size_t lane, std::size_t channel) {
        auto* starts = reinterpret_cast<start*>(storage.data() + block * layout.block_bytes());
        auto* cells = reinterpret_cast<std::int16_t*>(starts + format.channels);
        const int zero_point = detail::per_column(terms.rhs_zero_points, channel);
        for (std::size_t i = 0; i < layout.height(); ++i)
            for (std::size_t j = 0; j < layout.width(); ++j)
                cells[layout.cell(i, j, lane)] = static_cast<std::int16_t>(weights(channel, i, j) - zero_point);
        starts[lane] =
            static_cast<start>(detail::per_column(terms.bias, channel) - sums[channel] * terms.lhs_zero_point);
    });
    return {instruction_set, layout, std::move(storage)};
}

/// Packs `weights` (C, height, width) of floats; the start values are the bias or zero.
[[nodiscard]] inline packed_taps pack_taps(const tensor_view<const float, 3>& weights, const tap_format& format,
                                           std::span<const float> bias, isa::id instruction_set) {
    const tap_layout layout(format, weights.extent(0), weights.extent(1), weights.extent(2));
    aligned_buffer storage(layout.bytes());
    detail::for_each_lane(layout, [&](std::size_t block, std::size_t lane, std::size_t channel) {
        auto* starts = reinterpret_cast<float*>(storage.data() + block * layout.block_bytes());
        starts[lane] = detail::per_column(bias, channel);
        for (std::size_t i = 0; i < layout.height(); ++i)
            for (std::size_t j = 0; j < layout.width(); ++j)
                starts[format.channels + layout.cell(i, j, lane)] = weights(channel, i, j);
    });
    return {instruction_set, layout, std::move(storage)};
}

} // namespace quanta
