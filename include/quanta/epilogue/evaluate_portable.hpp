// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>

#include <xsimd/xsimd.hpp>

#include <quanta/epilogue/evaluate.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// The widest registers that the flags of the translation unit give, through xsimd; the last columns of a row, and what
/// xsimd has no exact operation for, one value at a time as the reference does.
template <>
struct evaluate<isa::portable> {
    template <class T, class... Stages>
    static void run(const std::tuple<Stages...>& stages, const tile<T>& in) noexcept {
        for (std::size_t i = 0; i < in.rows; ++i) {
            const T* const values = in.values + i * in.stride;
            const std::size_t row = in.first_row + i, columns = in.columns;
            std::size_t j = 0;
            for (; j + width <= columns; j += width) flow(stages, load(values + j), row, in.first_column + j);
            for (; j < columns; ++j) reference::flow(stages, values[j], row, in.first_column + j);
        }
    }

private:
    using reference = evaluate<isa::reference>;
    using ints = xsimd::batch<std::int32_t>;
    using floats = xsimd::batch<float>;

    static constexpr std::size_t width = floats::size;
    static_assert(ints::size == width);

    /// Sends a register through the stages from number `Index` on.
    template <std::size_t Index = 0, class Values, class... Stages>
    static void flow(const std::tuple<Stages...>& stages, Values v, std::size_t row, std::size_t column) noexcept {
        const auto& stage = std::get<Index>(stages);
        if constexpr (Index + 1 < sizeof...(Stages))
            flow<Index + 1>(stages, after(stage, v, row, column), row, column);
        else
            put(stage, v, row, column);
    }

    // Stages. Each is the line of evaluate<isa::reference>, a register at a time.

    template <EpilogueValue T>
    static xsimd::batch<T> after(const bias<T>& stage, xsimd::batch<T> v, std::size_t, std::size_t column) noexcept {
        return v + load(stage.values + column);
    }

    static ints after(const requantize& stage, ints v, std::size_t, std::size_t column) noexcept {
        const floats multiplier = stage.per_column ? load(stage.multipliers + column) : floats(stage.multipliers[0]);
        return rounded(xsimd::to_float(v) * multiplier, stage.zero_point, stage.lowest, stage.highest);
    }

    template <EpilogueValue T>
    static xsimd::batch<T> after(relu, xsimd::batch<T> v, std::size_t, std::size_t) noexcept {
        const xsimd::batch<T> zero(T{0});
        return xsimd::select(v < zero, zero, v);
    }

    template <EpilogueValue T>
    static xsimd::batch<T> after(const clamp<T>& stage, xsimd::batch<T> v, std::size_t, std::size_t) noexcept {
        const xsimd::batch<T> lowest(stage.lowest), highest(stage.highest),
            raised = xsimd::select(v < lowest, lowest, v);
        return xsimd::select(raised > highest, highest, raised);
    }

    static floats after(const residual_add<float>& stage, floats v, std::size_t row, std::size_t column) noexcept {
        return v + load(stage.values + static_cast<std::ptrdiff_t>(row) * stage.row_stride + column);
    }

    static ints after(const quantize& stage, floats v, std::size_t, std::size_t) noexcept {
        const floats scaled = v * floats(stage.inverse_scale);
        const floats number = xsimd::select(scaled == scaled, scaled, floats(0.0F));
        return rounded(number, stage.zero_point, stage.lowest, stage.highest);
    }

    /// Any other stage: products that wrap or need 64 bits, a fused multiply-add, a user's function.
    template <class T, EpilogueStageFor<T> Stage>
    static auto after(const Stage& stage, xsimd::batch<T> v, std::size_t row, std::size_t column) noexcept {
        alignas(xsimd::default_arch::alignment()) T before[width];
        alignas(xsimd::default_arch::alignment()) typename Stage::template result<T> results[width];
        v.store_aligned(before);
        for (std::size_t lane = 0; lane < width; ++lane)
            results[lane] = reference::after(stage, before[lane], row, column + lane);
        return xsimd::load_aligned(results);
    }

    // Arithmetic that stages share.

    /// rint(clamp(scaled, lowest - zero_point, highest - zero_point)) + zero_point
    /// Between -2^22 and 2^22 a float is rounded to an integer, ties to even, by adding 1.5 * 2^23: that sum has no
    /// bits for a fraction. Every architecture has the additions; not all round in one instruction.
    static ints rounded(floats scaled, std::int32_t zero_point, std::int32_t lowest, std::int32_t highest) noexcept {
        const floats lower(static_cast<float>(lowest - zero_point)), upper(static_cast<float>(highest - zero_point));
        const floats no_fraction(0x1.8p23F);
        const floats clamped = smaller(larger(scaled, lower), upper);
        return xsimd::to_int((clamped + no_fraction) - no_fraction) + ints(zero_point);
    }

    /// a > b ? a : b, hence b where either is NaN; what xsimd::max gives for NaN depends on the architecture.
    template <class Batch>
    static Batch larger(Batch a, Batch b) noexcept {
        return xsimd::select(a > b, a, b);
    }
    /// a < b ? a : b
    template <class Batch>
    static Batch smaller(Batch a, Batch b) noexcept {
        return xsimd::select(a < b, a, b);
    }

    // Memory.

    template <class T>
    static xsimd::batch<T> load(const T* p) noexcept {
        return xsimd::load_unaligned(p);
    }

    template <class T, class Value>
    static void put(const store<T>& stage, xsimd::batch<Value> v, std::size_t row, std::size_t column) noexcept {
        T* const out = stage.data + static_cast<std::ptrdiff_t>(row) * stage.row_stride + column;
        if constexpr (std::same_as<T, Value>) {
            v.store_unaligned(out);
        } else {
            alignas(xsimd::default_arch::alignment()) Value values[width];
            v.store_aligned(values);
            for (std::size_t lane = 0; lane < width; ++lane) out[lane] = static_cast<T>(values[lane]);
        }
    }
};

} // namespace quanta::epilogue
