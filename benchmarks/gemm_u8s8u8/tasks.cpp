// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_u8s8u8/operands.hpp>

#include <limits/limits.hpp>
#include <peers/peers.hpp>

namespace bench::gemm_u8s8u8 {

namespace {

/// The products, and where each byte is used a few times only, reading the operands.
std::vector<bound> bounds_of(const gemm_shape& shape) {
    std::vector<bound> bounds{{limits::integer_products(), shape.operations()}};
    const std::size_t bytes = shape.m * shape.k + shape.n * shape.k + shape.m * shape.n;
    if (shape.operations() < 64.0 * static_cast<double>(bytes))
        bounds.push_back({limits::read(bytes), static_cast<double>(bytes)});
    return bounds;
}

} // namespace

task_list tasks() {
    std::vector<library<operands>> libraries{{"quanta", prepare_quanta}};
    if constexpr (peers::onednn) libraries.push_back({"onednn", prepare_onednn});
    task_list list;
    for (const gemm_shape& shape : gemm_shapes) {
        task work{"gemm_u8s8u8", shape.name(), "GOP/s", shape.operations()};
        work.bounds = bounds_of(shape);
        work.in_floats = "gemm_f32";
        list.push_back(task_of<operands>(std::move(work), libraries, [shape] { return make_operands(shape, 127); }));
    }
    return list;
}

} // namespace bench::gemm_u8s8u8
