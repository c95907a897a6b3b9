// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>

namespace bench {

/// output (M, N) = input (M, K) times the transpose of weights (N, K).
struct gemm_shape {
    std::size_t m, n, k;

    [[nodiscard]] std::string name() const {
        return "M:" + std::to_string(m) + "/N:" + std::to_string(n) + "/K:" + std::to_string(k);
    }
    /// A multiplication and an addition each count as one.
    [[nodiscard]] double operations() const {
        return 2.0 * static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k);
    }
};

/// The demo's first layer at batch 64; a matrix by a vector with weights beyond the second-level cache; layers of
/// transformers; a cube; the 1x1 and 7x7 convolutions of ResNet-50 as products.
inline constexpr std::array<gemm_shape, 9> gemm_shapes{{{64, 256, 784},
                                                        {1, 4096, 4096},
                                                        {16, 768, 768},
                                                        {64, 768, 512},
                                                        {128, 3072, 768},
                                                        {512, 768, 768},
                                                        {1024, 1024, 1024},
                                                        {3136, 256, 64},
                                                        {12544, 64, 147}}};

/// Numbers of elements for quantize and dequantize: in the first-level, second-level and third-level cache, and beyond.
inline constexpr std::array<std::size_t, 4> element_counts{1U << 10, 1U << 16, 1U << 20, 1U << 24};

} // namespace bench
