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
    /// Of operands and result, with so many bytes an element.
    [[nodiscard]] std::size_t bytes(std::size_t operand, std::size_t result) const {
        return operand * (m * k + n * k) + result * m * n;
    }
};

/// Vectors and a few rows by weights beyond the second-level cache; FBGEMM's benchmark and layers of transformers; cubes;
/// ResNet-50's convolutions as products; the demo's first layer at batch 64.
inline constexpr std::array<gemm_shape, 23> measured_gemm_shapes{
    {{1, 1024, 1024}, {1, 4096, 4096},    {1, 11008, 4096},   {4, 4096, 4096},  {16, 768, 768},   {32, 1024, 1024},
     {64, 800, 320},  {64, 768, 512},     {128, 768, 768},    {128, 3072, 768}, {128, 768, 3072}, {256, 256, 256},
     {512, 512, 512}, {1024, 1024, 1024}, {2048, 2048, 2048}, {3136, 64, 576},  {784, 128, 1152}, {196, 256, 2304},
     {49, 512, 4608}, {3136, 256, 64},    {12544, 64, 147},   {64, 256, 784},   {512, 768, 768}}};

/// What other libraries measure themselves with: ResNet-50 and MobileNet (XNNPACK's bench/models), large language models
/// (XNNPACK; oneDNN's shapes_llama3_8b), FBGEMM's PackedRequantize benchmarks, and MLAS's bench_qgemm.
inline constexpr std::array<gemm_shape, 23> published_gemm_shapes{
    {{3136, 64, 64},   {784, 512, 128},  {784, 128, 512},   {196, 1024, 256},   {196, 256, 1024},   {49, 2048, 512},
     {49, 512, 2048},  {49, 1024, 1024}, {128, 4096, 1024}, {128, 11008, 4096}, {128, 32000, 4096}, {1, 4096, 1024},
     {6, 4096, 2048},  {102, 1024, 512}, {156800, 16, 36},  {16, 256, 1567},    {1568, 256, 2304},  {392, 512, 4608},
     {512, 3072, 768}, {512, 768, 3072}, {30, 28672, 4096}, {30, 4096, 14336},  {1, 28672, 4096}}};

} // namespace bench
