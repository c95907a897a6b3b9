// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <limits>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/epilogue.hpp>
#include <support/failure.hpp>

#include "operands.hpp"

namespace ep = quanta::epilogue;
namespace isa = quanta::isa;

TEMPLATE_TEST_CASE("values are looked up behind a requantization on every instruction set", "[epilogue]", std::uint8_t,
                   std::int8_t) {
    constexpr int lowest = std::numeric_limits<TestType>::min(), highest = std::numeric_limits<TestType>::max();
    std::uint32_t seed = 31000;
    for (const placement& place : placements)
        for (const support::guard side : {support::guard::after, support::guard::before}) {
            CAPTURE(++seed, place.rows, place.columns, place.first_row, place.first_column, side);
            const operands data(place, side, seed);
            const support::guarded_buffer<TestType> entries(256, side);
            for (TestType& entry : entries.span())
                entry = static_cast<TestType>(seed * 77 + 13 * (&entry - entries.data()));
            const auto requantized = [&](std::int32_t* out, std::ptrdiff_t stride) {
                return ep::pipeline{ep::requantize{data.multipliers.data(), true, 3, lowest, highest},
                                    ep::store{out, stride}};
            };
            const auto looked_up = [&](std::int32_t* out, std::ptrdiff_t stride) {
                return ep::pipeline{ep::requantize{data.multipliers.data(), true, 3, lowest, highest},
                                    ep::lookup{entries.data()}, ep::store{out, stride}};
            };
            const auto before = output_of<std::int32_t>(isa::id::reference, data, data.tile(), requantized);
            for (const isa::id id : isa::available()) {
                CAPTURE(isa::name(id));
                const auto after = output_of<std::int32_t>(id, data, data.tile(), looked_up);
                std::size_t differences = 0;
                for (std::size_t i = 0; i < place.rows; ++i)
                    for (std::size_t j = 0; j < place.columns; ++j) {
                        const std::size_t at =
                            (place.first_row + i) * static_cast<std::size_t>(data.stride) + place.first_column + j;
                        differences += after[at] != entries[static_cast<std::uint8_t>(before[at])];
                    }
                REQUIRE(differences == 0);
            }
        }
}

TEST_CASE("a table must be somewhere", "[epilogue][errors]") {
    std::uint8_t out = 0;
    const std::uint8_t* nowhere = nullptr;
    REQUIRE_ERROR((ep::pipeline{ep::lookup{nowhere}, ep::store{&out, 1}}), "lookup: null entries");
}
