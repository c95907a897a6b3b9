// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <quantize/operands.hpp>

#include <type_traits>

#include <quanta/core.hpp>
#include <quanta/params.hpp>
#include <quanta/quantizer.hpp>

namespace bench::quantize {

template <class Byte>
solution<Byte> prepare_quanta(const std::shared_ptr<const operands<Byte>>& data) {
    using format = std::conditional_t<std::is_signed_v<Byte>, quanta::int8, quanta::uint8>;
    using activations = quanta::scheme<format, quanta::asymmetric, quanta::per_tensor>;
    const quanta::quantization<activations> quantizer(data->params);
    const auto result = std::make_shared<array<Byte>>(data->reals.size());
    const auto run = [=] { quanta::quantize(data->reals.data(), data->reals.size(), quantizer, result->data()); };
    return {run, *result};
}

template solution<std::uint8_t> prepare_quanta(const std::shared_ptr<const operands<std::uint8_t>>&);
template solution<std::int8_t> prepare_quanta(const std::shared_ptr<const operands<std::int8_t>>&);

} // namespace bench::quantize
