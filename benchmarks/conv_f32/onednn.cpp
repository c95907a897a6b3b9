// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <conv_f32/operands.hpp>

namespace bench::conv_f32 {

namespace {

solution<float> prepare(const peers::onednn_api& onednn, const std::shared_ptr<const operands>& data,
                        bool chooses_images) {
    const auto result = std::make_shared<array<float>>(data->shape.outputs());
    return solution_of(onednn.convolution(data->shape,
                                          {peers::element::f32, peers::element::f32, data->input.data(),
                                           data->weights.data(), result->data()},
                                          nullptr, chooses_images, data->threads),
                       result, data, allowed(data->shape));
}

} // namespace

solution<float> prepare_onednn(const peers::onednn_api& onednn, const std::shared_ptr<const operands>& data) {
    return prepare(onednn, data, false);
}
solution<float> prepare_onednn_order(const peers::onednn_api& onednn, const std::shared_ptr<const operands>& data) {
    return prepare(onednn, data, true);
}

} // namespace bench::conv_f32
