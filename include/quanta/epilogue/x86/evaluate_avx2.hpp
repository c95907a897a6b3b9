// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>

#include <quanta/epilogue/evaluate.hpp>
#include <quanta/epilogue/x86/each_lane.hpp>
#include <quanta/epilogue/x86/lanes_avx2.hpp>
#include <quanta/epilogue/x86/requantize_avx2.hpp>

#if QUANTA_ARCH_X86

#include <immintrin.h>

namespace quanta::epilogue::inline QUANTA_ABI {

/// Eight columns a register, two registers a step; the last columns of a row under a mask.
template <>
struct evaluate<isa::avx2> : private lanes_avx2 {
    template <class T, class... Stages>
    QUANTA_LEAF_AVX2 static void run(const std::tuple<Stages...>& stages, const tile<T>& in) noexcept {
        const std::tuple<Stages...> own = stages; // no output can alias it: its constants stay in registers
        for (std::size_t i = 0; i < in.rows; ++i) run_row(own, in.values + i * in.stride, in, in.first_row + i);
    }

private:
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
        const __m256i steps = requantize_avx2::once_rounded(
            v.v, per_column(stage.multipliers, stage.per_column, column, lanes), lower, upper);
        return {_mm256_add_epi32(steps, _mm256_set1_epi32(stage.zero_point))};
    }

    template <class Lanes>
    QUANTA_INLINE_AVX2 static ints after(const requantize_twice_rounded& stage, ints v, std::size_t, std::size_t column,
                                         Lanes lanes) noexcept {
        const __m256i steps =
            requantize_avx2::twice_rounded(v.v, per_column(stage.multipliers, stage.per_column, column, lanes));
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

    template <class Ties, class Lanes>
    QUANTA_INLINE_AVX2 static ints after(const requantize_by_double<Ties>& stage, ints v, std::size_t,
                                         std::size_t column, Lanes lanes) noexcept {
        const auto multipliers = per_column(stage.multipliers, stage.per_column, column, lanes);
        const double lower = stage.lowest - stage.zero_point, upper = stage.highest - stage.zero_point;
        const __m256i steps = requantize_avx2::by_double<Ties>(v.v, multipliers, lower, upper);
        return {_mm256_add_epi32(steps, _mm256_set1_epi32(stage.zero_point))};
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

    template <class T, class Values>
    QUANTA_INLINE_AVX2 static void put(const store<T>& stage, Values left, Values right, std::size_t row,
                                       std::size_t column) noexcept {
        write_two(at(stage.data, stage.row_stride, row, column), left, right);
    }
    template <class T, class Values>
    QUANTA_INLINE_AVX2 static void put(const store<T>& stage, Values v, std::size_t row, std::size_t column,
                                       auto lanes) noexcept {
        write(at(stage.data, stage.row_stride, row, column), v, lanes);
    }
};

/// Nothing in an epilogue is a dot product.
template <>
struct evaluate<isa::avxvnni> : evaluate<isa::avx2> {};

} // namespace quanta::epilogue

#endif
