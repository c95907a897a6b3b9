// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>

#include <quanta/epilogue/epilogue_concepts.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// v + values[column]; int32 wraps modulo 2^32.
template <EpilogueValue T>
struct bias {
    template <std::same_as<T> Value>
    using result = T;

    const T* values; ///< (columns)
};

template <class T>
bias(const T*) -> bias<T>;

} // namespace quanta::epilogue
