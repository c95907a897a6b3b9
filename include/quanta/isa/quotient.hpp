// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/isa/target.hpp>

namespace quanta::inline QUANTA_ABI {

/// a / b of xsimd's registers, rounded once, as the compiler divides them: xsimd 8.1 for ARM multiplies by an estimate of
/// 1 / b.
template <class Batch>
[[nodiscard]] Batch quotient(const Batch& a, const Batch& b) {
    using lanes = typename Batch::register_type;
    if constexpr (requires(lanes x) { lanes(x / x); })
        return Batch(lanes(static_cast<lanes>(a) / static_cast<lanes>(b)));
    else
        return a / b;
}

} // namespace quanta
