// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/core/float_functions.hpp>
#include <quanta/kernel/elementwise_params.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// Rows of floats, one value at a time: the definition of what every instruction set gives. NaN passes through.
/// Values are neighbours; an output row may be an input row, but not overlap one otherwise.
struct elementwise_float_reference {
    /// out = clamped(l + r)
    static void add(const float* lhs, const float* rhs, std::size_t count, float lowest, float highest,
                    float* out) noexcept {
        for (std::size_t i = 0; i < count; ++i) out[i] = clamped(lhs[i] + rhs[i], lowest, highest);
    }

    /// out = clamped(l * r)
    static void mul(const float* lhs, const float* rhs, std::size_t count, float lowest, float highest,
                    float* out) noexcept {
        for (std::size_t i = 0; i < count; ++i) out[i] = clamped(lhs[i] * rhs[i], lowest, highest);
    }

    /// out = clamped(x)
    static void clamp(const float* in, std::size_t count, float lowest, float highest, float* out) noexcept {
        for (std::size_t i = 0; i < count; ++i) out[i] = clamped(in[i], lowest, highest);
    }

    /// out = fma(x3, w3, fma(x2, w2, fma(x1, w1, x0 * w0)))
    static void interpolate(const corners<float, float>& from, std::size_t count, float* out) noexcept {
        for (std::size_t i = 0; i < count; ++i) {
            float sum = from.pixels[0][i] * from.weights[0];
            for (std::size_t corner = 1; corner < 4; ++corner)
                sum = fused_multiply_add(from.pixels[corner][i], from.weights[corner], sum);
            out[i] = sum;
        }
    }

private:
    /// highest < v ? highest : v with v = lowest > x ? lowest : x
    [[nodiscard]] static float clamped(float x, float lowest, float highest) noexcept {
        const float raised = lowest > x ? lowest : x;
        return highest < raised ? highest : raised;
    }
};

} // namespace quanta::kernel
