// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <conv_f32/operands.hpp>

#include <utility>

#include <core/random.hpp>
#include <limits/limits.hpp>
#include <peers/peers.hpp>

namespace bench::conv_f32 {

operands make_operands(const conv_case& wanted) {
    const conv_shape& shape = wanted.shape;
    return {shape, random_reals(shape.inputs(), 1, 1), random_reals(shape.weights(), 1, 2), wanted.under.threads};
}

std::shared_ptr<task> convolution(const char* operation, const conv_case& wanted,
                                  const std::vector<library<operands>>& libraries) {
    constexpr double operations_a_byte = 16; // below, reading limits it
    const conv_shape& shape = wanted.shape;
    const std::size_t bytes = 4 * shape.elements();
    task work{operation, wanted.name(), "GFLOP/s", shape.operations()};
    work.bounds = limits::bounds_of(limits::float_products(wanted.under.threads), shape.operations(), bytes,
                                    operations_a_byte, wanted.under);
    work.under = wanted.under;
    return task_of<operands>(std::move(work), libraries, bytes, [wanted] { return make_operands(wanted); });
}

task_list tasks() {
    task_list list;
    for (const conv_case& each : conv_cases()) {
        std::vector<library<operands>> libraries{{"quanta", prepare_quanta}};
        peers::add_onednn(libraries, prepare_onednn);
        peers::add_onednn(libraries, prepare_onednn_order, "_order");
        if constexpr (peers::xnnpack) libraries.push_back({"xnnpack", prepare_xnnpack});
        if constexpr (peers::openblas) // groups are not one product
            if (each.shape.groups == 1) libraries.push_back({"openblas_product", prepare_openblas_product});
        list.push_back(convolution("conv_f32", each, libraries));
    }
    return list;
}

} // namespace bench::conv_f32
