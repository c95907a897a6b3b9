// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <xsimd/xsimd.hpp>

#include <quanta/quantizer/row_kernels.hpp>

namespace quanta::inline QUANTA_ABI {

/// Scale, zero point and clamping range of as many values as an xsimd register holds.
struct affine_portable {
    using floats = xsimd::batch<float>;
    using ints = xsimd::batch<std::int32_t>;
    static constexpr std::size_t width = floats::size;

    floats scale;
    ints zero_point;
    floats lowest;  ///< in steps from the zero point
    floats highest; ///< in steps from the zero point

    /// The same for all values.
    [[nodiscard]] static affine_portable at(const row_params& params, std::size_t) {
        return make(floats(params.scale), ints(params.zero_point), params.lowest, params.highest);
    }
    /// Of the values from `index` on.
    [[nodiscard]] static affine_portable at(const column_params& params, std::size_t index) {
        return make(floats::load_unaligned(params.scales + index), ints::load_unaligned(params.zero_points + index),
                    params.lowest, params.highest);
    }

    /// int(rint(clamp(x / scale, lowest, highest))), NaN as 0; the division is by way of the reciprocal.
    [[nodiscard]] ints steps(const floats& x) const {
        const floats scaled = x * (floats(1.0F) / scale);
        const floats number = xsimd::select(scaled == scaled, scaled, floats(0.0F));
        return xsimd::nearbyint_as_int(xsimd::min(xsimd::max(number, lowest), highest));
    }
    /// float(steps) * scale
    [[nodiscard]] floats reals(const ints& steps) const { return xsimd::to_float(steps) * scale; }

private:
    [[nodiscard]] static affine_portable make(floats scale, ints zero_point, std::int32_t lowest,
                                              std::int32_t highest) {
        return {scale, zero_point, xsimd::to_float(ints(lowest) - zero_point),
                xsimd::to_float(ints(highest) - zero_point)};
    }
};

} // namespace quanta
