// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/isa/tags.hpp>
#include <quanta/params/profile_quanta.hpp>
#include <quanta/quantizer/row_kernels.hpp>

namespace quanta::inline QUANTA_ABI {

/// out[i] = Arithmetic::dequantize(in[i], params of i), one value at a time.
template <Profile Arithmetic>
struct dequantize_row_reference {
    template <class T>
    static void run(const T* in, std::size_t count, const row_params& params, float* out) noexcept {
        for (std::size_t i = 0; i < count; ++i)
            out[i] = Arithmetic::dequantize(in[i], {params.scale, params.zero_point});
    }

    template <class T>
    static void run(const T* in, std::size_t count, const column_params& params, float* out) noexcept {
        for (std::size_t i = 0; i < count; ++i)
            out[i] = Arithmetic::dequantize(in[i], {params.scales[i], params.zero_points[i]});
    }
};

template <>
struct dequantize_row<isa::reference> : dequantize_row_reference<profile::quanta> {};

} // namespace quanta
