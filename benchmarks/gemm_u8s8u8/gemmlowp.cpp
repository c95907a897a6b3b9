// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_u8s8u8/operands.hpp>

#include <cmath>
#include <tuple>
#include <vector>

#include <peers/gemmlowp/gemmlowp.hpp>

namespace bench::gemm_u8s8u8 {

namespace {

/// multiplier_j = mantissa_j / 2^31 * 2^exponent_j
struct fixed_point {
    std::vector<std::int32_t> mantissas, exponents;

    explicit fixed_point(const std::vector<float>& multipliers) {
        for (const float each : multipliers) {
            int exponent = 0;
            const double part = std::frexp(static_cast<double>(each), &exponent); // of a float: exact in 31 bits
            mantissas.push_back(static_cast<std::int32_t>(std::ldexp(part, 31)));
            exponents.push_back(exponent);
        }
    }
};

} // namespace

solution<std::uint8_t> prepare_gemmlowp(const std::shared_ptr<const operands>& data) {
    constexpr auto per_row = gemmlowp::VectorShape::Col;
    const auto scales = std::make_shared<const fixed_point>(data->params.multipliers());
    const auto stages = [=, n = static_cast<int>(data->shape.n)] {
        using vector = gemmlowp::VectorMap<const std::int32_t, per_row>;
        return std::tuple{gemmlowp::OutputStageScaleInt32ByFixedPointAndExponentPC<per_row>{
                              vector(scales->mantissas.data(), n), vector(scales->exponents.data(), n),
                              data->params.output.zero_point},
                          gemmlowp::OutputStageSaturatingCastToUint8{}};
    };
    const auto result = std::make_shared<array<std::uint8_t>>(data->shape.m * data->shape.n);
    return solution_of(peers::gemmlowp_product(data->shape, data->input.data(), data->weights,
                                               data->params.input.zero_point, result->data(), stages, data->threads),
                       result, data, {1, 1, "ties are rounded away from zero"});
}

} // namespace bench::gemm_u8s8u8
