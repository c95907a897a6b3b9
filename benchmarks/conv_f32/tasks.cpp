// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <conv_f32/operands.hpp>

#include <core/random.hpp>
#include <limits/limits.hpp>
#include <peers/peers.hpp>

namespace bench::conv_f32 {

operands make_operands(const conv_shape& shape) {
    return {shape, random_reals(shape.inputs(), 1, 1), random_reals(shape.weights(), 1, 2)};
}

std::vector<bound> bounds_of(const conv_shape& shape) {
    std::vector<bound> bounds{{limits::float_products(), shape.operations()}};
    const std::size_t bytes = 4 * (shape.inputs() + shape.weights() + shape.outputs());
    if (shape.operations() < 16.0 * static_cast<double>(bytes))
        bounds.push_back({limits::read(bytes), static_cast<double>(bytes)});
    return bounds;
}

task_list tasks() {
    std::vector<library<operands>> libraries{{"quanta", prepare_quanta}};
    if constexpr (peers::onednn) {
        libraries.push_back({"onednn", prepare_onednn});
        libraries.push_back({"onednn_order", prepare_onednn_order});
    }
    if constexpr (peers::openblas) libraries.push_back({"openblas_product", prepare_openblas_product});
    task_list list;
    for (const conv_shape& shape : conv_shapes) {
        task work{"conv_f32", shape.name(), "GFLOP/s", shape.operations()};
        work.bounds = bounds_of(shape);
        list.push_back(task_of<operands>(std::move(work), libraries, [shape] { return make_operands(shape); }));
    }
    return list;
}

} // namespace bench::conv_f32
