// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>

#include <quanta/core/core_concepts.hpp>
#include <quanta/isa/tags.hpp>
#include <quanta/storage/tile_format.hpp>

namespace quanta::inline QUANTA_ABI {

/// Formats whose values take two bytes: a sum of their products soon leaves 32 bits, so it is held in 64.
template <class T>
concept WideFormat = IntegerFormat<T> && sizeof(typename T::storage_type) == 2;

/// A packed format tells how a kernel wants its right-hand side in memory.
/// Satisfied by every micro-kernel: `kernel::gemm_int8_avx2`.
template <class T>
concept PackedFormat = requires {
    { T::format } -> std::convertible_to<tile_format>;
};

/// A packed matrix gives panels in a tile format, and names the instruction set that it was packed for.
/// Satisfied by `packed_matrix<uint8, int8>`.
template <class T>
concept PackedMatrix = requires(const T& matrix, std::size_t panel) {
    { matrix.format() } -> std::convertible_to<tile_format>;
    { matrix.instruction_set() } -> std::convertible_to<isa::id>;
    { matrix.depth() } -> std::convertible_to<std::size_t>;
    { matrix.columns() } -> std::convertible_to<std::size_t>;
    { matrix.panel(panel) } -> std::convertible_to<const std::byte*>;
};

} // namespace quanta
