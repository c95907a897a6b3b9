// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <type_traits>

#include <quanta/isa/target.hpp>
#include <quanta/train/row_leaf.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::train::inline QUANTA_ABI {

/// Eight columns at a time, in loops of a constant count over pointers that do not alias: GCC 12 vectorizes these at
/// -O2, and no others. `f` is baseline code that is inlined there. The rest of a row one by one.
template <>
struct row_leaf<isa::avx2> {
    template <class F, class... Operands>
    QUANTA_LEAF_AVX2 static void map(const F& shared, std::size_t rows, std::size_t columns, float* output,
                                     const Operands&... operands) {
        const F f = shared; // a copy that no store can change
        for (std::size_t i = 0; i < rows; ++i, output += columns) {
            std::size_t j = 0;
            for (; j + 8 <= columns; j += 8) map_eight(f, output + j, (operands.row(i, columns) + j)...);
            for (; j < columns; ++j) output[j] = f(operands.row(i, columns)[j]...);
        }
    }

    template <class F, class... Operands>
    QUANTA_LEAF_AVX2 static void update(const F& shared, std::size_t rows, std::size_t columns, float* output,
                                        const Operands&... operands) {
        const F f = shared; // a copy that no store can change
        for (std::size_t i = 0; i < rows; ++i, output += columns) {
            std::size_t j = 0;
            for (; j + 8 <= columns; j += 8) update_eight(f, output + j, (operands.row(i, columns) + j)...);
            for (; j < columns; ++j) output[j] = f(output[j], operands.row(i, columns)[j]...);
        }
    }

    template <class F, class... Operands>
    QUANTA_LEAF_AVX2 static void sum_rows(const F& shared, std::size_t rows, std::size_t columns, float* sums,
                                          const Operands&... operands) {
        const F f = shared;
        std::size_t j = 0;
        for (; j + 8 <= columns; j += 8) {
            __m256 part[4] = {_mm256_loadu_ps(sums + j), _mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps()};
            std::size_t i = 0;
            for (; i + 4 <= rows; i += 4) {
                QUANTA_UNROLL
                for (std::size_t r = 0; r < 4; ++r)
                    part[r] = _mm256_add_ps(part[r], eight(f, (operands.row(i + r, columns) + j)...));
            }
            for (; i < rows; ++i) part[0] = _mm256_add_ps(part[0], eight(f, (operands.row(i, columns) + j)...));
            const __m256 sum = _mm256_add_ps(_mm256_add_ps(part[0], part[1]), _mm256_add_ps(part[2], part[3]));
            _mm256_storeu_ps(sums + j, sum);
        }
        for (; j < columns; ++j)
            for (std::size_t i = 0; i < rows; ++i) sums[j] += f(operands.row(i, columns)[j]...);
    }

private:
    template <class F, class... T>
    QUANTA_INLINE_AVX2 static void map_eight(const F& f, float* __restrict output, const T* __restrict... in) {
        for (int v = 0; v < 8; ++v) output[v] = f(in[v]...);
    }
    template <class F, class... T>
    QUANTA_INLINE_AVX2 static void update_eight(const F& f, float* __restrict output, const T* __restrict... in) {
        for (int v = 0; v < 8; ++v) output[v] = f(output[v], in[v]...);
    }
    template <class F, class... T>
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256 eight(const F& f, const T* __restrict... in) {
        if constexpr (std::is_same_v<F, itself>) {
            return _mm256_loadu_ps(in...); // by way of the array it would wait for two narrower stores
        } else {
            float values[8];
            for (int v = 0; v < 8; ++v) values[v] = f(in[v]...);
            return _mm256_loadu_ps(values);
        }
    }
};

template <>
inline constexpr bool has_leaf<isa::avx2> = true;

} // namespace quanta::train

#endif
