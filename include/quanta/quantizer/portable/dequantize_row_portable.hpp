// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <quanta/isa/tags.hpp>
#include <quanta/quantizer/portable/affine_portable.hpp>
#include <quanta/quantizer/reference/dequantize_row_reference.hpp>

namespace quanta::inline QUANTA_ABI {

/// out[i] = float(in[i] - zero_point) * scale
template <>
struct dequantize_row<isa::portable> {
    template <class T, class Params>
    static void run(const T* in, std::size_t count, const Params& shared, float* out) noexcept {
        using affine = affine_portable<profile::quanta::reals_rule>; // of which it needs no rule
        constexpr std::size_t width = affine::width, block = 16 * width;
        const Params params = shared; // a copy that no store can change, so that it stays in registers
        std::size_t i = 0;
        while (i + width <= count) {
            // Widened a block ahead: a vector load right behind the scalar stores would wait for them.
            std::int32_t integers[block];
            const std::size_t length = std::min(block, (count - i) / width * width);
            for (std::size_t j = 0; j < length; ++j) integers[j] = in[i + j];
            for (std::size_t j = 0; j < length; j += width, i += width) {
                const affine own = affine::at(params, i);
                const affine::ints steps = affine::ints::load_unaligned(integers + j) - own.zero_point;
                own.reals(steps).store_unaligned(out + i);
            }
        }
        dequantize_row<isa::reference>::run(in + i, count - i, params_from(params, i), out + i);
    }
};

/// On AArch64 xsimd is NEON.
template <>
struct dequantize_row<isa::neon_dotprod> : dequantize_row<isa::portable> {};
template <>
struct dequantize_row<isa::neon_i8mm> : dequantize_row<isa::portable> {};

} // namespace quanta
