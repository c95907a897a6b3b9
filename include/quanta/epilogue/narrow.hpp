// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/epilogue/narrow_reference.hpp>
#include <quanta/epilogue/x86/narrow_avx2.hpp>
#include <quanta/epilogue/x86/narrow_avx512.hpp>
#include <quanta/isa/tags.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

// clang-format off
// Complete on x86 only; other architectures never name the tags that lead to them.
struct narrow_avx2;
struct narrow_avx512;

template <class Tag> struct narrow_leaf { using type = narrow_reference; };
template <> struct narrow_leaf<isa::avx2> { using type = narrow_avx2; };
template <> struct narrow_leaf<isa::avxvnni> { using type = narrow_avx2; };
template <> struct narrow_leaf<isa::avx512bw> { using type = narrow_avx512; };
template <> struct narrow_leaf<isa::avx512vnni> { using type = narrow_avx512; };
// clang-format on

/// Stages that narrow 64-bit sums, on one instruction set: see `narrow_reference`.
template <class Tag>
using narrow = typename narrow_leaf<Tag>::type;

/// A stage of 64-bit sums that gives int32 or float. Satisfied by `requantize_by_double<rule::ties_away>`, `dequantize_wide`.
template <class Stage>
concept NarrowingStage = std::is_trivially_copyable_v<Stage> &&
    EpilogueValue<typename Stage::template result<std::int64_t>> &&
    requires(const Stage& stage, const std::int64_t* values, std::size_t count,
             typename Stage::template result<std::int64_t>* out) {
    narrow_reference::run(stage, values, count, count, out);
};

} // namespace quanta::epilogue
