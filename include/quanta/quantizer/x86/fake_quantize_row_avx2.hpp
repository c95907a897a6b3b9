// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <quanta/isa/tags.hpp>
#include <quanta/quantizer/x86/affine_avx2.hpp>

#if QUANTA_ARCH_X86

namespace quanta::inline QUANTA_ABI {

/// out[i] = float(int(rint(clamp(in[i] * (1 / scale), lowest - zero_point, highest - zero_point)))) * scale
/// 16 values a turn, then 8, then the rest by way of the stack.
template <>
struct fake_quantize_row<isa::avx2> {
    QUANTA_LEAF_AVX2 static void run(const float* in, std::size_t count, const row_params& params,
                                     float* out) noexcept {
        const affine_avx2 affine = affine_avx2::at(params);
        std::size_t i = 0;
        for (; i + 16 <= count; i += 16) {
            _mm256_storeu_ps(out + i, through_integers(in + i, affine));
            _mm256_storeu_ps(out + i + 8, through_integers(in + i + 8, affine));
        }
        for (; i + 8 <= count; i += 8) _mm256_storeu_ps(out + i, through_integers(in + i, affine));
        if (i < count) run_rest(in + i, count - i, affine, out + i);
    }

    QUANTA_LEAF_AVX2 static void run(const float* in, std::size_t count, const column_params& params,
                                     float* out) noexcept {
        std::size_t i = 0;
        for (; i + 8 <= count; i += 8) _mm256_storeu_ps(out + i, through_integers(in + i, affine_avx2::at(params, i)));
        if (i == count) return;
        const affine_avx2 affine = affine_avx2::at_rest(params, i, count - i);
        run_rest(in + i, count - i, affine, out + i);
    }

private:
    QUANTA_INLINE_AVX2 static void run_rest(const float* in, std::size_t count, const affine_avx2& affine,
                                            float* out) noexcept {
        float values[8] = {};
        std::memcpy(values, in, count * sizeof(float));
        _mm256_storeu_ps(values, through_integers(values, affine));
        std::memcpy(out, values, count * sizeof(float));
    }

    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256 through_integers(const float* in,
                                                                    const affine_avx2& affine) noexcept {
        return affine_avx2::reals(affine_avx2::steps(_mm256_loadu_ps(in), affine), affine);
    }
};

template <>
struct fake_quantize_row<isa::avxvnni> : fake_quantize_row<isa::avx2> {};

} // namespace quanta

#endif
