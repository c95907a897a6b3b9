// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>

#include <quanta/core/contracts.hpp>
#include <quanta/epilogue/epilogue_concepts.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// w > highest ? highest : w with w = v < lowest ? lowest : v; hence NaN passes, so that it is not hidden from who looks.
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
