// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>

#include <quanta/core/contracts.hpp>
#include <quanta/epilogue/epilogue_concepts.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// w < highest ? w : highest with w = v > lowest ? v : lowest; hence NaN gives lowest.
/// Error unless lowest <= highest.
template <EpilogueValue T>
struct clamp {
    template <std::same_as<T> Value>
    using result = T;

    T lowest;
    T highest;

    void validate() const { check(lowest <= highest, "clamp: lowest ", lowest, " is above highest ", highest); }
};

template <class T>
clamp(T, T) -> clamp<T>;

} // namespace quanta::epilogue
