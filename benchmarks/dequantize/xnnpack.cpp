// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <dequantize/conversion.hpp>

#include <peers/xnnpack/xnnpack.hpp>

namespace bench::dequantize {

template <class Byte>
solution<float> prepare_xnnpack(const std::shared_ptr<const operands<Byte>>& data) {
    const auto result = std::make_shared<array<float>>(data->integers.size());
    return solution_of(peers::xnnpack_convert(conversion_of(*data, *result)), result, data);
}

template solution<float> prepare_xnnpack(const std::shared_ptr<const operands<std::uint8_t>>&);
template solution<float> prepare_xnnpack(const std::shared_ptr<const operands<std::int8_t>>&);

} // namespace bench::dequantize
