// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>

#include <quanta/epilogue/evaluate.hpp>
#include <quanta/epilogue/x86/each_lane.hpp>
#include <quanta/epilogue/x86/requantize_avx2.hpp>

#if QUANTA_ARCH_X86

#include <immintrin.h>

namespace quanta::epilogue::inline QUANTA_ABI {

/// Eight columns a register, two registers a step; the last columns of a row under a mask.
template <>
struct evaluate<isa::avx2> {
    template <class T, class... Stages>
    QUANTA_LEAF_AVX2 static void run(const std::tuple<Stages...>& stages, const tile<T>& in) noexcept {
        const std::tuple<Stages...> own = stages; // no output can alias it: its constants stay in registers
        for (std::size_t i = 0; i < in.rows; ++i) run_row(own, in.values + i * in.stride, in, in.first_row + i);
    }

private:
    static constexpr std::size_t width = 8;

    struct ints {
        using element = std::int32_t;
        __m256i v;
    };
    struct floats {
        using element = float;
        __m256 v;
    };

    /// All columns of a register.
    struct whole {};
    /// The first `count` columns of a register, `count` < 8; the others are neither read nor written.
    struct first {
        std::size_t count;
        __m256i mask;
    };

    QUANTA_INLINE_AVX2 static first first_columns(std::size_t count) noexcept {
        const __m256i numbers = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
        return {count, _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(count)), numbers)};
    }

    template <class T, class... Stages>
    QUANTA_INLINE_AVX2 static void run_row(const std::tuple<Stages...>& stages, const T* values, const tile<T>& in,
                                           std::size_t row) noexcept {
        const std::size_t columns = in.columns, origin = in.first_column;
        const auto& last = std::get<sizeof...(Stages) - 1>(stages);
        std::size_t j = 0;
        for (; j + 2 * width <= columns; j += 2 * width) {
            const auto left = flow(stages, load(values + j, whole{}), row, origin + j, whole{});
            const auto right = flow(stages, load(values + j + width, whole{}), row, origin + j + width, whole{});
            put(last, left, right, row, origin + j);
        }
        if (j + width <= columns) {
            put(last, flow(stages, load(values + j, whole{}), row, origin + j, whole{}), row, origin + j, whole{});
            j += width;
        }
        if (j < columns) {
            const first lanes = first_columns(columns - j);
            put(last, flow(stages, load(values + j, lanes), row, origin + j, lanes), row, origin + j, lanes);
        }
    }

    /// Sends a register through the stages from number `Index` up to the store.
    template <std::size_t Index = 0, class Values, class Lanes, class... Stages>
    QUANTA_INLINE_AVX2 static auto flow(const std::tuple<Stages...>& stages, Values v, std::size_t row,
                                        std::size_t column, Lanes lanes) noexcept {
        if constexpr (Index + 1 < sizeof...(Stages))
            return flow<Index + 1>(stages, after(std::get<Index>(stages), v, row, column, lanes), row, column, lanes);
        else
            return v;
    }

    // Stages. Each is the line of evaluate<isa::reference>, eight columns at a time.

    template <class Lanes>
    QUANTA_INLINE_AVX2 static ints after(const bias<std::int32_t>& stage, ints v, std::size_t, std::size_t column,
                                         Lanes lanes) noexcept {
        return {_mm256_add_epi32(v.v, load(stage.values + column, lanes).v)};
    }
    template <class Lanes>
    QUANTA_INLINE_AVX2 static floats after(const bias<float>& stage, floats v, std::size_t, std::size_t column,
                                           Lanes lanes) noexcept {
        return {_mm256_add_ps(v.v, load(stage.values + column, lanes).v)};
    }

    template <class Lanes>
    QUANTA_INLINE_AVX2 static ints after(const zero_point_correction& stage, ints v, std::size_t row,
                                         std::size_t column, Lanes lanes) noexcept {
        const __m256i factor = _mm256_set1_epi32(stage.row_factors[row]);
        return {_mm256_sub_epi32(v.v, _mm256_mullo_epi32(factor, load(stage.column_factors + column, lanes).v))};
    }

    template <class Lanes>
    QUANTA_INLINE_AVX2 static ints after(const requantize& stage, ints v, std::size_t, std::size_t column,
                                         Lanes lanes) noexcept {
        const floats multiplier = per_column(stage.multipliers, stage.per_column, column, lanes);
        const __m256 scaled = _mm256_mul_ps(_mm256_cvtepi32_ps(v.v), multiplier.v);
        return rounded({scaled}, stage.zero_point, stage.lowest, stage.highest);
    }

    template <class Lanes>
    QUANTA_INLINE_AVX2 static ints after(const requantize_fixed_point& stage, ints v, std::size_t, std::size_t column,
                                         Lanes lanes) noexcept {
        const std::int64_t lower = std::int64_t{stage.lowest} - stage.zero_point;
        const std::int64_t upper = std::int64_t{stage.highest} - stage.zero_point;
        const __m256i steps = requantize_avx2::once_rounded(v.v, fixed_points(stage, column, lanes), lower, upper);
        return {_mm256_add_epi32(steps, _mm256_set1_epi32(stage.zero_point))};
    }

    template <class Lanes>
    QUANTA_INLINE_AVX2 static ints after(const requantize_twice_rounded& stage, ints v, std::size_t, std::size_t column,
                                         Lanes lanes) noexcept {
        const __m256i steps = requantize_avx2::twice_rounded(v.v, fixed_points(stage, column, lanes));
        const __m256i raised = _mm256_max_epi32(steps, _mm256_set1_epi32(stage.lowest - stage.zero_point));
        const __m256i clamped = _mm256_min_epi32(raised, _mm256_set1_epi32(stage.highest - stage.zero_point));
        return {_mm256_add_epi32(clamped, _mm256_set1_epi32(stage.zero_point))};
    }

    template <class Lanes>
    QUANTA_INLINE_AVX2 static ints after(const requantize_in_double& stage, ints v, std::size_t, std::size_t column,
                                         Lanes lanes) noexcept {
        const floats multiplier = per_column(stage.multipliers, stage.per_column, column, lanes);
        return {requantize_avx2::in_double(v.v, multiplier.v, stage.zero_point, stage.lowest, stage.highest)};
    }

    template <class Lanes>
    QUANTA_INLINE_AVX2 static floats after(const dequantize& stage, ints v, std::size_t row, std::size_t column,
                                           Lanes lanes) noexcept {
        __m256 scale = per_column(stage.column_scales, stage.per_column, column, lanes).v;
        if (stage.row_scales != nullptr) scale = _mm256_mul_ps(_mm256_set1_ps(stage.row_scales[row]), scale);
        const __m256 values = _mm256_cvtepi32_ps(v.v);
        if (stage.bias != nullptr) return {_mm256_fmadd_ps(values, scale, load(stage.bias + column, lanes).v)};
        return uncontracted({_mm256_mul_ps(values, scale)});
    }

    template <class Lanes>
    QUANTA_INLINE_AVX2 static ints after(relu, ints v, std::size_t, std::size_t, Lanes) noexcept {
        return {_mm256_max_epi32(v.v, _mm256_setzero_si256())};
    }
    template <class Lanes>
    QUANTA_INLINE_AVX2 static floats after(relu, floats v, std::size_t, std::size_t, Lanes) noexcept {
        return {_mm256_max_ps(_mm256_setzero_ps(), v.v)}; // a > b ? a : b, hence b where it is NaN
    }

    template <class Lanes>
    QUANTA_INLINE_AVX2 static ints after(const clamp<std::int32_t>& stage, ints v, std::size_t, std::size_t,
                                         Lanes) noexcept {
        const __m256i raised = _mm256_max_epi32(v.v, _mm256_set1_epi32(stage.lowest));
        return {_mm256_min_epi32(raised, _mm256_set1_epi32(stage.highest))};
    }
    template <class Lanes>
    QUANTA_INLINE_AVX2 static floats after(const clamp<float>& stage, floats v, std::size_t, std::size_t,
                                           Lanes) noexcept {
        const __m256 raised = _mm256_max_ps(_mm256_set1_ps(stage.lowest), v.v);
        return {_mm256_min_ps(_mm256_set1_ps(stage.highest), raised)};
    }

    template <class T, class Lanes>
    QUANTA_INLINE_AVX2 static floats after(const residual_add<T>& stage, floats v, std::size_t row, std::size_t column,
                                           Lanes lanes) noexcept {
        const auto values = load(at(stage.values, stage.row_stride, row, column), lanes);
        if constexpr (std::same_as<T, float>) {
            return {_mm256_add_ps(v.v, values.v)};
        } else {
            const __m256i centred = _mm256_sub_epi32(values.v, _mm256_set1_epi32(stage.zero_point));
            return {_mm256_fmadd_ps(_mm256_cvtepi32_ps(centred), _mm256_set1_ps(stage.scale), v.v)};
        }
    }

    template <class Lanes>
    QUANTA_INLINE_AVX2 static ints after(const quantize& stage, floats v, std::size_t, std::size_t, Lanes) noexcept {
        const __m256 scaled = _mm256_mul_ps(v.v, _mm256_set1_ps(stage.inverse_scale));
        const __m256 number = _mm256_and_ps(scaled, _mm256_cmp_ps(scaled, scaled, _CMP_ORD_Q)); // NaN becomes 0
        return rounded({number}, stage.zero_point, stage.lowest, stage.highest);
    }

    /// One value at a time: gathers read 32 bits an entry, beyond the table's end, and are no faster.
    template <class T, class Lanes>
    QUANTA_INLINE_AVX2 static ints after(const lookup<T>& stage, ints v, std::size_t, std::size_t, Lanes) noexcept {
        alignas(32) std::int32_t values[width];
        spill(values, v);
        for (std::int32_t& value : values) value = stage.entries[static_cast<std::uint8_t>(value)];
        return load(values, whole{});
    }

    template <class Values, class Lanes, ScalarStageFor<typename Values::element> Stage>
    QUANTA_INLINE_AVX2 static auto after(const Stage& stage, Values v, std::size_t row, std::size_t column,
                                         Lanes lanes) noexcept {
        using element = typename Values::element;
        alignas(32) element before[width];
        alignas(32) typename Stage::template result<element> results[width] = {};
        spill(before, v);
        if constexpr (std::same_as<Lanes, whole>)
            each_lane<width, element>(stage, before, results, row, column);
        else
            for (std::size_t i = 0; i < lanes.count; ++i)
                each_lane<1, element>(stage, before + i, results + i, row, column + i);
        return load(results, whole{});
    }

    // Arithmetic that stages share.

    /// rint(clamp(scaled, lowest - zero_point, highest - zero_point)) + zero_point
    QUANTA_INLINE_AVX2 static ints rounded(floats scaled, std::int32_t zero_point, std::int32_t lowest,
                                           std::int32_t highest) noexcept {
        const __m256 lower = _mm256_set1_ps(static_cast<float>(lowest - zero_point));
        const __m256 upper = _mm256_set1_ps(static_cast<float>(highest - zero_point));
        const __m256 clamped = _mm256_min_ps(_mm256_max_ps(scaled.v, lower), upper);
        return {_mm256_add_epi32(_mm256_cvtps_epi32(clamped), _mm256_set1_epi32(zero_point))};
    }

    /// v, but the compiler cannot fuse the multiplication that made it with an addition that follows.
    QUANTA_INLINE_AVX2 static floats uncontracted(floats v) noexcept {
        asm("" : "+x"(v.v));
        return v;
    }

    // Memory.

    template <class T>
    [[nodiscard]] static T* at(T* data, std::ptrdiff_t row_stride, std::size_t row, std::size_t column) noexcept {
        return data + (static_cast<std::ptrdiff_t>(row) * row_stride + static_cast<std::ptrdiff_t>(column));
    }

    template <class Lanes>
    QUANTA_INLINE_AVX2 static floats per_column(const float* values, bool per_column, std::size_t column,
                                                Lanes lanes) noexcept {
        if (per_column) return load(values + column, lanes);
        return {_mm256_set1_ps(values[0])};
    }

    template <class Stage, class Lanes>
    QUANTA_INLINE_AVX2 static requantize_avx2::multipliers fixed_points(const Stage& stage, std::size_t column,
                                                                        Lanes lanes) noexcept {
        const __m256i shared = _mm256_set1_epi64x(std::bit_cast<std::int64_t>(stage.multipliers[0]));
        requantize_avx2::multipliers by{shared, shared};
        if (stage.per_column) load(stage.multipliers + column, by.low, by.high, lanes);
        return by;
    }

    QUANTA_INLINE_AVX2 static ints load(const std::int32_t* p, whole) noexcept {
        return {_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))};
    }
    QUANTA_INLINE_AVX2 static ints load(const std::int32_t* p, first lanes) noexcept {
        return {_mm256_maskload_epi32(p, lanes.mask)};
    }
    QUANTA_INLINE_AVX2 static floats load(const float* p, whole) noexcept { return {_mm256_loadu_ps(p)}; }
    QUANTA_INLINE_AVX2 static floats load(const float* p, first lanes) noexcept {
        return {_mm256_maskload_ps(p, lanes.mask)};
    }
    QUANTA_INLINE_AVX2 static ints load(const std::int8_t* p, auto lanes) noexcept {
        return {_mm256_cvtepi8_epi32(load_bytes(p, lanes))};
    }
    QUANTA_INLINE_AVX2 static ints load(const std::uint8_t* p, auto lanes) noexcept {
        return {_mm256_cvtepu8_epi32(load_bytes(p, lanes))};
    }
    QUANTA_INLINE_AVX2 static __m128i load_bytes(const void* p, whole) noexcept {
        return _mm_loadl_epi64(static_cast<const __m128i*>(p));
    }
    QUANTA_INLINE_AVX2 static __m128i load_bytes(const void* p, first lanes) noexcept {
        std::uint64_t bytes = 0;
        copy_fewer_than<8>(&bytes, p, lanes.count);
        return _mm_cvtsi64_si128(static_cast<std::int64_t>(bytes));
    }

    QUANTA_INLINE_AVX2 static void load(const fixed_point_multiplier* p, __m256i& low, __m256i& high, whole) noexcept {
        low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
        high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p + width / 2));
    }
    QUANTA_INLINE_AVX2 static void load(const fixed_point_multiplier* p, __m256i& low, __m256i& high,
                                        first lanes) noexcept {
        const auto* const words = reinterpret_cast<const long long*>(p);
        low = _mm256_maskload_epi64(words, _mm256_cvtepi32_epi64(_mm256_castsi256_si128(lanes.mask)));
        high = _mm256_maskload_epi64(words + 4, _mm256_cvtepi32_epi64(_mm256_extracti128_si256(lanes.mask, 1)));
    }

    QUANTA_INLINE_AVX2 static void spill(std::int32_t* p, ints v) noexcept {
        _mm256_store_si256(reinterpret_cast<__m256i*>(p), v.v);
    }
    QUANTA_INLINE_AVX2 static void spill(float* p, floats v) noexcept { _mm256_store_ps(p, v.v); }

    /// Two whole registers of neighbouring columns.
    template <class T, class Values>
    QUANTA_INLINE_AVX2 static void put(const store<T>& stage, Values left, Values right, std::size_t row,
                                       std::size_t column) noexcept {
        if constexpr (sizeof(T) == 1) {
            auto* const bytes = reinterpret_cast<__m128i*>(at(stage.data, stage.row_stride, row, column));
            _mm_storeu_si128(bytes, low_bytes(left, right));
        } else {
            put(stage, left, row, column, whole{});
            put(stage, right, row, column + width, whole{});
        }
    }

    template <class T, class Lanes>
    QUANTA_INLINE_AVX2 static void put(const store<T>& stage, ints v, std::size_t row, std::size_t column,
                                       Lanes lanes) noexcept {
        T* const out = at(stage.data, stage.row_stride, row, column);
        if constexpr (sizeof(T) == 1)
            store_bytes<8>(out, low_bytes(v, v), lanes);
        else if constexpr (sizeof(T) == 2)
            store_bytes<16>(out, low_halves(v), lanes);
        else if constexpr (std::same_as<Lanes, whole>)
            _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), v.v);
        else
            _mm256_maskstore_epi32(out, lanes.mask, v.v);
    }
    template <class Lanes>
    QUANTA_INLINE_AVX2 static void put(const store<float>& stage, floats v, std::size_t row, std::size_t column,
                                       Lanes lanes) noexcept {
        float* const out = at(stage.data, stage.row_stride, row, column);
        if constexpr (std::same_as<Lanes, whole>)
            _mm256_storeu_ps(out, v.v);
        else
            _mm256_maskstore_ps(out, lanes.mask, v.v);
    }

    /// The low byte of each of 16 integers.
    QUANTA_INLINE_AVX2 static __m128i low_bytes(ints left, ints right) noexcept {
        const __m256i mask = _mm256_set1_epi32(0xFF);
        const __m256i halves = _mm256_packus_epi32(_mm256_and_si256(left.v, mask), _mm256_and_si256(right.v, mask));
        const __m128i even_quads_first =
            _mm_packus_epi16(_mm256_castsi256_si128(halves), _mm256_extracti128_si256(halves, 1));
        return _mm_shuffle_epi32(even_quads_first, _MM_SHUFFLE(3, 1, 2, 0));
    }
    /// The low 16 bits of each of 8 integers.
    QUANTA_INLINE_AVX2 static __m128i low_halves(ints v) noexcept {
        const __m256i low = _mm256_and_si256(v.v, _mm256_set1_epi32(0xFFFF));
        return _mm_packus_epi32(_mm256_castsi256_si128(low), _mm256_extracti128_si256(low, 1));
    }

    /// Stores the first `Bytes` bytes, one eighth of them for each column.
    template <std::size_t Bytes>
    QUANTA_INLINE_AVX2 static void store_bytes(void* p, __m128i v, whole) noexcept {
        if constexpr (Bytes == 16)
            _mm_storeu_si128(static_cast<__m128i*>(p), v);
        else
            _mm_storel_epi64(static_cast<__m128i*>(p), v);
    }
    template <std::size_t Bytes>
    QUANTA_INLINE_AVX2 static void store_bytes(void* p, __m128i v, first lanes) noexcept {
        alignas(16) std::byte bytes[16];
        _mm_store_si128(reinterpret_cast<__m128i*>(bytes), v);
        copy_fewer_than<Bytes>(p, bytes, lanes.count * (Bytes / width));
    }

    /// Copies `count` < Limit bytes; Limit is a power of two.
    template <std::size_t Limit>
    QUANTA_INLINE_AVX2 static void copy_fewer_than(void* to, const void* from, std::size_t count) noexcept {
        constexpr std::size_t half = Limit / 2;
        const bool copies = (count & half) != 0;
        if (copies) __builtin_memcpy(to, from, half);
        if constexpr (half > 1) {
            const std::size_t done = copies ? half : 0;
            copy_fewer_than<half>(static_cast<std::byte*>(to) + done, static_cast<const std::byte*>(from) + done,
                                  count);
        }
    }
};

/// Nothing in an epilogue is a dot product.
template <>
struct evaluate<isa::avxvnni> : evaluate<isa::avx2> {};

} // namespace quanta::epilogue

#endif
