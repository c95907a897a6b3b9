// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <depthwise_u8s8u8/operands.hpp>

#include <peers/peers.hpp>

namespace bench::depthwise_u8s8u8 {

task_list tasks() {
    std::vector<library<operands>> libraries{{"quanta", prepare_quanta}};
    peers::add_onednn(libraries, conv_u8s8u8::prepare_onednn);
    if constexpr (peers::xnnpack) libraries.push_back({"xnnpack", conv_u8s8u8::prepare_xnnpack});
    task_list list;
    for (const conv_case& each : depthwise_cases())
        list.push_back(conv_u8s8u8::convolution("depthwise_u8s8u8", "depthwise_f32", each, libraries));
    return list;
}

} // namespace bench::depthwise_u8s8u8
