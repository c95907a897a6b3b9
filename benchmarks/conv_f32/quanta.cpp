// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <conv_f32/operands.hpp>

#include <utility>

#include <core/team.hpp>
#include <quanta/core.hpp>
#include <quanta/op/float_conv2d.hpp>

namespace bench::conv_f32 {

solution<float> prepare_quanta(const std::shared_ptr<const operands>& data) {
    const conv_shape& shape = data->shape;
    const auto layer = std::make_shared<const quanta::op::float_conv2d>(
        quanta::tensor_view<const float, 4>(data->weights.data(), shape.weight_extents()), std::span<const float>{},
        quanta::op::activation::none, shape.window(), shape.groups);
    const team workers(data->threads);
    const auto memory =
        std::make_shared<quanta::aligned_buffer>(layer->workspace_bytes(shape.input_extents(), workers.workers()));
    const auto result = std::make_shared<array<float>>(shape.outputs());
    const quanta::tensor_view<const float, 4> input(data->input.data(), shape.input_extents());
    const quanta::tensor_view<float, 4> output(result->data(), shape.output_extents());
    const auto run = [=, keep = std::pair(data, result)] {
        layer->run(input, output, {memory->data(), memory->size()}, workers);
    };
    return {run, *result};
}

} // namespace bench::conv_f32
