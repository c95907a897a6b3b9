// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/core/float_functions.hpp>
#include <quanta/kernel/elementwise_params.hpp>
#include <quanta/params/profile_quanta.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// Rows of stored integers (std::uint8_t, std::int8_t), one value at a time: the definition of what every instruction set
/// gives. Values are neighbours; an output row may be an input row, but not overlap one otherwise.
struct elementwise_int8_reference {
    /// out = int(rint(clamp(fma(float(l - zl), ml, float(r - zr) * mr), lowest - z, highest - z))) + z
    template <class T>
    static void add(const T* lhs, const T* rhs, std::size_t count, const addition& sum, T* out) noexcept {
        for (std::size_t i = 0; i < count; ++i) {
            const float right = static_cast<float>(rhs[i] - sum.rhs_zero_point) * sum.rhs_multiplier;
            const float steps =
                fused_multiply_add(static_cast<float>(lhs[i] - sum.lhs_zero_point), sum.lhs_multiplier, right);
            out[i] = static_cast<T>(profile::quanta::quantize(steps, {1.0F, sum.zero_point}, sum.lowest, sum.highest));
        }
    }

    /// out = requantize((l - zl) * (r - zr))
    template <class T>
    static void mul(const T* lhs, const T* rhs, std::size_t count, const multiplication& product, T* out) noexcept {
        for (std::size_t i = 0; i < count; ++i)
            out[i] = stored<T>((lhs[i] - product.lhs_zero_point) * (rhs[i] - product.rhs_zero_point), product.result);
    }

    /// out = requantize(x - zero point)
    template <class In, class Out>
    static void rescale(const In* in, std::size_t count, const rescaling& change, Out* out) noexcept {
        for (std::size_t i = 0; i < count; ++i) out[i] = stored<Out>(in[i] - change.input_zero_point, change.result);
    }

    /// out = requantize(sum)
    template <class Out>
    static void requantize(const std::int32_t* sums, std::size_t count, const requantization& result,
                           Out* out) noexcept {
        for (std::size_t i = 0; i < count; ++i) out[i] = stored<Out>(sums[i], result);
    }

    /// out = entries[x], entries (256) in the order of the bytes: first 0 to 127, then those from 128, or from -128.
    template <class In, class Out>
    static void lookup(const In* in, std::size_t count, const Out* entries, Out* out) noexcept {
        for (std::size_t i = 0; i < count; ++i) out[i] = entries[static_cast<std::uint8_t>(in[i])];
    }

    /// sum = w0 (x0 - zero_point) + w1 (x1 - zero_point) + w2 (x2 - zero_point) + w3 (x3 - zero_point), exact if the
    /// weights are at most 2^23 together.
    template <class T>
    static void interpolate(const corners<T, std::int32_t>& from, std::size_t count, std::int32_t zero_point,
                            std::int32_t* sums) noexcept {
        for (std::size_t i = 0; i < count; ++i) {
            std::int32_t sum = 0;
            for (std::size_t corner = 0; corner < 4; ++corner)
                sum += from.weights[corner] * (from.pixels[corner][i] - zero_point);
            sums[i] = sum;
        }
    }

private:
    template <class T>
    [[nodiscard]] static T stored(std::int32_t sum, const requantization& result) noexcept {
        return static_cast<T>(
            profile::quanta::requantize(sum, result.multiplier, result.zero_point, result.lowest, result.highest));
    }
};

} // namespace quanta::kernel
