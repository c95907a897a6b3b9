// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <conv_u8s8u8/operands.hpp>

#include <utility>

#include <core/random.hpp>
#include <limits/limits.hpp>
#include <peers/peers.hpp>

namespace bench::conv_u8s8u8 {

operands make_operands(const conv_case& wanted) {
    constexpr int largest_input = 127;
    const conv_shape& shape = wanted.shape;
    return {shape, random_integers<std::uint8_t>(shape.inputs(), 0, largest_input, 1),
            random_integers<std::int8_t>(shape.weights(), -128, 127, 2),
            spread_results(shape.depth(), shape.oc, largest_input, 256), wanted.under.threads};
}

std::shared_ptr<task> convolution(const char* operation, const char* in_floats, const conv_case& wanted,
                                  const std::vector<library<operands>>& libraries) {
    constexpr double operations_a_byte = 64; // below, reading limits it
    const conv_shape& shape = wanted.shape;
    task work{operation, wanted.name(), "GOP/s", shape.operations()};
    work.bounds = limits::bounds_of(limits::integer_products(wanted.under.threads), shape.operations(),
                                    shape.elements(), operations_a_byte, wanted.under);
    work.in_floats = in_floats;
    work.under = wanted.under;
    return task_of<operands>(std::move(work), libraries, shape.elements(), [wanted] { return make_operands(wanted); });
}

task_list tasks() {
    std::vector<library<operands>> libraries{{"quanta", prepare_quanta}};
    peers::add_onednn(libraries, prepare_onednn);
    if constexpr (peers::xnnpack) libraries.push_back({"xnnpack", prepare_xnnpack});
    task_list list;
    for (const conv_case& each : conv_cases()) list.push_back(convolution("conv_u8s8u8", "conv_f32", each, libraries));
    return list;
}

} // namespace bench::conv_u8s8u8
