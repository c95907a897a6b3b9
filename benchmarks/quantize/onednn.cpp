// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <quantize/conversion.hpp>

namespace bench::quantize {

template <class Byte>
solution<Byte> prepare_onednn(const peers::onednn_api& onednn, const std::shared_ptr<const operands<Byte>>& data) {
    const auto result = std::make_shared<array<Byte>>(data->reals.size());
    return solution_of(onednn.reorder(conversion_of(*data, *result)), result, data, zero_point_before_rounding());
}

template solution<std::uint8_t> prepare_onednn(const peers::onednn_api&,
                                               const std::shared_ptr<const operands<std::uint8_t>>&);
template solution<std::int8_t> prepare_onednn(const peers::onednn_api&,
                                              const std::shared_ptr<const operands<std::int8_t>>&);

} // namespace bench::quantize
