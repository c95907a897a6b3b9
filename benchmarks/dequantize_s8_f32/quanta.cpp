// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <dequantize_s8_f32/operands.hpp>

#include <quanta/core.hpp>
#include <quanta/params.hpp>
#include <quanta/quantizer.hpp>

namespace bench::dequantize_s8_f32 {

solution<float> prepare_quanta(const std::shared_ptr<const operands>& data) {
    using activations = quanta::scheme<quanta::int8, quanta::asymmetric, quanta::per_tensor>;
    const quanta::quantization<activations> quantizer(data->params);
    const auto result = std::make_shared<array<float>>(data->integers.size());
    const auto run = [=] {
        quanta::dequantize(data->integers.data(), data->integers.size(), quantizer, result->data());
    };
    return {run, *result};
}

} // namespace bench::dequantize_s8_f32
