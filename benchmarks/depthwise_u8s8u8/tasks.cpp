// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <depthwise_u8s8u8/operands.hpp>

#include <peers/peers.hpp>

namespace bench::depthwise_u8s8u8 {

task_list tasks() {
    std::vector<library<operands>> libraries{{"quanta", prepare_quanta}};
    if constexpr (peers::onednn) libraries.push_back({"onednn", conv_u8s8u8::prepare_onednn});
    task_list list;
    for (const conv_shape& shape : depthwise_shapes) {
        task work{"depthwise_u8s8u8", shape.name(), "GOP/s", shape.operations()};
        work.bounds = conv_u8s8u8::bounds_of(shape);
        work.in_floats = "depthwise_f32";
        list.push_back(
            task_of<operands>(std::move(work), libraries, [shape] { return conv_u8s8u8::make_operands(shape); }));
    }
    return list;
}

} // namespace bench::depthwise_u8s8u8
