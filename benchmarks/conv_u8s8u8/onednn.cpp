// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <conv_u8s8u8/operands.hpp>

namespace bench::conv_u8s8u8 {

solution<std::uint8_t> prepare_onednn(const peers::onednn_api& onednn, const std::shared_ptr<const operands>& data) {
    const auto result = std::make_shared<array<std::uint8_t>>(data->shape.outputs());
    return solution_of(onednn.convolution(data->shape,
                                          {peers::element::u8, peers::element::u8, data->input.data(),
                                           data->weights.data(), result->data()},
                                          &data->params, false, data->threads),
                       result, data);
}

} // namespace bench::conv_u8s8u8
