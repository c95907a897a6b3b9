// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <quantize/operands.hpp>

#include <limits>

#include <Eigen/Core>

namespace bench::quantize {

template <class Byte>
solution<Byte> prepare_eigen(const std::shared_ptr<const operands<Byte>>& data) {
    using reals = Eigen::Array<float, Eigen::Dynamic, 1>;
    using bytes = Eigen::Array<Byte, Eigen::Dynamic, 1>;
    const auto count = static_cast<Eigen::Index>(data->reals.size());
    const auto result = std::make_shared<array<Byte>>(data->reals.size());
    const float factor = 1.0F / data->params.scale, zero_point = static_cast<float>(data->params.zero_point);
    const float lowest = static_cast<float>(std::numeric_limits<Byte>::lowest()) - zero_point;
    const float highest = static_cast<float>(std::numeric_limits<Byte>::max()) - zero_point;
    const auto run = [=] {
        const Eigen::Map<const reals> in(data->reals.data(), count);
        Eigen::Map<bytes>(result->data(), count) = ((in * factor).max(lowest).min(highest).rint() + zero_point)
                                                       .template cast<std::int32_t>()
                                                       .template cast<Byte>();
    };
    return {run, *result};
}

template solution<std::uint8_t> prepare_eigen(const std::shared_ptr<const operands<std::uint8_t>>&);
template solution<std::int8_t> prepare_eigen(const std::shared_ptr<const operands<std::int8_t>>&);

} // namespace bench::quantize
