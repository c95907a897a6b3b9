// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>

#include <quanta/epilogue/pipeline.hpp>
#include <quanta/epilogue/wide_pipeline.hpp>
#include <quanta/storage/storage_concepts.hpp>

namespace quanta::op::inline QUANTA_ABI {

namespace detail {

template <class T>
inline constexpr bool is_pipeline = false;
template <class... Stages>
inline constexpr bool is_pipeline<epilogue::pipeline<Stages...>> = true;

template <class T>
inline constexpr bool is_wide_pipeline = false;
template <class... Stages>
inline constexpr bool is_wide_pipeline<epilogue::wide_pipeline<Stages...>> = true;

} // namespace detail

/// Stages of a caller's that finish a layer which reads `Format`: a `pipeline`, or a `wide_pipeline` where accumulators have
/// 64 bits.
template <class T, class Format>
concept FinishOf = (WideFormat<Format> && detail::is_wide_pipeline<T>) ||
                   (!WideFormat<Format> && detail::is_pipeline<T>);

} // namespace quanta::op
