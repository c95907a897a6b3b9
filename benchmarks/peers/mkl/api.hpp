// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <core/gemm_shape.hpp>
#include <core/layer_params.hpp>
#include <peers/primitive.hpp>

namespace bench::peers {

/// MKL, whose functions have the names of OpenBLAS's: it is loaded as a module.
struct mkl_api {
    /// Its version and settings.
    std::string (*describe)();

    /// The accumulators of a layer, s32 (M, N), from u8 input and s8 weights that are packed beforehand.
    primitive (*matmul_s32)(const gemm_shape&, const layer_arrays&, const layer_params&);
    /// The same in floats.
    primitive (*matmul_f32)(const gemm_shape&, const layer_arrays&);
};

/// Null where none was named.
[[nodiscard]] const mkl_api* mkl();

} // namespace bench::peers
