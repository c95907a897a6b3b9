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

/// out[i] = float(Reals::quantize(in[i], params of i) - zero_point) * scale
/// 16 values a turn, then 8, then the rest by way of the stack.
template <class Reals>
struct fake_quantize_row<isa::avx2, Reals> {
    QUANTA_LEAF_AVX2 static void run(const float* in, std::size_t count, const row_params& params,
                                     float* out) noexcept {
        const affine own = affine::at(params);
        std::size_t i = 0;
        for (; i + 16 <= count; i += 16) {
            _mm256_storeu_ps(out + i, through_integers(in + i, own));
            _mm256_storeu_ps(out + i + 8, through_integers(in + i + 8, own));
        }
        for (; i + 8 <= count; i += 8) _mm256_storeu_ps(out + i, through_integers(in + i, own));
        if (i < count) run_rest(in + i, count - i, own, out + i);
    }

    QUANTA_LEAF_AVX2 static void run(const float* in, std::size_t count, const column_params& params,
                                     float* out) noexcept {
        std::size_t i = 0;
        for (; i + 8 <= count; i += 8) _mm256_storeu_ps(out + i, through_integers(in + i, affine::at(params, i)));
        if (i == count) return;
        const affine own = affine::at_rest(params, i, count - i);
        run_rest(in + i, count - i, own, out + i);
    }

private:
    using affine = affine_avx2<Reals>;

    QUANTA_INLINE_AVX2 static void run_rest(const float* in, std::size_t count, const affine& own,
                                            float* out) noexcept {
        float values[8] = {};
        std::memcpy(values, in, count * sizeof(float));
        _mm256_storeu_ps(values, through_integers(values, own));
        std::memcpy(out, values, count * sizeof(float));
    }

    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256 through_integers(const float* in, const affine& own) noexcept {
        return affine::reals(affine::steps(_mm256_loadu_ps(in), own), own);
    }
};

template <class Reals>
struct fake_quantize_row<isa::avxvnni, Reals> : fake_quantize_row<isa::avx2, Reals> {};

} // namespace quanta

#endif
