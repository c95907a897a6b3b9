// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <core/conv_shape.hpp>
#include <core/gemm_shape.hpp>
#include <core/layer_params.hpp>
#include <peers/primitive.hpp>

namespace bench::peers {

// XNNPACK's operators, packed and set up beforehand: only `xnn_run_operator` is timed. All arrays must outlive what is made.

/// A convolution of s8 images with s8 weights that have a scale per output channel: XNNPACK's "qc8".
[[nodiscard]] primitive xnnpack_convolution_s8(const conv_shape& shape, const std::int8_t* input,
                                               const std::int8_t* weights, const layer_params& params,
                                               std::int8_t* output, std::size_t threads);

/// The same of u8 images, as XNNPACK has no such weights for them: all images and zero points are 128 less, which is the
/// same layer. The input is brought there beforehand, `collect` brings the result back.
[[nodiscard]] primitive xnnpack_convolution_u8(const conv_shape& shape, const std::uint8_t* input,
                                               const std::int8_t* weights, const layer_params& params,
                                               std::uint8_t* output, std::size_t threads);

[[nodiscard]] primitive xnnpack_convolution_f32(const conv_shape& shape, const float* input, const float* weights,
                                                float* output, std::size_t threads);

/// output (M, N) = input (M, K) times the transpose of weights (N, K)
[[nodiscard]] primitive xnnpack_matmul_f32(const gemm_shape& shape, const float* input, const float* weights,
                                           float* output, std::size_t threads);

/// A product as XNNPACK's convolutions take it: M images of one pixel, K channels in, N out.
[[nodiscard]] inline conv_shape as_convolution(const gemm_shape& shape) { return {shape.m, 1, shape.k, shape.n, 1, 1}; }

/// Floats to u8 or s8, or back.
[[nodiscard]] primitive xnnpack_convert(const conversion& wanted);

/// XNNPACK requantizes in its own way: a step is allowed, and seen at ties only.
[[nodiscard]] inline tolerance xnnpack_rounding() {
    return {1, 1e-2, "XNNPACK's own requantization may round ties in another direction"};
}

} // namespace bench::peers
