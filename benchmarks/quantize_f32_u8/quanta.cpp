// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <quantize_f32_u8/operands.hpp>

#include <quanta/core.hpp>
#include <quanta/params.hpp>
#include <quanta/quantizer.hpp>

namespace bench::quantize_f32_u8 {

solution<std::uint8_t> prepare_quanta(const std::shared_ptr<const operands>& data) {
    using activations = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;
    const quanta::quantization<activations> quantizer(data->params);
    const auto result = std::make_shared<array<std::uint8_t>>(data->reals.size());
    const auto run = [=] { quanta::quantize(data->reals.data(), data->reals.size(), quantizer, result->data()); };
    return {run, *result};
}

} // namespace bench::quantize_f32_u8
