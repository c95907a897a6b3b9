// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <dequantize/operands.hpp>

#include <type_traits>

#include <quanta/core.hpp>
#include <quanta/params.hpp>
#include <quanta/quantizer.hpp>

namespace bench::dequantize {

template <class Byte>
solution<float> prepare_quanta(const std::shared_ptr<const operands<Byte>>& data) {
    using format = std::conditional_t<std::is_signed_v<Byte>, quanta::int8, quanta::uint8>;
    using activations = quanta::scheme<format, quanta::asymmetric, quanta::per_tensor>;
    const quanta::quantization<activations> quantizer(data->params);
    const auto result = std::make_shared<array<float>>(data->integers.size());
    const auto run = [=] {
        quanta::dequantize(data->integers.data(), data->integers.size(), quantizer, result->data());
    };
    return {run, *result};
}

template solution<float> prepare_quanta(const std::shared_ptr<const operands<std::uint8_t>>&);
template solution<float> prepare_quanta(const std::shared_ptr<const operands<std::int8_t>>&);

} // namespace bench::dequantize
