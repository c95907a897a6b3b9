// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/isa/tags.hpp>
#include <quanta/quantizer/portable/affine_portable.hpp>
#include <quanta/quantizer/reference/quantize_row_reference.hpp>

namespace quanta::inline QUANTA_ABI {

/// out[i] = Reals::quantize(in[i], params of i)
template <class Reals>
struct quantize_row<isa::portable, Reals> {
    template <class Params, class T>
    static void run(const float* in, std::size_t count, const Params& shared, T* out) noexcept {
        constexpr std::size_t width = affine::width;
        const Params params = shared; // a copy that no store can change, so that it stays in registers
        std::size_t i = 0;
        for (; i + width <= count; i += width) {
            const affine own = affine::at(params, i);
            std::int32_t integers[width];
            (own.steps(xsimd::load_unaligned(in + i)) + own.zero_point).store_unaligned(integers);
            for (std::size_t lane = 0; lane < width; ++lane) out[i + lane] = static_cast<T>(integers[lane]);
        }
        quantize_row<isa::reference, Reals>::run(in + i, count - i, params_from(params, i), out + i);
    }

private:
    using affine = affine_portable<Reals>;
};

/// On AArch64 xsimd is NEON.
template <class Reals>
struct quantize_row<isa::neon_dotprod, Reals> : quantize_row<isa::portable, Reals> {};
template <class Reals>
struct quantize_row<isa::neon_i8mm, Reals> : quantize_row<isa::portable, Reals> {};

} // namespace quanta
