// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_u8s8u8/operands.hpp>

#include <core/random.hpp>

namespace bench::gemm_u8s8u8 {

operands make_operands(const gemm_shape& shape, int largest_input) {
    return {shape, random_integers<std::uint8_t>(shape.m * shape.k, 0, largest_input, 1),
            random_integers<std::int8_t>(shape.n * shape.k, -128, 127, 2),
            spread_results(shape.k, shape.n, largest_input)};
}

} // namespace bench::gemm_u8s8u8
