// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/isa/tags.hpp>
#include <quanta/quantizer/x86/affine_avx512bw.hpp>

#if QUANTA_ARCH_X86

namespace quanta::inline QUANTA_ABI {

/// out[i] = float(Reals::quantize(in[i], params of i) - zero_point) * scale
/// 16 values a turn, the last ones under a mask.
template <class Reals>
struct fake_quantize_row<isa::avx512bw, Reals> {
    QUANTA_LEAF_AVX512BW static void run(const float* in, std::size_t count, const row_params& params,
                                         float* out) noexcept {
        const affine own = affine::at(params);
        std::size_t i = 0;
        for (; i + 16 <= count; i += 16) _mm512_storeu_ps(out + i, through_integers(_mm512_loadu_ps(in + i), own));
        const __mmask16 mask = affine::first(count - i);
        _mm512_mask_storeu_ps(out + i, mask, through_integers(_mm512_maskz_loadu_ps(mask, in + i), own));
    }

    QUANTA_LEAF_AVX512BW static void run(const float* in, std::size_t count, const column_params& params,
                                         float* out) noexcept {
        for (std::size_t i = 0; i < count; i += 16) {
            const __mmask16 mask = affine::first(count - i);
            const affine own = affine::at(params, i, mask);
            _mm512_mask_storeu_ps(out + i, mask, through_integers(_mm512_maskz_loadu_ps(mask, in + i), own));
        }
    }

private:
    using affine = affine_avx512bw<Reals>;

    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512 through_integers(__m512 x, const affine& own) noexcept {
        return affine::reals(affine::steps(x, own), own);
    }
};

template <class Reals>
struct fake_quantize_row<isa::avx512vnni, Reals> : fake_quantize_row<isa::avx512bw, Reals> {};

} // namespace quanta

#endif
