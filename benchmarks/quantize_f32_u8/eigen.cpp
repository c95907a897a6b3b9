// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <quantize_f32_u8/operands.hpp>

#include <Eigen/Core>

namespace bench::quantize_f32_u8 {

solution<std::uint8_t> prepare_eigen(const std::shared_ptr<const operands>& data) {
    using reals = Eigen::Array<float, Eigen::Dynamic, 1>;
    using bytes = Eigen::Array<std::uint8_t, Eigen::Dynamic, 1>;
    const auto count = static_cast<Eigen::Index>(data->reals.size());
    const auto result = std::make_shared<array<std::uint8_t>>(data->reals.size());
    const float factor = 1.0F / data->params.scale, zero_point = static_cast<float>(data->params.zero_point);
    const auto run = [=] {
        const Eigen::Map<const reals> in(data->reals.data(), count);
        Eigen::Map<bytes>(result->data(), count) =
            ((in * factor).max(0 - zero_point).min(255 - zero_point).rint() + zero_point)
                .cast<std::int32_t>()
                .cast<std::uint8_t>();
    };
    return {run, *result};
}

} // namespace bench::quantize_f32_u8
