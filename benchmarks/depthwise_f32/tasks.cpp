// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <depthwise_f32/operands.hpp>

#include <peers/peers.hpp>

namespace bench::depthwise_f32 {

task_list tasks() {
    std::vector<library<operands>> libraries{{"quanta", prepare_quanta}};
    if constexpr (peers::onednn) {
        libraries.push_back({"onednn", conv_f32::prepare_onednn});
        libraries.push_back({"onednn_order", conv_f32::prepare_onednn_order});
    }
    task_list list;
    for (const conv_shape& shape : depthwise_shapes) {
        task work{"depthwise_f32", shape.name(), "GFLOP/s", shape.operations()};
        work.bounds = conv_f32::bounds_of(shape);
        list.push_back(
            task_of<operands>(std::move(work), libraries, [shape] { return conv_f32::make_operands(shape); }));
    }
    return list;
}

} // namespace bench::depthwise_f32
