// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <conv_u8s8u8/operands.hpp>

#include <core/random.hpp>
#include <limits/limits.hpp>
#include <peers/peers.hpp>

namespace bench::conv_u8s8u8 {

operands make_operands(const conv_shape& shape) {
    constexpr int largest_input = 127;
    return {shape, random_integers<std::uint8_t>(shape.inputs(), 0, largest_input, 1),
            random_integers<std::int8_t>(shape.weights(), -128, 127, 2),
            spread_results(shape.depth(), shape.oc, largest_input, 256)};
}

std::vector<bound> bounds_of(const conv_shape& shape) {
    std::vector<bound> bounds{{limits::integer_products(), shape.operations()}};
    const std::size_t bytes = shape.inputs() + shape.weights() + shape.outputs();
    if (shape.operations() < 64.0 * static_cast<double>(bytes))
        bounds.push_back({limits::read(bytes), static_cast<double>(bytes)});
    return bounds;
}

task_list tasks() {
    std::vector<library<operands>> libraries{{"quanta", prepare_quanta}};
    if constexpr (peers::onednn) libraries.push_back({"onednn", prepare_onednn});
    task_list list;
    for (const conv_shape& shape : conv_shapes) {
        task work{"conv_u8s8u8", shape.name(), "GOP/s", shape.operations()};
        work.bounds = bounds_of(shape);
        work.in_floats = "conv_f32";
        list.push_back(task_of<operands>(std::move(work), libraries, [shape] { return make_operands(shape); }));
    }
    return list;
}

} // namespace bench::conv_u8s8u8
