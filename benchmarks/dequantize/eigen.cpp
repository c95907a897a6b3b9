// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <dequantize/operands.hpp>

#include <Eigen/Core>

namespace bench::dequantize {

template <class Byte>
solution<float> prepare_eigen(const std::shared_ptr<const operands<Byte>>& data) {
    using reals = Eigen::Array<float, Eigen::Dynamic, 1>;
    using bytes = Eigen::Array<Byte, Eigen::Dynamic, 1>;
    const auto count = static_cast<Eigen::Index>(data->integers.size());
    const auto result = std::make_shared<array<float>>(data->integers.size());
    const auto run = [=] {
        const Eigen::Map<const bytes> in(data->integers.data(), count);
        Eigen::Map<reals>(result->data(), count) =
            (in.template cast<std::int32_t>() - data->params.zero_point).template cast<float>() * data->params.scale;
    };
    return {run, *result};
}

template solution<float> prepare_eigen(const std::shared_ptr<const operands<std::uint8_t>>&);
template solution<float> prepare_eigen(const std::shared_ptr<const operands<std::int8_t>>&);

} // namespace bench::dequantize
