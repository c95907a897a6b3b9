// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <type_traits>

#include <peers/primitive.hpp>
#include <quantize/operands.hpp>

namespace bench::quantize {

/// The work as peers take it.
template <class Byte>
[[nodiscard]] peers::conversion conversion_of(const operands<Byte>& data, array<Byte>& result) {
    constexpr auto type = std::is_signed_v<Byte> ? peers::element::s8 : peers::element::u8;
    return {result.size(), peers::element::f32,   type, data.reals.data(),
            result.data(), 1 / data.params.scale, 0,    data.params.zero_point};
}

/// For libraries that add the zero point before they round.
[[nodiscard]] inline tolerance zero_point_before_rounding() {
    return {1, 1e-3, "the zero point is added before rounding, which moves values next to a tie"};
}

} // namespace bench::quantize
