// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/isa/tags.hpp>
#include <quanta/quantizer/x86/affine_avx512bw.hpp>

#if QUANTA_ARCH_X86

namespace quanta::inline QUANTA_ABI {

/// out[i] = float(int(rint(clamp(in[i] * (1 / scale), lowest - zero_point, highest - zero_point)))) * scale
/// 16 values a turn, the last ones under a mask.
template <>
struct fake_quantize_row<isa::avx512bw> {
    QUANTA_LEAF_AVX512BW static void run(const float* in, std::size_t count, const row_params& params,
                                         float* out) noexcept {
        const affine_avx512bw affine = affine_avx512bw::at(params);
        std::size_t i = 0;
        for (; i + 16 <= count; i += 16) _mm512_storeu_ps(out + i, through_integers(_mm512_loadu_ps(in + i), affine));
        const __mmask16 mask = affine_avx512bw::first(count - i);
        _mm512_mask_storeu_ps(out + i, mask, through_integers(_mm512_maskz_loadu_ps(mask, in + i), affine));
    }

    QUANTA_LEAF_AVX512BW static void run(const float* in, std::size_t count, const column_params& params,
                                         float* out) noexcept {
        for (std::size_t i = 0; i < count; i += 16) {
            const __mmask16 mask = affine_avx512bw::first(count - i);
            const affine_avx512bw affine = affine_avx512bw::at(params, i, mask);
            _mm512_mask_storeu_ps(out + i, mask, through_integers(_mm512_maskz_loadu_ps(mask, in + i), affine));
        }
    }

private:
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512 through_integers(__m512 x,
                                                                        const affine_avx512bw& affine) noexcept {
        return affine_avx512bw::reals(affine_avx512bw::steps(x, affine), affine);
    }
};

template <>
struct fake_quantize_row<isa::avx512vnni> : fake_quantize_row<isa::avx512bw> {};

} // namespace quanta

#endif
