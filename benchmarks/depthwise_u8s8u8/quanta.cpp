// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <depthwise_u8s8u8/operands.hpp>

#include <utility>

#include <core/team.hpp>
#include <quanta/core.hpp>
#include <quanta/op/depthwise_conv2d.hpp>
#include <quanta/params.hpp>

namespace bench::depthwise_u8s8u8 {

solution<std::uint8_t> prepare_quanta(const std::shared_ptr<const operands>& data) {
    using activations = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;
    using weights = quanta::scheme<quanta::int8, quanta::symmetric, quanta::per_channel<0>>;
    using layer_type = quanta::op::depthwise_conv2d<activations, weights>;

    const conv_shape& shape = data->shape;
    const layer_params& params = data->params;
    const std::vector<std::int32_t> zero_points(shape.oc);
    const auto layer = std::make_shared<const layer_type>(
        quanta::tensor_view<const std::int8_t, 4>(data->weights.data(), shape.weight_extents()),
        quanta::quantization<weights>(params.weight_scales, zero_points), std::span<const float>{}, params.input,
        params.output, quanta::op::activation::none, shape.window());
    const team workers(data->threads);
    const auto memory =
        std::make_shared<quanta::aligned_buffer>(layer->workspace_bytes(shape.input_extents(), workers.workers()));
    const auto result = std::make_shared<array<std::uint8_t>>(shape.outputs());
    const quanta::tensor_view<const std::uint8_t, 4> input(data->input.data(), shape.input_extents());
    const quanta::tensor_view<std::uint8_t, 4> output(result->data(), shape.output_extents());
    const auto run = [=, keep = std::pair(data, result)] {
        layer->run(input, output, {memory->data(), memory->size()}, workers);
    };
    return {run, *result};
}

} // namespace bench::depthwise_u8s8u8
