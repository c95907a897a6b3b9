// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <conv_f32/operands.hpp>

#include <peers/xnnpack/xnnpack.hpp>

namespace bench::conv_f32 {

solution<float> prepare_xnnpack(const std::shared_ptr<const operands>& data) {
    const auto result = std::make_shared<array<float>>(data->shape.outputs());
    return solution_of(peers::xnnpack_convolution_f32(data->shape, data->input.data(), data->weights.data(),
                                                      result->data(), data->threads),
                       result, data, allowed(data->shape));
}

} // namespace bench::conv_f32
