// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_f32/operands.hpp>

#include <utility>

#include <core/gemm_cases.hpp>
#include <core/random.hpp>
#include <limits/limits.hpp>
#include <peers/mkl/api.hpp>
#include <peers/peers.hpp>

namespace bench::gemm_f32 {

namespace {

/// Below so many operations a byte, reading limits a product of floats.
constexpr double operations_a_byte = 16;

std::vector<library<operands>> libraries_for(const conditions& under) {
    std::vector<library<operands>> libraries{{"quanta", prepare_quanta},
                                             {"quanta_unpacked", prepare_quanta_unpacked, packs_in_call}};
    peers::add_onednn(libraries, prepare_onednn);
    if constexpr (peers::xnnpack) libraries.push_back({"xnnpack", prepare_xnnpack});
    if (peers::mkl() != nullptr && under.threads == 1) libraries.push_back({"mkl", prepare_mkl});
    if constexpr (peers::openblas) libraries.push_back({"openblas", prepare_openblas, packs_in_call});
    // Eigen's threads are OpenMP's, which this program is compiled without.
    if constexpr (peers::eigen)
        if (under.threads == 1) libraries.push_back({"eigen", prepare_eigen, packs_in_call});
    return libraries;
}

operands make_operands(const gemm_shape& shape, std::size_t threads) {
    return {shape, random_reals(shape.m * shape.k, 1, 1), random_reals(shape.n * shape.k, 1, 2), threads};
}

} // namespace

task_list tasks(const std::vector<gemm_shape>& sweep) {
    task_list list;
    for (const gemm_case& each : gemm_selection{.published = true, .flushed = true, .sweep = sweep}.cases()) {
        const gemm_shape& shape = each.shape;
        const std::size_t threads = each.under.threads, bytes = shape.bytes(4, 4);
        task work{"gemm_f32", each.name(), "GFLOP/s", shape.operations()};
        work.bounds = limits::bounds_of(limits::float_products(threads), shape.operations(), bytes, operations_a_byte,
                                        each.under);
        work.under = each.under;
        list.push_back(task_of<operands>(std::move(work), libraries_for(each.under), bytes,
                                         [=] { return make_operands(shape, threads); }));
    }
    return list;
}

} // namespace bench::gemm_f32
