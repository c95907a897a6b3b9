// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_s8s8s8/operands.hpp>

#include <utility>

#include <core/gemm_cases.hpp>
#include <core/random.hpp>
#include <limits/limits.hpp>
#include <peers/peers.hpp>

namespace bench::gemm_s8s8s8 {

namespace {

operands make_operands(const gemm_shape& shape, std::size_t threads) {
    operands made{shape, random_integers<std::int8_t>(shape.m * shape.k, -128, -1, 1),
                  random_integers<std::int8_t>(shape.n * shape.k, -128, 127, 2),
                  spread_results(shape.k, shape.n, 127, 256), threads};
    made.params.input.zero_point -= 128;
    made.params.output.zero_point -= 128;
    return made;
}

} // namespace

task_list tasks() {
    std::vector<library<operands>> libraries{{"quanta", prepare_quanta}};
    peers::add_onednn(libraries, prepare_onednn);
    if constexpr (peers::xnnpack) libraries.push_back({"xnnpack", prepare_xnnpack});
    task_list list;
    for (const gemm_case& each : gemm_selection{}.cases()) {
        const gemm_shape& shape = each.shape;
        const std::size_t threads = each.under.threads, bytes = shape.bytes(1, 1);
        task work{"gemm_s8s8s8", each.name(), "GOP/s", shape.operations()};
        work.bounds = limits::bounds_of(limits::integer_products(threads), shape.operations(), bytes, 64, each.under);
        work.in_floats = "gemm_f32";
        work.under = each.under;
        list.push_back(
            task_of<operands>(std::move(work), libraries, bytes, [=] { return make_operands(shape, threads); }));
    }
    return list;
}

} // namespace bench::gemm_s8s8s8
