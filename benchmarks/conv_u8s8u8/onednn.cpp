// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <conv_u8s8u8/operands.hpp>

#include <utility>

#include <peers/convolution/onednn.hpp>
#include <peers/onednn.hpp>

namespace bench::conv_u8s8u8 {

solution<std::uint8_t> prepare_onednn(const std::shared_ptr<const operands>& data) {
    using type = dnnl::memory::data_type;
    const auto result = std::make_shared<array<std::uint8_t>>(data->shape.outputs());
    const auto made = peers::make_onednn_convolution(
        data->shape, {type::u8, type::s8, data->input.data(), data->weights.data(), result->data()}, false,
        peers::onednn_requantization(data->params));
    const auto run = [run = made.run, keep = std::pair(data, result)] { run(); };
    return {run, *result, {}, made.kernel};
}

} // namespace bench::conv_u8s8u8
