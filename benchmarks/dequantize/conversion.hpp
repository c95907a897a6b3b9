// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <type_traits>

#include <dequantize/operands.hpp>
#include <peers/primitive.hpp>

namespace bench::dequantize {

/// The work as peers take it.
template <class Byte>
[[nodiscard]] peers::conversion conversion_of(const operands<Byte>& data, array<float>& result) {
    constexpr auto type = std::is_signed_v<Byte> ? peers::element::s8 : peers::element::u8;
    return {result.size(),          type, peers::element::f32, data.integers.data(), result.data(), data.params.scale,
            data.params.zero_point, 0};
}

} // namespace bench::dequantize
