// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/isa/target.hpp>

namespace quanta::inline QUANTA_ABI {

/// x, but a compiler that fuses a multiplication with a following addition cannot see through it.
[[nodiscard]] QUANTA_INLINE float uncontracted(float x) {
    asm("" : QUANTA_FLOAT_REGISTER(x));
    return x;
}
[[nodiscard]] QUANTA_INLINE double uncontracted(double x) {
    asm("" : QUANTA_FLOAT_REGISTER(x));
    return x;
}

} // namespace quanta
