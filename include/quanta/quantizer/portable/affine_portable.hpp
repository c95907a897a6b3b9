// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include <xsimd/xsimd.hpp>

#include <quanta/isa/quotient.hpp>
#include <quanta/params/rules/steps.hpp>
#include <quanta/params/rules/ties.hpp>
#include <quanta/params/rules/zero_points.hpp>
#include <quanta/quantizer/row_kernels.hpp>

namespace quanta::inline QUANTA_ABI {

/// Scale, zero point and clamping range of as many values as an xsimd register holds, which become integers by the rule
/// `Reals`.
template <class Reals>
struct affine_portable {
    using floats = xsimd::batch<float>;
    using ints = xsimd::batch<std::int32_t>;
    static constexpr std::size_t width = floats::size;

    floats scale;
    ints zero_point;
    ints before;    ///< the part of the zero point that is added before rounding
    floats lowest;  ///< less what is added after rounding
    floats highest; ///< less what is added after rounding

    /// The same for all values.
    [[nodiscard]] static affine_portable at(const row_params& params, std::size_t) {
        return make(floats(params.scale), ints(params.zero_point), params.lowest, params.highest);
    }
    /// Of the values from `index` on.
    [[nodiscard]] static affine_portable at(const column_params& params, std::size_t index) {
        return make(floats::load_unaligned(params.scales + index), ints::load_unaligned(params.zero_points + index),
                    params.lowest, params.highest);
    }

    /// Reals::quantize(x) - zero_point, hence NaN as 0.
    [[nodiscard]] ints steps(const floats& x) const {
        const floats scaled = scaled_by_rule(x);
        if constexpr (adds_after) {
            const floats number = xsimd::select(scaled == scaled, scaled, floats(0.0F));
            return rounded(xsimd::min(xsimd::max(number, lowest), highest));
        } else {
            // A sum of a quotient and an integer: nothing that a compiler could fuse.
            const floats start = xsimd::to_float(before), place = scaled + start;
            const floats number = xsimd::select(place == place, place, start);
            return rounded(xsimd::min(xsimd::max(number, lowest), highest)) - before;
        }
    }
    /// float(steps) * scale
    [[nodiscard]] floats reals(const ints& steps) const { return xsimd::to_float(steps) * scale; }

private:
    static constexpr bool adds_after = std::same_as<typename Reals::zero_point, rule::zero_point_after>;
    static constexpr bool divides = std::same_as<typename Reals::steps, rule::divided>;
    static_assert(adds_after || divides);

    [[nodiscard]] floats scaled_by_rule(const floats& x) const {
        if constexpr (divides)
            return quotient(x, scale);
        else
            return x * quotient(floats(1.0F), scale);
    }

    /// Away from zero by truncating x +- the float before 1/2: the sum with 1/2 itself would round 0.49999997 up.
    [[nodiscard]] static ints rounded(const floats& x) {
        if constexpr (std::same_as<typename Reals::ties, rule::ties_away>)
            return xsimd::to_int(x + xsimd::copysign(floats(0x1.fffffep-2F), x));
        else
            return xsimd::nearbyint_as_int(x);
    }

    [[nodiscard]] static ints before_rounding(const ints& zero_point, std::int32_t lowest) {
        if constexpr (adds_after)
            return ints(0);
        else if constexpr (std::same_as<typename Reals::zero_point, rule::offset_before>)
            return zero_point - ints(lowest);
        else
            return zero_point;
    }

    [[nodiscard]] static affine_portable make(floats scale, ints zero_point, std::int32_t lowest,
                                              std::int32_t highest) {
        const ints before = before_rounding(zero_point, lowest), after = zero_point - before;
        return {scale, zero_point, before, xsimd::to_float(ints(lowest) - after),
                xsimd::to_float(ints(highest) - after)};
    }
};

} // namespace quanta
