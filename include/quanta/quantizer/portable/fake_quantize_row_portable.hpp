// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/isa/tags.hpp>
#include <quanta/quantizer/portable/affine_portable.hpp>
#include <quanta/quantizer/reference/fake_quantize_row_reference.hpp>

namespace quanta::inline QUANTA_ABI {

/// out[i] = float(Reals::quantize(in[i], params of i) - zero_point) * scale
template <class Reals>
struct fake_quantize_row<isa::portable, Reals> {
    template <class Params>
    static void run(const float* in, std::size_t count, const Params& shared, float* out) noexcept {
        const Params params = shared; // a copy that no store can change, so that it stays in registers
        std::size_t i = 0;
        for (; i + affine::width <= count; i += affine::width) {
            const affine own = affine::at(params, i);
            own.reals(own.steps(xsimd::load_unaligned(in + i))).store_unaligned(out + i);
        }
        fake_quantize_row<isa::reference, Reals>::run(in + i, count - i, params_from(params, i), out + i);
    }

private:
    using affine = affine_portable<Reals>;
};

/// On AArch64 xsimd is NEON.
template <class Reals>
struct fake_quantize_row<isa::neon_dotprod, Reals> : fake_quantize_row<isa::portable, Reals> {};
template <class Reals>
struct fake_quantize_row<isa::neon_i8mm, Reals> : fake_quantize_row<isa::portable, Reals> {};

} // namespace quanta
