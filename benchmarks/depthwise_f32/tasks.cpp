// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <depthwise_f32/operands.hpp>

#include <peers/peers.hpp>

namespace bench::depthwise_f32 {

task_list tasks() {
    std::vector<library<operands>> libraries{{"quanta", prepare_quanta}};
    peers::add_onednn(libraries, conv_f32::prepare_onednn);
    peers::add_onednn(libraries, conv_f32::prepare_onednn_order, "_order");
    if constexpr (peers::xnnpack) libraries.push_back({"xnnpack", conv_f32::prepare_xnnpack});
    task_list list;
    for (const conv_case& each : depthwise_cases())
        list.push_back(conv_f32::convolution("depthwise_f32", each, libraries));
    return list;
}

} // namespace bench::depthwise_f32
