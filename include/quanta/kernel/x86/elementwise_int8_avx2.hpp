// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/kernel/x86/lookup_int8_avx2.hpp>
#include <quanta/kernel/x86/requantize_int32_avx2.hpp>

#if QUANTA_ARCH_X86

namespace quanta::kernel::inline QUANTA_ABI {

/// `elementwise_int8_reference` in AVX2 and FMA: 32 values a turn, then 8, then the rest by way of the stack.
struct elementwise_int8_avx2 {
    template <class T>
    QUANTA_LEAF_AVX2 static void add(const T* lhs, const T* rhs, std::size_t count, const addition& sum,
                                     T* out) noexcept {
        const addends own = addends::of(sum);
        std::size_t i = 0;
        for (; i + 32 <= count; i += 32)
            to::store(out + i, addends::sum(lhs + i, rhs + i, own), addends::sum(lhs + i + 8, rhs + i + 8, own),
                      addends::sum(lhs + i + 16, rhs + i + 16, own), addends::sum(lhs + i + 24, rhs + i + 24, own),
                      own.result);
        for (; i + 8 <= count; i += 8) to::store(out + i, addends::sum(lhs + i, rhs + i, own), own.result);
        if (i == count) return;
        T left[8], right[8];
        to::load_rest(lhs + i, count - i, left);
        to::load_rest(rhs + i, count - i, right);
        to::store_rest(out + i, count - i, addends::sum(left, right, own), own.result);
    }

    template <class T>
    QUANTA_LEAF_AVX2 static void mul(const T* lhs, const T* rhs, std::size_t count, const multiplication& product,
                                     T* out) noexcept {
        const factors own = factors::of(product);
        std::size_t i = 0;
        for (; i + 32 <= count; i += 32)
            to::store(out + i, factors::product(lhs + i, rhs + i, own), factors::product(lhs + i + 8, rhs + i + 8, own),
                      factors::product(lhs + i + 16, rhs + i + 16, own),
                      factors::product(lhs + i + 24, rhs + i + 24, own), own.result);
        for (; i + 8 <= count; i += 8) to::store(out + i, factors::product(lhs + i, rhs + i, own), own.result);
        if (i == count) return;
        T left[8], right[8];
        to::load_rest(lhs + i, count - i, left);
        to::load_rest(rhs + i, count - i, right);
        to::store_rest(out + i, count - i, factors::product(left, right, own), own.result);
    }

    template <class In, class Out>
    QUANTA_LEAF_AVX2 static void rescale(const In* in, std::size_t count, const rescaling& change, Out* out) noexcept {
        requantize_row(in, count, _mm256_set1_epi32(change.input_zero_point), to::of(change.result), out);
    }

    template <class Out>
    QUANTA_LEAF_AVX2 static void requantize(const std::int32_t* sums, std::size_t count, const requantization& result,
                                            Out* out) noexcept {
        requantize_row(sums, count, _mm256_setzero_si256(), to::of(result), out);
    }

    template <class In, class Out>
    static void lookup(const In* in, std::size_t count, const Out* entries, Out* out) noexcept {
        lookup_int8_avx2::run(in, count, entries, out);
    }

    template <class T>
    QUANTA_LEAF_AVX2 static void interpolate(const corners<T, std::int32_t>& from, std::size_t count,
                                             std::int32_t zero_point, std::int32_t* sums) noexcept {
        const __m256i w0 = _mm256_set1_epi32(from.weights[0]), w1 = _mm256_set1_epi32(from.weights[1]);
        const __m256i w2 = _mm256_set1_epi32(from.weights[2]), w3 = _mm256_set1_epi32(from.weights[3]);
        const std::int32_t weights = from.weights[0] + from.weights[1] + from.weights[2] + from.weights[3];
        const __m256i zero = _mm256_set1_epi32(weights * zero_point);
        for (std::size_t i = 0; i < count; i += 8) {
            const std::size_t here = count - i;
            const T *p0 = from.pixels[0] + i, *p1 = from.pixels[1] + i;
            const T *p2 = from.pixels[2] + i, *p3 = from.pixels[3] + i;
            T rest[4][8];
            if (here < 8) {
                to::load_rest(p0, here, rest[0]);
                to::load_rest(p1, here, rest[1]);
                to::load_rest(p2, here, rest[2]);
                to::load_rest(p3, here, rest[3]);
                p0 = rest[0], p1 = rest[1], p2 = rest[2], p3 = rest[3];
            }
            const __m256i upper =
                _mm256_add_epi32(_mm256_mullo_epi32(to::load(p0), w0), _mm256_mullo_epi32(to::load(p1), w1));
            const __m256i lower =
                _mm256_add_epi32(_mm256_mullo_epi32(to::load(p2), w2), _mm256_mullo_epi32(to::load(p3), w3));
            const __m256i sum = _mm256_sub_epi32(_mm256_add_epi32(upper, lower), zero);
            if (here >= 8)
                _mm256_storeu_si256(reinterpret_cast<__m256i*>(sums + i), sum);
            else
                std::memcpy(sums + i, &sum, here * sizeof(std::int32_t));
        }
    }

private:
    using to = requantize_int32_avx2;

    /// `addition` in registers.
    struct addends {
        __m256i lhs_zero_point, rhs_zero_point;
        __m256 lhs_multiplier, rhs_multiplier;
        requantize_int32_avx2 result;

        [[nodiscard]] QUANTA_INLINE_AVX2 static addends of(const addition& sum) noexcept {
            return {_mm256_set1_epi32(sum.lhs_zero_point), _mm256_set1_epi32(sum.rhs_zero_point),
                    _mm256_set1_ps(sum.lhs_multiplier), _mm256_set1_ps(sum.rhs_multiplier),
                    requantize_int32_avx2::of({1.0F, sum.zero_point, sum.lowest, sum.highest})};
        }
        template <class T>
        [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i sum(const T* lhs, const T* rhs, const addends& own) noexcept {
            const __m256 left = _mm256_cvtepi32_ps(_mm256_sub_epi32(to::load(lhs), own.lhs_zero_point));
            const __m256 right = _mm256_cvtepi32_ps(_mm256_sub_epi32(to::load(rhs), own.rhs_zero_point));
            return to::rounded(_mm256_fmadd_ps(left, own.lhs_multiplier, _mm256_mul_ps(right, own.rhs_multiplier)),
                               own.result);
        }
    };

    /// `multiplication` in registers.
    struct factors {
        __m256i lhs_zero_point, rhs_zero_point;
        requantize_int32_avx2 result;

        [[nodiscard]] QUANTA_INLINE_AVX2 static factors of(const multiplication& product) noexcept {
            return {_mm256_set1_epi32(product.lhs_zero_point), _mm256_set1_epi32(product.rhs_zero_point),
                    requantize_int32_avx2::of(product.result)};
        }
        template <class T>
        [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i product(const T* lhs, const T* rhs,
                                                                const factors& own) noexcept {
            const __m256i left = _mm256_sub_epi32(to::load(lhs), own.lhs_zero_point);
            const __m256i right = _mm256_sub_epi32(to::load(rhs), own.rhs_zero_point);
            return to::scaled(_mm256_mullo_epi32(left, right), own.result);
        }
    };

    template <class In>
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i scaled(const In* in, __m256i zero, const to& result) noexcept {
        return to::scaled(_mm256_sub_epi32(to::load(in), zero), result);
    }

    template <class In, class Out>
    QUANTA_INLINE_AVX2 static void requantize_row(const In* in, std::size_t count, __m256i zero, const to& result,
                                                  Out* out) noexcept {
        std::size_t i = 0;
        for (; i + 32 <= count; i += 32)
            to::store(out + i, scaled(in + i, zero, result), scaled(in + i + 8, zero, result),
                      scaled(in + i + 16, zero, result), scaled(in + i + 24, zero, result), result);
        for (; i + 8 <= count; i += 8) to::store(out + i, scaled(in + i, zero, result), result);
        if (i == count) return;
        In rest[8];
        to::load_rest(in + i, count - i, rest);
        to::store_rest(out + i, count - i, scaled(rest, zero, result), result);
    }
};

} // namespace quanta::kernel

#endif
