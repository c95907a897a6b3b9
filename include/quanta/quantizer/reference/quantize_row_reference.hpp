// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/isa/tags.hpp>
#include <quanta/quantizer/row_kernels.hpp>

namespace quanta::inline QUANTA_ABI {

/// out[i] = Arithmetic::quantize(in[i], params of i), one value at a time; by a profile or by a rule for reals.
template <class Arithmetic>
struct quantize_row_reference {
    template <class T>
    static void run(const float* in, std::size_t count, const row_params& params, T* out) noexcept {
        for (std::size_t i = 0; i < count; ++i)
            out[i] = static_cast<T>(
                Arithmetic::quantize(in[i], {params.scale, params.zero_point}, params.lowest, params.highest));
    }

    template <class T>
    static void run(const float* in, std::size_t count, const column_params& params, T* out) noexcept {
        for (std::size_t i = 0; i < count; ++i)
            out[i] = static_cast<T>(
                Arithmetic::quantize(in[i], {params.scales[i], params.zero_points[i]}, params.lowest, params.highest));
    }
};

template <class Reals>
struct quantize_row<isa::reference, Reals> : quantize_row_reference<Reals> {};

} // namespace quanta
