// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_u8s8u8/operands.hpp>

#include <utility>

#include <limits/limits.hpp>
#include <peers/peers.hpp>
#include <quanta/core/integer_formats.hpp>

namespace bench::gemm_u8s8u8 {

namespace {

/// The products, in loops over registers, and where each byte is used a few times only, reading the operands.
std::vector<bound> bounds_of(const gemm_shape& shape, task_list products) {
    std::vector<bound> bounds{{std::move(products), shape.operations()}};
    const std::size_t bytes = shape.m * shape.k + shape.n * shape.k + shape.m * shape.n;
    if (shape.operations() < 64.0 * static_cast<double>(bytes))
        bounds.push_back({limits::read(bytes), static_cast<double>(bytes)});
    return bounds;
}

template <quanta::IntegerFormat Weights>
std::shared_ptr<task> product(const char* operation, const gemm_shape& shape, library<operands> ours) {
    std::vector<library<operands>> libraries{std::move(ours)};
    if constexpr (peers::onednn) libraries.push_back({"onednn", prepare_onednn});
    task work{operation, shape.name(), "GOP/s", shape.operations()};
    work.bounds = bounds_of(shape, Weights::bits < 8 ? limits::narrow_integer_products() : limits::integer_products());
    work.in_floats = "gemm_f32";
    return task_of<operands>(std::move(work), libraries, [shape] { return make_operands<Weights>(shape, 127); });
}

} // namespace

task_list tasks() {
    task_list list;
    for (const gemm_shape& shape : gemm_shapes)
        list.push_back(product<quanta::int8>("gemm_u8s8u8", shape, {"quanta", prepare_quanta}));
    for (const gemm_shape& shape : gemm_shapes)
        if (shape.m > 1) list.push_back(product<quanta::int4>("gemm_u8s4u8", shape, {"quanta", prepare_quanta_int4}));
    return list;
}

} // namespace bench::gemm_u8s8u8
