// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/isa/tags.hpp>
#include <quanta/params/profile_quanta.hpp>
#include <quanta/quantizer/row_kernels.hpp>

namespace quanta::inline QUANTA_ABI {

/// out[i] = Profile::dequantize(Profile::quantize(in[i], params of i), params of i), one value at a time.
template <Profile Arithmetic>
struct fake_quantize_row_reference {
    static void run(const float* in, std::size_t count, const row_params& params, float* out) noexcept {
        for (std::size_t i = 0; i < count; ++i)
            out[i] = through_integers(in[i], {params.scale, params.zero_point}, params.lowest, params.highest);
    }

    static void run(const float* in, std::size_t count, const column_params& params, float* out) noexcept {
        for (std::size_t i = 0; i < count; ++i)
            out[i] = through_integers(in[i], {params.scales[i], params.zero_points[i]}, params.lowest, params.highest);
    }

private:
    [[nodiscard]] static float through_integers(float x, affine_params params, int lowest, int highest) {
        return Arithmetic::dequantize(Arithmetic::quantize(x, params, lowest, highest), params);
    }
};

template <>
struct fake_quantize_row<isa::reference> : fake_quantize_row_reference<profile::quanta> {};

} // namespace quanta
