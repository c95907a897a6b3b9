// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>

#include <quanta/core/float_functions.hpp>
#include <quanta/core/rounding.hpp>
#include <quanta/epilogue/apply.hpp>
#include <quanta/epilogue/bias.hpp>
#include <quanta/epilogue/clamp.hpp>
#include <quanta/epilogue/dequantize.hpp>
#include <quanta/epilogue/epilogue_concepts.hpp>
#include <quanta/epilogue/lookup.hpp>
#include <quanta/epilogue/narrow_reference.hpp>
#include <quanta/epilogue/quantize.hpp>
#include <quanta/epilogue/relu.hpp>
#include <quanta/epilogue/requantize.hpp>
#include <quanta/epilogue/requantize_by_double.hpp>
#include <quanta/epilogue/requantize_fixed_point.hpp>
#include <quanta/epilogue/requantize_in_double.hpp>
#include <quanta/epilogue/requantize_twice_rounded.hpp>
#include <quanta/epilogue/residual_add.hpp>
#include <quanta/epilogue/store.hpp>
#include <quanta/epilogue/tile.hpp>
#include <quanta/epilogue/zero_point_correction.hpp>
#include <quanta/isa/tags.hpp>
#include <quanta/isa/uncontracted.hpp>
#include <quanta/params/rules/scaled_in_double.hpp>
#include <quanta/params/rules/scaled_in_float.hpp>
#include <quanta/params/rules/scaled_once_rounded.hpp>
#include <quanta/params/rules/scaled_twice_rounded.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// Runs a tuple of stages on a tile: `evaluate<Tag>::run(stages, tile)`, once per instruction set.
template <class Tag>
struct evaluate {
    static_assert(
        sizeof(Tag) == 0,
        "quanta: no epilogue evaluator for this instruction set is visible; include <quanta/epilogue.hpp> for "
        "those that exist (reference, portable, avx2, avxvnni, avx512bw, avx512vnni, neon_dotprod, neon_i8mm), or add "
        "epilogue/<architecture>/evaluate_<tag>.hpp with an overload of `after` for each stage, as "
        "evaluate<isa::reference> has them");
};

/// The definition of every stage: one value at a time, in plain C++. Every other evaluator gives the same bits.
template <>
struct evaluate<isa::reference> {
    template <class T, class... Stages>
    static void run(const std::tuple<Stages...>& stages, const tile<T>& in) noexcept {
        for (std::size_t row = 0; row < in.rows; ++row)
            for (std::size_t column = 0; column < in.columns; ++column)
                flow(stages, in.values[row * in.stride + column], in.first_row + row, in.first_column + column);
    }

    /// Sends one value through the stages from number `Index` on.
    template <std::size_t Index = 0, class Value, class... Stages>
    static void flow(const std::tuple<Stages...>& stages, Value v, std::size_t row, std::size_t column) noexcept {
        const auto& stage = std::get<Index>(stages);
        if constexpr (Index + 1 < sizeof...(Stages))
            flow<Index + 1>(stages, after(stage, v, row, column), row, column);
        else
            put(stage, v, row, column);
    }

    [[nodiscard]] static std::int32_t after(const bias<std::int32_t>& stage, std::int32_t v, std::size_t,
                                            std::size_t column) noexcept {
        return wrapped(std::int64_t{v} + stage.values[column]);
    }
    [[nodiscard]] static float after(const bias<float>& stage, float v, std::size_t, std::size_t column) noexcept {
        return v + stage.values[column];
    }

    [[nodiscard]] static std::int32_t after(const zero_point_correction& stage, std::int32_t v, std::size_t row,
                                            std::size_t column) noexcept {
        return wrapped(v - std::int64_t{stage.row_factors[row]} * stage.column_factors[column]);
    }

    [[nodiscard]] static std::int32_t after(const requantize& stage, std::int32_t v, std::size_t,
                                            std::size_t column) noexcept {
        return requantized<rule::scaled_in_float>(stage, v, column);
    }
    template <class Ties>
    [[nodiscard]] static std::int32_t after(const requantize_by_double<Ties>& stage, std::int32_t v, std::size_t,
                                            std::size_t column) noexcept {
        const std::int64_t wide = v;
        std::int32_t q = 0;
        narrow_reference::run(stage, &wide, 1, column, &q);
        return q;
    }
    [[nodiscard]] static std::int32_t after(const requantize_in_double& stage, std::int32_t v, std::size_t,
                                            std::size_t column) noexcept {
        return requantized<rule::scaled_in_double>(stage, v, column);
    }

    [[nodiscard]] static std::int32_t after(const requantize_fixed_point& stage, std::int32_t v, std::size_t,
                                            std::size_t column) noexcept {
        return requantized<rule::scaled_once_rounded>(stage, v, column);
    }
    [[nodiscard]] static std::int32_t after(const requantize_twice_rounded& stage, std::int32_t v, std::size_t,
                                            std::size_t column) noexcept {
        return requantized<rule::scaled_twice_rounded>(stage, v, column);
    }

    [[nodiscard]] static float after(const dequantize& stage, std::int32_t v, std::size_t row,
                                     std::size_t column) noexcept {
        float scale = stage.column_scales[stage.per_column ? column : 0];
        if (stage.row_scales != nullptr) scale *= stage.row_scales[row];
        if (stage.bias != nullptr) return fused_multiply_add(static_cast<float>(v), scale, stage.bias[column]);
        return uncontracted(static_cast<float>(v) * scale);
    }

    template <EpilogueValue Value>
    [[nodiscard]] static Value after(relu, Value v, std::size_t, std::size_t) noexcept {
        return v < 0 ? Value{0} : v;
    }

    template <EpilogueValue Value>
    [[nodiscard]] static Value after(const clamp<Value>& stage, Value v, std::size_t, std::size_t) noexcept {
        const Value raised = v < stage.lowest ? stage.lowest : v;
        return raised > stage.highest ? stage.highest : raised;
    }

    template <class T>
    [[nodiscard]] static float after(const residual_add<T>& stage, float v, std::size_t row,
                                     std::size_t column) noexcept {
        const T& value = at(stage.values, stage.row_stride, row, column);
        if constexpr (std::same_as<T, float>)
            return v + value;
        else
            return fused_multiply_add(static_cast<float>(value - stage.zero_point), stage.scale, v);
    }

    [[nodiscard]] static std::int32_t after(const quantize& stage, float v, std::size_t, std::size_t) noexcept {
        const float scaled = v * stage.inverse_scale;
        if (is_nan(scaled)) return stage.zero_point;
        const float clamped = std::clamp(scaled, static_cast<float>(stage.lowest - stage.zero_point),
                                         static_cast<float>(stage.highest - stage.zero_point));
        return static_cast<std::int32_t>(round_to_even(clamped)) + stage.zero_point;
    }

    template <class T>
    [[nodiscard]] static std::int32_t after(const lookup<T>& stage, std::int32_t v, std::size_t, std::size_t) noexcept {
        return stage.entries[static_cast<std::uint8_t>(v)];
    }

    template <class Value, ScalarStageFor<Value> Stage>
    [[nodiscard]] static auto after(const Stage& stage, Value v, std::size_t row, std::size_t column) noexcept {
        if constexpr (std::same_as<typename Stage::template result<Value>, float>)
            return uncontracted(stage(v, row, column));
        else
            return stage(v, row, column);
    }

    template <class T, class Value>
    static void put(const store<T>& stage, Value v, std::size_t row, std::size_t column) noexcept {
        at(stage.data, stage.row_stride, row, column) = static_cast<T>(v);
    }

private:
    template <class Accumulators, class Stage>
    [[nodiscard]] static std::int32_t requantized(const Stage& stage, std::int32_t v, std::size_t column) noexcept {
        return Accumulators::requantize(v, stage.multipliers[stage.per_column ? column : 0], stage.zero_point,
                                        stage.lowest, stage.highest);
    }

    /// x modulo 2^32
    [[nodiscard]] static std::int32_t wrapped(std::int64_t x) noexcept { return static_cast<std::int32_t>(x); }

    template <class T>
    [[nodiscard]] static T& at(T* data, std::ptrdiff_t row_stride, std::size_t row, std::size_t column) noexcept {
        return data[static_cast<std::ptrdiff_t>(row) * row_stride + static_cast<std::ptrdiff_t>(column)];
    }
};

} // namespace quanta::epilogue
