// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_u8s8s32/operands.hpp>

#include <utility>

#include <core/gemm_cases.hpp>
#include <limits/limits.hpp>
#include <peers/mkl/api.hpp>
#include <peers/peers.hpp>
#include <quanta/core/integer_formats.hpp>

namespace bench::gemm_u8s8s32 {

task_list tasks() {
    task_list list;
    for (const gemm_case& each : gemm_selection{}.cases()) {
        const gemm_shape& shape = each.shape;
        const std::size_t threads = each.under.threads, bytes = shape.bytes(1, 4);
        std::vector<library<operands>> libraries{{"quanta", prepare_quanta}};
        peers::add_onednn(libraries, prepare_onednn);
        if (peers::mkl() != nullptr && threads == 1) libraries.push_back({"mkl", prepare_mkl});
        if constexpr (peers::gemmlowp) libraries.push_back({"gemmlowp", prepare_gemmlowp, packs_in_call});
        task work{"gemm_u8s8s32", each.name(), "GOP/s", shape.operations()};
        work.bounds = limits::bounds_of(limits::integer_products(threads), shape.operations(), bytes, 64, each.under);
        work.in_floats = "gemm_f32";
        work.under = each.under;
        list.push_back(task_of<operands>(std::move(work), libraries, bytes, [=] {
            return operands{gemm_u8s8u8::make_operands<quanta::int8>(shape, 127, threads)};
        }));
    }
    return list;
}

} // namespace bench::gemm_u8s8s32
