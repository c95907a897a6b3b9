// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <quantize/conversion.hpp>

#include <peers/xnnpack/xnnpack.hpp>

namespace bench::quantize {

template <class Byte>
solution<Byte> prepare_xnnpack(const std::shared_ptr<const operands<Byte>>& data) {
    const auto result = std::make_shared<array<Byte>>(data->reals.size());
    return solution_of(peers::xnnpack_convert(conversion_of(*data, *result)), result, data, peers::xnnpack_rounding());
}

template solution<std::uint8_t> prepare_xnnpack(const std::shared_ptr<const operands<std::uint8_t>>&);
template solution<std::int8_t> prepare_xnnpack(const std::shared_ptr<const operands<std::int8_t>>&);

} // namespace bench::quantize
