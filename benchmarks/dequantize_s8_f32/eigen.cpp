// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <dequantize_s8_f32/operands.hpp>

#include <Eigen/Core>

namespace bench::dequantize_s8_f32 {

solution<float> prepare_eigen(const std::shared_ptr<const operands>& data) {
    using reals = Eigen::Array<float, Eigen::Dynamic, 1>;
    using bytes = Eigen::Array<std::int8_t, Eigen::Dynamic, 1>;
    const auto count = static_cast<Eigen::Index>(data->integers.size());
    const auto result = std::make_shared<array<float>>(data->integers.size());
    const auto run = [=] {
        const Eigen::Map<const bytes> in(data->integers.data(), count);
        Eigen::Map<reals>(result->data(), count) =
            (in.cast<std::int32_t>() - data->params.zero_point).cast<float>() * data->params.scale;
    };
    return {run, *result};
}

} // namespace bench::dequantize_s8_f32
