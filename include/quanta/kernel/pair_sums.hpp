// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include <quanta/core/core_concepts.hpp>
#include <quanta/storage/pack_rhs.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// How many sums of two products lhs * rhs fit a signed 16-bit integer together, whatever the values are: the largest n with
/// n * 2 * lhs * rhs in [-32768, 32767]. uint8 x int8: 0; uint7 x int8 and uint8 x int7: 1; uint8 x int4: 8. Right-hand
/// values are taken as kernels see them, those of uint8 less 128.
template <IntegerFormat Lhs, IntegerFormat Rhs>
[[nodiscard]] consteval unsigned pair_sums() {
    const int shift = quanta::detail::rhs_shift<Rhs>;
    const int lowest = Rhs::lowest - shift, highest = Rhs::highest - shift;
    int least = 0, most = 0; // of one product
    for (const int l : {Lhs::lowest, Lhs::highest})
        for (const int r : {lowest, highest}) {
            least = std::min(least, l * r);
            most = std::max(most, l * r);
        }
    const int below = least == 0 ? 32768 : 32768 / (-2 * least), above = most == 0 ? 32767 : 32767 / (2 * most);
    return static_cast<unsigned>(std::min(below, above));
}

} // namespace quanta::kernel
