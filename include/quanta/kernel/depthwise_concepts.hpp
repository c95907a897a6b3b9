// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <quanta/isa/target.hpp>
#include <quanta/kernel/tap_pointers.hpp>
#include <quanta/storage/tap_format.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// A depthwise micro-kernel computes `Pixels` neighbouring output pixels for a number of whole blocks of channels:
/// tile[p][c] = start[c] + sum_ij x[p][i][j][c] * w[i][j][c], in integers modulo 2^32 or in floats in the order of taps.
/// Satisfied by `depthwise_int8_avx2` and std::uint8_t, `depthwise_float_reference` and float.
template <class Kernel, class Element>
concept DepthwiseKernel = requires(const tap_pointers<Element>& taps, std::size_t channel, std::size_t blocks,
                                   const std::byte* cells, typename Kernel::accumulator* tile, std::size_t stride) {
    { Kernel::format } -> std::convertible_to<tap_format>;
    Kernel::template accumulate<1>(taps, channel, blocks, cells, tile, stride);
};

} // namespace quanta::kernel
