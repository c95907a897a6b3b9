// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <peers/xnnpack/xnnpack.hpp>

#include <limits>
#include <memory>
#include <utility>

#include <core/array.hpp>
#include <peers/xnnpack/shared.hpp>

namespace bench::peers {

using namespace xnnpack_library;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

/// Numbers as the creating functions take them, the same for every type.
struct extents {
    std::uint32_t padding, kernel, stride, groups;
    std::size_t group_inputs, group_outputs, inputs, outputs;

    explicit extents(const conv_shape& shape)
        : padding(static_cast<std::uint32_t>(shape.padding())), kernel(static_cast<std::uint32_t>(shape.k)),
          stride(static_cast<std::uint32_t>(shape.stride)), groups(static_cast<std::uint32_t>(shape.groups)),
          group_inputs(shape.ic / shape.groups), group_outputs(shape.oc / shape.groups), inputs(shape.ic),
          outputs(shape.oc) {}
};

} // namespace

primitive xnnpack_convolution_s8(const conv_shape& shape, const std::int8_t* input, const std::int8_t* weights,
                                 const layer_params& params, std::int8_t* output, std::size_t count) {
    const extents e(shape);
    xnn_operator_t made = nullptr;
    check(xnn_create_convolution2d_nhwc_qc8(
              e.padding, e.padding, e.padding, e.padding, e.kernel, e.kernel, e.stride, e.stride, 1, 1, e.groups,
              e.group_inputs, e.group_outputs, e.inputs, e.outputs, static_cast<std::int8_t>(params.input.zero_point),
              params.input.scale, params.weight_scales.data(), weights, nullptr,
              static_cast<std::int8_t>(params.output.zero_point), params.output.scale, -128, 127, 0, &made),
          "xnn_create_convolution2d_nhwc_qc8");
    auto ready = owned(made);
    check(xnn_setup_convolution2d_nhwc_qc8(made, shape.n, shape.h, shape.h, input, output, threads(count)),
          "xnn_setup_convolution2d_nhwc_qc8");
    return {runs(std::move(ready), count)};
}

primitive xnnpack_convolution_u8(const conv_shape& shape, const std::uint8_t* input, const std::int8_t* weights,
                                 const layer_params& params, std::uint8_t* output, std::size_t count) {
    const auto shifted = std::make_shared<array<std::int8_t>>(shape.inputs());
    for (std::size_t i = 0; i < shape.inputs(); ++i) (*shifted)[i] = static_cast<std::int8_t>(input[i] - 128);
    const auto result = std::make_shared<array<std::int8_t>>(shape.outputs());
    layer_params less = params;
    less.input.zero_point -= 128;
    less.output.zero_point -= 128;
    primitive made = xnnpack_convolution_s8(shape, shifted->data(), weights, less, result->data(), count);
    made.run = [run = std::move(made.run), shifted, result] { run(); };
    made.collect = [result, output] {
        for (std::size_t i = 0; i < result->size(); ++i) output[i] = static_cast<std::uint8_t>((*result)[i] + 128);
    };
    return made;
}

primitive xnnpack_convolution_f32(const conv_shape& shape, const float* input, const float* weights, float* output,
                                  std::size_t count) {
    const extents e(shape);
    xnn_operator_t made = nullptr;
    check(xnn_create_convolution2d_nhwc_f32(e.padding, e.padding, e.padding, e.padding, e.kernel, e.kernel, e.stride,
                                            e.stride, 1, 1, e.groups, e.group_inputs, e.group_outputs, e.inputs,
                                            e.outputs, weights, nullptr, -infinity, infinity, 0, &made),
          "xnn_create_convolution2d_nhwc_f32");
    auto ready = owned(made);
    check(xnn_setup_convolution2d_nhwc_f32(made, shape.n, shape.h, shape.h, input, output, threads(count)),
          "xnn_setup_convolution2d_nhwc_f32");
    return {runs(std::move(ready), count)};
}

primitive xnnpack_matmul_f32(const gemm_shape& shape, const float* input, const float* weights, float* output,
                             std::size_t count) {
    xnn_operator_t made = nullptr;
    check(xnn_create_fully_connected_nc_f32(shape.k, shape.n, shape.k, shape.n, weights, nullptr, -infinity, infinity,
                                            0, &made),
          "xnn_create_fully_connected_nc_f32");
    auto ready = owned(made);
    check(xnn_setup_fully_connected_nc_f32(made, shape.m, input, output, threads(count)),
          "xnn_setup_fully_connected_nc_f32");
    return {runs(std::move(ready), count)};
}

} // namespace bench::peers
