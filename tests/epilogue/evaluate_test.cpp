// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdint>
#include <vector>

#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <quanta/epilogue.hpp>

#include "operands.hpp"

namespace ep = quanta::epilogue;
namespace isa = quanta::isa;
namespace rule = quanta::rule;

namespace {

/// Checks every instruction set of this processor against the reference, at every place, with a guard page after and
/// before each operand. `pipeline_for(operands)(output, row_stride)` is the pipeline, `tile_of(operands)` its input.
template <class U, class TileOf, class PipelineFor>
void require_same_bits(const TileOf& tile_of, const PipelineFor& pipeline_for) {
    std::uint32_t seed = 20260;
    for (const placement& place : placements) {
        for (const support::guard side : {support::guard::after, support::guard::before}) {
            CAPTURE(++seed, place.rows, place.columns, place.first_row, place.first_column, side);
            const operands data(place, side, seed);
            const auto pipeline = pipeline_for(data);
            const auto expected = output_of<U>(isa::id::reference, data, tile_of(data), pipeline);
            for (const isa::id id : isa::available()) {
                CAPTURE(isa::name(id));
                REQUIRE(output_of<U>(id, data, tile_of(data), pipeline) == expected);
            }
        }
    }
}

template <class U>
void require_same_bits(const auto& pipeline_for) {
    require_same_bits<U>([](const operands& data) { return data.tile(); }, pipeline_for);
}

} // namespace

TEST_CASE("every instruction set is here, or says that it is not", "[epilogue]") {
    const auto id = GENERATE(from_range(isa::architecture_ids));
    if (!isa::supported(id)) SKIP("this processor does not run " << isa::name(id));
    const operands data({6, 16, 0, 0}, support::guard::after, 1);
    const auto copy = [](std::int32_t* out, std::ptrdiff_t stride) { return ep::pipeline{ep::store{out, stride}}; };
    CHECK(output_of<std::int32_t>(id, data, data.tile(), copy)[5] == data.accumulators[5]);
}

TEST_CASE("integer corrections wrap alike", "[epilogue]") {
    require_same_bits<std::int32_t>([](const operands& data) {
        return [&](std::int32_t* out, std::ptrdiff_t stride) {
            return ep::pipeline{ep::bias{data.column_integers.data()},
                                ep::zero_point_correction{data.row_integers.data(), data.column_integers.data()},
                                ep::store{out, stride}};
        };
    });
}

TEST_CASE("requantized integers are the same bits", "[epilogue]") {
    for (const bool per_column : {false, true}) {
        require_same_bits<std::uint8_t>([=](const operands& data) {
            return [&, per_column](std::uint8_t* out, std::ptrdiff_t stride) {
                return ep::pipeline{ep::requantize{data.multipliers.data(), per_column, 131, 0, 255},
                                    ep::store{out, stride}};
            };
        });
    }
}

TEST_CASE("requantized integers that are rectified and stored in 16 bits are the same bits", "[epilogue]") {
    require_same_bits<std::int16_t>([](const operands& data) {
        return [&](std::int16_t* out, std::ptrdiff_t stride) {
            return ep::pipeline{ep::relu{}, ep::clamp{3, 1 << 30},
                                ep::requantize{data.multipliers.data(), true, -7, -32768, 32767},
                                ep::store{out, stride}};
        };
    });
}

TEST_CASE("integers requantized in fixed point are the same bits", "[epilogue]") {
    for (const bool per_column : {false, true}) {
        require_same_bits<std::int8_t>([=](const operands& data) {
            return [&, per_column](std::int8_t* out, std::ptrdiff_t stride) {
                return ep::pipeline{ep::requantize_fixed_point{data.fixed_points.data(), per_column, -5, -128, 127},
                                    ep::store{out, stride}};
            };
        });
    }
}

TEST_CASE("fixed point saturates at the ends of 32 bits alike", "[epilogue]") {
    require_same_bits<std::int32_t>([](const operands& data) {
        return [&](std::int32_t* out, std::ptrdiff_t stride) {
            constexpr std::numeric_limits<std::int32_t> limits;
            return ep::pipeline{
                ep::requantize_fixed_point{data.fixed_points.data(), true, 100, limits.min(), limits.max()},
                ep::store{out, stride}};
        };
    });
}

TEST_CASE("integers rounded twice are the same bits", "[epilogue]") {
    for (const bool per_column : {false, true}) {
        require_same_bits<std::int8_t>([=](const operands& data) {
            return [&, per_column](std::int8_t* out, std::ptrdiff_t stride) {
                return ep::pipeline{ep::requantize_twice_rounded{data.fixed_points.data(), per_column, -5, -128, 127},
                                    ep::store{out, stride}};
            };
        });
        require_same_bits<std::int32_t>([=](const operands& data) {
            return [&, per_column](std::int32_t* out, std::ptrdiff_t stride) {
                constexpr std::numeric_limits<std::int32_t> limits;
                return ep::pipeline{
                    ep::requantize_twice_rounded{data.fixed_points.data(), per_column, 0, limits.min(), limits.max()},
                    ep::store{out, stride}};
            };
        });
    }
}

TEST_CASE("integers requantized in double are the same bits", "[epilogue]") {
    for (const bool per_column : {false, true}) {
        for (const std::int32_t zero_point : {-128, -5, 0, 127}) {
            require_same_bits<std::int8_t>([=](const operands& data) {
                return [&, per_column](std::int8_t* out, std::ptrdiff_t stride) {
                    return ep::pipeline{
                        ep::requantize_in_double{data.multipliers.data(), per_column, zero_point, -128, 127},
                        ep::store{out, stride}};
                };
            });
        }
    }
}

TEST_CASE("integers requantized by doubles are the same bits", "[epilogue]") {
    const auto require_ties = [](auto ties) {
        for (const bool per_column : {false, true})
            for (const std::int32_t zero_point : {-128, -5, 0, 127})
                require_same_bits<std::int8_t>([=](const operands& data) {
                    return [&, per_column](std::int8_t* out, std::ptrdiff_t stride) {
                        return ep::pipeline{ep::requantize_by_double<decltype(ties)>{data.doubles.data(), per_column,
                                                                                     zero_point, -128, 127},
                                            ep::store{out, stride}};
                    };
                });
    };
    require_ties(rule::ties_away{});
    require_ties(rule::ties_to_even{});
}

TEST_CASE("ties and their neighbours go away from zero, whatever the integer before them", "[epilogue]") {
    // v * m is within one unit in the last place of n + 1/2, for n up to 2^22.
    for (const isa::id id : isa::available())
        for (const double n : {0.0, 1.0, 2.0, 126.0, 32766.0, 4194302.0})
            for (const double sign : {1.0, -1.0}) {
                const double tie = sign * (n + 0.5), nearer = std::nextafter(tie, 0.0), farther = tie * (1 + 0x1p-52);
                const std::vector<double> m{tie, nearer, farther, tie, nearer, farther, tie, nearer, farther};
                const std::vector<std::int32_t> v(m.size(), 1);
                std::vector<std::int32_t> q(m.size());
                const ep::pipeline finish{
                    ep::requantize_by_double<rule::ties_away>{m.data(), true, 0, -4194304, 4194304},
                    ep::store{q.data(), 0}};
                isa::visit(id, [&]<class Tag>(Tag) {
                    finish.consume<Tag>(ep::tile<std::int32_t>{v.data(), m.size(), 1, m.size(), 0, 0});
                });
                CAPTURE(isa::name(id), tie);
                for (std::size_t i = 0; i < m.size(); ++i) CHECK(q[i] == std::lround(m[i]));
            }
}

TEST_CASE("dequantized floats are the same bits, and no product is fused with an addition behind it", "[epilogue]") {
    for (const bool per_column : {false, true})
        for (const bool by_rows : {false, true})
            for (const bool with_bias : {false, true})
                require_same_bits<float>([=](const operands& data) {
                    const ep::dequantize stage{by_rows ? data.row_floats.data() : nullptr, data.multipliers.data(),
                                               per_column, with_bias ? data.column_floats.data() : nullptr};
                    return [&, stage](float* out, std::ptrdiff_t stride) {
                        return ep::pipeline{stage, ep::bias{data.column_floats.data()}, ep::store{out, stride}};
                    };
                });
}

TEST_CASE("residual additions are the same bits", "[epilogue]") {
    require_same_bits<float>([](const operands& data) {
        return [&](float* out, std::ptrdiff_t stride) {
            return ep::pipeline{
                ep::dequantize{.column_scales = data.multipliers.data(), .per_column = true},
                ep::residual_add{data.residual_uint8.data(), data.stride, 0.37F, 121},
                ep::residual_add{data.residual_int8.data(), data.stride, 0.0113F, -3},
                ep::residual_add{data.residual_float.data(), data.stride},
                ep::store{out, stride},
            };
        };
    });
}

TEST_CASE("floats with NaN and infinities are rectified, clamped and quantized to the same bits", "[epilogue]") {
    const auto float_tile = [](const operands& data) { return data.float_tile(); };
    require_same_bits<float>(float_tile, [](const operands&) {
        return [](float* out, std::ptrdiff_t stride) { return ep::pipeline{ep::relu{}, ep::store{out, stride}}; };
    });
    require_same_bits<float>(float_tile, [](const operands&) {
        return [](float* out, std::ptrdiff_t stride) {
            return ep::pipeline{ep::clamp{-1.5F, 0.0F}, ep::store{out, stride}};
        };
    });
    require_same_bits<std::uint8_t>(float_tile, [](const operands&) {
        return [](std::uint8_t* out, std::ptrdiff_t stride) {
            return ep::pipeline{ep::quantize{3.7F, 31, 0, 255}, ep::store{out, stride}};
        };
    });
    require_same_bits<std::int8_t>(float_tile, [](const operands&) {
        return [](std::int8_t* out, std::ptrdiff_t stride) {
            return ep::pipeline{ep::quantize{1.0F, 0, -127, 127}, ep::store{out, stride}};
        };
    });
}

TEST_CASE("a value outside the stored type keeps its low bits everywhere", "[epilogue]") {
    const auto store_only = [](const operands&) {
        return [](auto* out, std::ptrdiff_t stride) { return ep::pipeline{ep::store{out, stride}}; };
    };
    require_same_bits<std::uint8_t>(store_only);
    require_same_bits<std::int8_t>(store_only);
    require_same_bits<std::int16_t>(store_only);
}
