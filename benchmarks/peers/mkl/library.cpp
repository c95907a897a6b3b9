// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <mkl.h>

#include <memory>
#include <string>

#include <core/array.hpp>
#include <peers/mkl/api.hpp>

namespace bench::peers {

namespace {

/// output (M, N) = input (M, K) times the transpose of weights (N, K), as MKL counts.
struct sizes {
    MKL_INT m, n, k;

    explicit sizes(const gemm_shape& shape)
        : m(static_cast<MKL_INT>(shape.m)), n(static_cast<MKL_INT>(shape.n)), k(static_cast<MKL_INT>(shape.k)) {}
};

std::string describe() {
    char text[256] = {};
    mkl_get_version_string(text, sizeof text);
    return std::string("mkl: ") + text + ", one thread";
}

primitive matmul_s32(const gemm_shape& shape, const layer_arrays& arrays, const layer_params& params) {
    const sizes of(shape);
    const auto packed =
        std::make_shared<array<std::byte>>(cblas_gemm_s8u8s32_pack_get_size(CblasBMatrix, of.m, of.n, of.k));
    cblas_gemm_s8u8s32_pack(CblasRowMajor, CblasBMatrix, CblasTrans, of.m, of.n, of.k, arrays.weights, of.k,
                            packed->data());
    const auto less = static_cast<MKL_INT8>(-params.input.zero_point);
    return {[=] {
        const MKL_INT32 nothing = 0;
        cblas_gemm_s8u8s32_compute(CblasRowMajor, CblasNoTrans, CblasPacked, CblasFixOffset, of.m, of.n, of.k, 1.0F,
                                   arrays.input, of.k, less, packed->data(), of.n, 0, 0.0F,
                                   static_cast<MKL_INT32*>(arrays.output), of.n, &nothing);
    }};
}

primitive matmul_f32(const gemm_shape& shape, const layer_arrays& arrays) {
    const sizes of(shape);
    const auto packed = std::make_shared<array<std::byte>>(cblas_sgemm_pack_get_size(CblasBMatrix, of.m, of.n, of.k));
    auto* const weights = reinterpret_cast<float*>(packed->data());
    cblas_sgemm_pack(CblasRowMajor, CblasBMatrix, CblasTrans, of.m, of.n, of.k, 1.0F,
                     static_cast<const float*>(arrays.weights), of.k, weights);
    return {[=] {
        cblas_sgemm_compute(
            CblasRowMajor, CblasNoTrans, CblasPacked, of.m, of.n, of.k, static_cast<const float*>(arrays.input), of.k,
            reinterpret_cast<const float*>(packed->data()), of.n, 0.0F, static_cast<float*>(arrays.output), of.n);
    }};
}

constexpr mkl_api functions{describe, matmul_s32, matmul_f32};

} // namespace

} // namespace bench::peers

extern "C" __attribute__((visibility("default"))) const bench::peers::mkl_api* quanta_bench_mkl() {
    return &bench::peers::functions;
}
