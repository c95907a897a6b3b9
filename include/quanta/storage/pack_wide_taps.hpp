// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include <quanta/storage/accumulator_bound.hpp>
#include <quanta/storage/accumulator_reach.hpp>
#include <quanta/storage/pack_taps.hpp>
#include <quanta/storage/packed_taps.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::inline QUANTA_ABI {

/// start_c = bias_c in 64 bits, and w_cij as 16-bit integers, for `weights` (C, height, width) whose zero points are 0, as
/// those of the images are. `bias`: one for each channel, or empty for zeros.
/// Error, naming the channel, if some input could take an accumulator beyond 48 bits (`accumulator_limit`).
template <WideFormat Input, IntegerFormat Weights>
[[nodiscard]] packed_taps pack_wide_taps(const tensor_view<const typename Weights::storage_type, 3>& weights,
                                         const tap_format& format, std::span<const std::int64_t> bias,
                                         isa::id instruction_set) {
    const tap_layout layout(format, weights.extent(0), weights.extent(1), weights.extent(2));
    for (std::size_t channel = 0; channel < weights.extent(0); ++channel) {
        accumulator_reach sum(Input::lowest, Input::highest, detail::per_column(bias, channel));
        for (std::size_t i = 0; i < weights.extent(1); ++i)
            for (std::size_t j = 0; j < weights.extent(2); ++j) sum.add(weights(channel, i, j));
        check(sum.fits(accumulator_limit<Input>), "pack_taps: channel ", channel, " of ", Weights::name, " weights, ",
              weights.extent(1), " x ", weights.extent(2), " taps, bias ", detail::per_column(bias, channel),
              ": the accumulator could reach ", sum.farthest(), ", it may hold +-", accumulator_limit<Input>);
    }
    aligned_buffer storage(layout.bytes());
    detail::for_each_lane(layout, [&](std::size_t block, std::size_t lane, std::size_t channel) {
        auto* starts = reinterpret_cast<std::int64_t*>(storage.data() + block * layout.block_bytes());
        auto* cells = reinterpret_cast<std::int16_t*>(starts + format.channels);
        starts[lane] = detail::per_column(bias, channel);
        for (std::size_t i = 0; i < layout.height(); ++i)
            for (std::size_t j = 0; j < layout.width(); ++j) cells[layout.cell(i, j, lane)] = weights(channel, i, j);
    });
    return {instruction_set, layout, std::move(storage)};
}

} // namespace quanta
