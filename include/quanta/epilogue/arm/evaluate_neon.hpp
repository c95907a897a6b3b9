// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>

#include <quanta/epilogue/arm/lanes_neon.hpp>
#include <quanta/epilogue/arm/requantize_neon.hpp>
#include <quanta/epilogue/evaluate.hpp>

#if QUANTA_ARCH_ARM

#include <arm_neon.h>

namespace quanta::epilogue::inline QUANTA_ABI {

/// Four columns a register, four registers a step; the last columns of a row, and stages that have no overload here, one
/// value at a time as the reference does. All in the NEON that every AArch64 processor has: no target attribute.
///
/// `evaluate<isa::portable>` computes as well through xsimd, but takes bytes out of a register by way of the stack, four
/// loads behind one store, and reads every stage's numbers again for each register (GCC 12 at -O2).
template <>
struct evaluate<isa::neon_dotprod> : private lanes_neon {
    template <class T, class... Stages>
    static void run(const std::tuple<Stages...>& stages, const tile<T>& in) noexcept {
        const std::tuple<Stages...> own = stages; // no output can alias it: its constants stay in registers
        for (std::size_t i = 0; i < in.rows; ++i) run_row(own, in.values + i * in.stride, in, in.first_row + i);
    }

private:
    using reference = evaluate<isa::reference>;

    template <class T, class... Stages>
    QUANTA_INLINE static void run_row(const std::tuple<Stages...>& stages, const T* values, const tile<T>& in,
                                      std::size_t row) noexcept {
        const std::size_t columns = in.columns, origin = in.first_column;
        const auto& last = std::get<sizeof...(Stages) - 1>(stages);
        std::size_t j = 0;
        for (; j + 4 * width <= columns; j += 4 * width) {
            decltype(flow(stages, load(values), row, origin)) four[4];
            QUANTA_UNROLL
            for (std::size_t q = 0; q < 4; ++q)
                four[q] = flow(stages, load(values + j + q * width), row, origin + j + q * width);
            write_four(at(last.data, last.row_stride, row, origin + j), four);
        }
        for (; j + width <= columns; j += width)
            write(at(last.data, last.row_stride, row, origin + j), flow(stages, load(values + j), row, origin + j));
        for (; j < columns; ++j) reference::flow(stages, values[j], row, origin + j);
    }

    /// Sends a register through the stages from number `Index` up to the store.
    template <std::size_t Index = 0, class Values, class... Stages>
    QUANTA_INLINE static auto flow(const std::tuple<Stages...>& stages, Values v, std::size_t row,
                                   std::size_t column) noexcept {
        if constexpr (Index + 1 < sizeof...(Stages))
            return flow<Index + 1>(stages, after(std::get<Index>(stages), v, row, column), row, column);
        else
            return v;
    }

    // Stages. Each is the line of evaluate<isa::reference>, four columns at a time.

    QUANTA_INLINE static ints after(const bias<std::int32_t>& stage, ints v, std::size_t, std::size_t column) noexcept {
        return vaddq_s32(v, load(stage.values + column));
    }
    QUANTA_INLINE static floats after(const bias<float>& stage, floats v, std::size_t, std::size_t column) noexcept {
        return vaddq_f32(v, load(stage.values + column));
    }

    QUANTA_INLINE static ints after(const zero_point_correction& stage, ints v, std::size_t row,
                                    std::size_t column) noexcept {
        return vmlsq_s32(v, vdupq_n_s32(stage.row_factors[row]), load(stage.column_factors + column));
    }

    QUANTA_INLINE static ints after(const requantize& stage, ints v, std::size_t, std::size_t column) noexcept {
        const floats scaled = vmulq_f32(vcvtq_f32_s32(v), per_column(stage.multipliers, stage.per_column, column));
        return rounded(scaled, stage.zero_point, stage.lowest, stage.highest);
    }

    QUANTA_INLINE static ints after(const requantize_fixed_point& stage, ints v, std::size_t,
                                    std::size_t column) noexcept {
        const ints place =
            requantize_neon::once_rounded(v, per_column(stage.multipliers, stage.per_column, column), stage.zero_point);
        return vminq_s32(vmaxq_s32(place, vdupq_n_s32(stage.lowest)), vdupq_n_s32(stage.highest));
    }

    QUANTA_INLINE static ints after(const requantize_twice_rounded& stage, ints v, std::size_t,
                                    std::size_t column) noexcept {
        const ints steps = requantize_neon::twice_rounded(v, per_column(stage.multipliers, stage.per_column, column));
        const ints raised = vmaxq_s32(steps, vdupq_n_s32(stage.lowest - stage.zero_point));
        const ints clamped = vminq_s32(raised, vdupq_n_s32(stage.highest - stage.zero_point));
        return vaddq_s32(clamped, vdupq_n_s32(stage.zero_point));
    }

    template <class Ties>
    QUANTA_INLINE static ints after(const requantize_by_double<Ties>& stage, ints v, std::size_t,
                                    std::size_t column) noexcept {
        const float64x2x2_t multipliers = per_column(stage.multipliers, stage.per_column, column);
        const double lower = stage.lowest - stage.zero_point, upper = stage.highest - stage.zero_point;
        const ints steps = requantize_neon::by_double<Ties>(v, multipliers, lower, upper);
        return vaddq_s32(steps, vdupq_n_s32(stage.zero_point));
    }

    QUANTA_INLINE static ints after(const requantize_in_double& stage, ints v, std::size_t,
                                    std::size_t column) noexcept {
        return requantize_neon::in_double(v, per_column(stage.multipliers, stage.per_column, column), stage.zero_point,
                                          stage.lowest, stage.highest);
    }

    QUANTA_INLINE static floats after(const dequantize& stage, ints v, std::size_t row, std::size_t column) noexcept {
        floats scale = per_column(stage.column_scales, stage.per_column, column);
        if (stage.row_scales != nullptr) scale = vmulq_f32(scale, vdupq_n_f32(stage.row_scales[row]));
        const floats values = vcvtq_f32_s32(v);
        if (stage.bias != nullptr) return vfmaq_f32(load(stage.bias + column), values, scale);
        floats product = vmulq_f32(values, scale);
        asm("" : "+w"(product)); // the compiler would fuse it with an addition that follows
        return product;
    }

    QUANTA_INLINE static ints after(relu, ints v, std::size_t, std::size_t) noexcept {
        return vmaxq_s32(v, vdupq_n_s32(0));
    }
    QUANTA_INLINE static floats after(relu, floats v, std::size_t, std::size_t) noexcept {
        return vbslq_f32(vcltzq_f32(v), vdupq_n_f32(0), v);
    }

    QUANTA_INLINE static ints after(const clamp<std::int32_t>& stage, ints v, std::size_t, std::size_t) noexcept {
        return vminq_s32(vmaxq_s32(v, vdupq_n_s32(stage.lowest)), vdupq_n_s32(stage.highest));
    }
    /// By comparisons, as `fmax` and `fmin` order zeros by their signs.
    QUANTA_INLINE static floats after(const clamp<float>& stage, floats v, std::size_t, std::size_t) noexcept {
        const floats lowest = vdupq_n_f32(stage.lowest), highest = vdupq_n_f32(stage.highest);
        const floats raised = vbslq_f32(vcltq_f32(v, lowest), lowest, v);
        return vbslq_f32(vcgtq_f32(raised, highest), highest, raised);
    }

    template <class T>
    QUANTA_INLINE static floats after(const residual_add<T>& stage, floats v, std::size_t row,
                                      std::size_t column) noexcept {
        const auto values = load(at(stage.values, stage.row_stride, row, column));
        if constexpr (std::same_as<T, float>) {
            return vaddq_f32(v, values);
        } else {
            const ints centred = vsubq_s32(values, vdupq_n_s32(stage.zero_point));
            return vfmaq_f32(v, vcvtq_f32_s32(centred), vdupq_n_f32(stage.scale));
        }
    }

    QUANTA_INLINE static ints after(const quantize& stage, floats v, std::size_t, std::size_t) noexcept {
        return rounded(vmulq_f32(v, vdupq_n_f32(stage.inverse_scale)), stage.zero_point, stage.lowest, stage.highest);
    }

    /// Any other stage: a table, a user's function.
    template <class Values, class Stage>
    QUANTA_INLINE static auto after(const Stage& stage, Values v, std::size_t row, std::size_t column) noexcept {
        using element = std::conditional_t<std::same_as<Values, ints>, std::int32_t, float>;
        element before[width];
        typename Stage::template result<element> results[width];
        write(before, v);
        for (std::size_t lane = 0; lane < width; ++lane)
            results[lane] = reference::after(stage, before[lane], row, column + lane);
        return load(results);
    }

    // Arithmetic that stages share.

    /// rint(clamp(scaled, lowest - zero_point, highest - zero_point)) + zero_point; NaN stays NaN until `fcvtns` makes it 0.
    QUANTA_INLINE static ints rounded(floats scaled, std::int32_t zero_point, std::int32_t lowest,
                                      std::int32_t highest) noexcept {
        const floats lower = vdupq_n_f32(static_cast<float>(lowest - zero_point));
        const floats upper = vdupq_n_f32(static_cast<float>(highest - zero_point));
        const floats clamped = vminq_f32(vmaxq_f32(scaled, lower), upper);
        return vaddq_s32(vcvtnq_s32_f32(clamped), vdupq_n_s32(zero_point));
    }

    template <class T>
    [[nodiscard]] static T* at(T* data, std::ptrdiff_t row_stride, std::size_t row, std::size_t column) noexcept {
        return data + (static_cast<std::ptrdiff_t>(row) * row_stride + static_cast<std::ptrdiff_t>(column));
    }
};

/// Nothing in an epilogue is a product of matrices.
template <>
struct evaluate<isa::neon_i8mm> : evaluate<isa::neon_dotprod> {};

} // namespace quanta::epilogue

#endif
