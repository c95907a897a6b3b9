// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>

#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/epilogue.hpp>

#include "operands.hpp"

namespace ep = quanta::epilogue;
namespace isa = quanta::isa;

namespace {

/// A user's own stage: no `apply` around it, and nothing of the library but the shape of its members.
struct leaky_relu {
    template <std::same_as<float> Value>
    using result = float;

    float slope;

    float operator()(float v, std::size_t, std::size_t) const { return v < 0 ? v * slope : v; }
};

template <class U>
void require_same_bits(const auto& stages) {
    std::uint32_t seed = 7;
    for (const placement& place : placements) {
        CAPTURE(++seed, place.rows, place.columns);
        const operands data(place, support::guard::after, seed);
        const auto pipeline = [&](U* out, std::ptrdiff_t stride) { return stages(data, ep::store{out, stride}); };
        const auto expected = output_of<U>(isa::id::reference, data, data.tile(), pipeline);
        for (const isa::id id : isa::available()) {
            CAPTURE(isa::name(id));
            REQUIRE(output_of<U>(id, data, data.tile(), pipeline) == expected);
        }
    }
}

ep::dequantize to_floats(const operands& data) {
    return {.column_scales = data.multipliers.data(), .per_column = true};
}

} // namespace

TEST_CASE("a user's function of a float is not contracted", "[epilogue]") {
    require_same_bits<float>([](const operands& data, auto store) {
        return ep::pipeline{to_floats(data), ep::apply{[](float v) { return v * 0.3F + 1.7F; }}, store};
    });
}

TEST_CASE("a user's product is not fused with the next stage's addition", "[epilogue]") {
    require_same_bits<float>([](const operands& data, auto store) {
        return ep::pipeline{to_floats(data), ep::apply{[](float v) { return v * 0.3F; }},
                            ep::bias{data.column_floats.data()}, store};
    });
}

TEST_CASE("a user's function of an integer and its place sees only the tile's rows and columns", "[epilogue]") {
    require_same_bits<float>([](const operands& data, auto store) {
        const auto scale = [rows = data.row_floats.data(),
                            columns = data.column_floats.data()](std::int32_t v, std::size_t row, std::size_t column) {
            return static_cast<float>(v) * rows[row] * columns[column];
        };
        return ep::pipeline{ep::apply{scale}, store};
    });
}

TEST_CASE("a user's function may turn floats into integers", "[epilogue]") {
    require_same_bits<std::int8_t>([](const operands& data, auto store) {
        return ep::pipeline{to_floats(data),
                            ep::apply{[](float v) { return std::int32_t{v > 0} - std::int32_t{v < 0}; }}, store};
    });
}

TEST_CASE("a user's own stage runs on every instruction set", "[epilogue]") {
    require_same_bits<float>([](const operands& data, auto store) {
        return ep::pipeline{to_floats(data), leaky_relu{0.01F}, store};
    });
}

TEST_CASE("apply evaluates its function", "[epilogue]") {
    const std::array<std::int32_t, 2> values{3, -4};
    std::array<std::int32_t, 2> out{};
    const auto f = [](std::int32_t v, std::size_t row, std::size_t column) {
        return v * 100 + static_cast<std::int32_t>(row * 10 + column);
    };
    const ep::pipeline pipeline{ep::apply{f}, ep::store{out.data(), 0}};
    pipeline.consume<isa::reference>(ep::tile<std::int32_t>{values.data(), 2, 1, 2, 7, 0});
    CHECK(out == std::array<std::int32_t, 2>{370, -329});
}
