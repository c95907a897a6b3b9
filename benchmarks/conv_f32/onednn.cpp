// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <conv_f32/operands.hpp>

#include <peers/convolution/onednn.hpp>

namespace bench::conv_f32 {

namespace {

solution<float> prepare(const std::shared_ptr<const operands>& data, bool chooses_images) {
    using type = dnnl::memory::data_type;
    const auto result = std::make_shared<array<float>>(data->shape.outputs());
    const auto made = peers::make_onednn_convolution(
        data->shape, {type::f32, type::f32, data->input.data(), data->weights.data(), result->data()}, chooses_images,
        {});
    const auto run = [run = made.run, keep = std::pair(data, result)] { run(); };
    return {run, *result, allowed(data->shape), made.kernel, made.collect};
}

} // namespace

solution<float> prepare_onednn(const std::shared_ptr<const operands>& data) { return prepare(data, false); }
solution<float> prepare_onednn_order(const std::shared_ptr<const operands>& data) { return prepare(data, true); }

} // namespace bench::conv_f32
