// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_u8s8u8/operands.hpp>

#include <utility>

#include <core/gemm_cases.hpp>
#include <limits/limits.hpp>
#include <peers/peers.hpp>
#include <quanta/core/integer_formats.hpp>

namespace bench::gemm_u8s8u8 {

namespace {

/// Below so many operations a byte, reading limits a product of bytes.
constexpr double operations_a_byte = 64;

template <quanta::IntegerFormat Weights>
std::shared_ptr<task> product(const char* operation, const gemm_case& wanted, const library<operands>& ours) {
    std::vector<library<operands>> libraries{ours};
    peers::add_onednn(libraries, prepare_onednn);
    if constexpr (peers::xnnpack) libraries.push_back({"xnnpack", prepare_xnnpack});
    if constexpr (peers::gemmlowp) libraries.push_back({"gemmlowp", prepare_gemmlowp, packs_in_call});
    const gemm_shape& shape = wanted.shape;
    const std::size_t threads = wanted.under.threads, bytes = shape.bytes(1, 1);
    task work{operation, wanted.name(), "GOP/s", shape.operations()};
    work.bounds = limits::bounds_of(Weights::bits < 8 ? limits::narrow_integer_products(threads)
                                                      : limits::integer_products(threads),
                                    shape.operations(), bytes, operations_a_byte, wanted.under);
    work.in_floats = "gemm_f32";
    work.under = wanted.under;
    return task_of<operands>(std::move(work), libraries, bytes,
                             [=] { return make_operands<Weights>(shape, 127, threads); });
}

} // namespace

task_list tasks(const std::vector<gemm_shape>& sweep) {
    task_list list;
    for (const gemm_case& each : gemm_selection{.published = true, .flushed = true, .sweep = sweep}.cases())
        list.push_back(product<quanta::int8>("gemm_u8s8u8", each, {"quanta", prepare_quanta}));
    for (const gemm_case& each : gemm_selection{}.cases())
        if (!each.under.cold() && each.under.threads == 1)
            list.push_back(product<quanta::int4>("gemm_u8s4u8", each, {"quanta", prepare_quanta_int4}));
    return list;
}

} // namespace bench::gemm_u8s8u8
