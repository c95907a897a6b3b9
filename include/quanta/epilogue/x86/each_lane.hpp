// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/epilogue/epilogue_concepts.hpp>

#if QUANTA_ARCH_X86

#include <immintrin.h>

namespace quanta::epilogue::inline QUANTA_ABI {

/// out[i] = stage(in[i], row, column + i) for i < Count: a register of values that a vector leaf has put on the stack.
/// A user's stage is inlined into this loop, not into the leaf: there GCC and Clang fuse its multiplications with its
/// additions (-ffp-contract), and the bits would differ from the reference's. Hence AVX2, to join the leaf without the
/// penalty of changing encodings, but no FMA beyond what the translation unit has.
template <std::size_t Count, class Value, ScalarStageFor<Value> Stage>
[[gnu::noinline, gnu::target("avx2")]] void each_lane(Stage stage, const Value* __restrict in,
                                                      typename Stage::template result<Value>* __restrict out,
                                                      std::size_t row, std::size_t column) noexcept {
    _mm256_zeroupper(); // a function that the stage calls may use SSE encodings
    for (std::size_t lane = 0; lane < Count; ++lane) out[lane] = stage(in[lane], row, column + lane);
}

} // namespace quanta::epilogue

#endif
