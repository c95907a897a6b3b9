// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <gemmlowp/public/gemmlowp.h>

#include <core/array.hpp>
#include <core/gemm_shape.hpp>
#include <peers/primitive.hpp>

namespace bench::peers {

/// One for all products, as a program has: it holds the memory that gemmlowp packs into, and its threads.
[[nodiscard]] inline gemmlowp::GemmContext& gemmlowp_context(std::size_t threads) {
    static gemmlowp::GemmContext context;
    context.set_max_num_threads(static_cast<int>(threads));
    return context;
}

/// output (M, N) = stages of (input - zero point) (M, K) times the transpose of weights (N, K). gemmlowp multiplies bytes
/// without sign: it gets weights that are 128 more beforehand, and takes that away itself. It packs both in the call.
template <class Result, class Stages>
[[nodiscard]] primitive gemmlowp_product(const gemm_shape& shape, const std::uint8_t* input,
                                         const array<std::int8_t>& weights, std::int32_t zero_point, Result* output,
                                         const Stages& stages, std::size_t threads) {
    const auto shifted = std::make_shared<array<std::uint8_t>>(weights.size());
    for (std::size_t i = 0; i < weights.size(); ++i) (*shifted)[i] = static_cast<std::uint8_t>(weights[i] + 128);
    const int m = static_cast<int>(shape.m), n = static_cast<int>(shape.n), k = static_cast<int>(shape.k);
    return {[=] {
        // The transposed product, N rows and M columns, which it prefers to the one with rows as they are.
        const gemmlowp::MatrixMap<const std::uint8_t, gemmlowp::MapOrder::RowMajor> lhs(shifted->data(), n, k);
        const gemmlowp::MatrixMap<const std::uint8_t, gemmlowp::MapOrder::ColMajor> rhs(input, k, m);
        gemmlowp::MatrixMap<Result, gemmlowp::MapOrder::ColMajor> result(output, n, m);
        gemmlowp::GemmWithOutputPipeline<std::uint8_t, Result, gemmlowp::DefaultL8R8BitDepthParams>(
            &gemmlowp_context(threads), lhs, rhs, &result, -128, -zero_point, stages());
    }};
}

} // namespace bench::peers
