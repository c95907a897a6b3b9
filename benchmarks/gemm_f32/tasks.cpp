// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_f32/operands.hpp>

#include <core/random.hpp>
#include <limits/limits.hpp>
#include <peers/peers.hpp>

namespace bench::gemm_f32 {

namespace {

/// The products, and where each byte is used a few times only, reading the operands.
std::vector<bound> bounds_of(const gemm_shape& shape) {
    std::vector<bound> bounds{{limits::float_products(), shape.operations()}};
    const std::size_t bytes = 4 * (shape.m * shape.k + shape.n * shape.k + shape.m * shape.n);
    if (shape.operations() < 16.0 * static_cast<double>(bytes))
        bounds.push_back({limits::read(bytes), static_cast<double>(bytes)});
    return bounds;
}

operands make_operands(const gemm_shape& shape) {
    return {shape, random_reals(shape.m * shape.k, 1, 1), random_reals(shape.n * shape.k, 1, 2)};
}

} // namespace

task_list tasks() {
    constexpr bool packs_in_call = true;
    std::vector<library<operands>> libraries{{"quanta", prepare_quanta},
                                             {"quanta_unpacked", prepare_quanta_unpacked, packs_in_call}};
    if constexpr (peers::onednn) libraries.push_back({"onednn", prepare_onednn});
    if constexpr (peers::openblas) libraries.push_back({"openblas", prepare_openblas, packs_in_call});
    if constexpr (peers::eigen) libraries.push_back({"eigen", prepare_eigen, packs_in_call});
    task_list list;
    for (const gemm_shape& shape : gemm_shapes) {
        task work{"gemm_f32", shape.name(), "GFLOP/s", shape.operations()};
        work.bounds = bounds_of(shape);
        list.push_back(task_of<operands>(std::move(work), libraries, [shape] { return make_operands(shape); }));
    }
    return list;
}

} // namespace bench::gemm_f32
