// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/epilogue.hpp>
#include <quanta/isa/select.hpp>
#include <support/failure.hpp>
#include <support/guarded_buffer.hpp>

using namespace quanta;

namespace {

constexpr std::int64_t most = (std::int64_t{1} << 47) - 1;

/// Sums of every size, those at the ends, and ties of multipliers that are powers of two.
std::vector<std::int64_t> sums(std::size_t count, std::uint32_t seed) {
    std::mt19937_64 generator(seed);
    std::vector<std::int64_t> values(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto bits = static_cast<int>(generator() % 47);
        values[i] = static_cast<std::int64_t>(generator()) >> (63 - bits);
        if (i % 11 == 0) values[i] = i % 2 == 0 ? most : -most - 1;
        if (i % 7 == 0) values[i] = (2 * (values[i] % 40000) + 1) * 128; // n + 1/2 of 2^-8
    }
    return values;
}

/// `stage` on a tile of `values`, at column 3 of the output, whose rows are `columns` wide.
template <class T, class Stage>
std::vector<T> results(isa::id id, const Stage& stage, const std::vector<std::int64_t>& values, std::size_t columns) {
    const std::size_t rows = values.size() / columns;
    const support::guarded_buffer<std::int64_t> in(std::span<const std::int64_t>(values).first(rows * columns));
    const support::guarded_buffer<T> out(rows * columns);
    const auto width = static_cast<std::ptrdiff_t>(columns);
    const epilogue::wide_pipeline finish{stage, epilogue::store<T>{out.data() - 2 * width - 3, width}};
    isa::visit(id, [&](auto tag) {
        finish.template consume<decltype(tag)>(epilogue::tile<std::int64_t>{in.data(), columns, rows, columns, 2, 3});
    });
    return {out.data(), out.data() + out.size()};
}

} // namespace

TEST_CASE("64-bit sums are requantized alike on every instruction set", "[epilogue][isa]") {
    for (const std::size_t columns : std::initializer_list<std::size_t>{1, 3, 4, 7, 8, 9, 16, 61, 128})
        for (const bool per_column : {false, true}) {
            const auto values = sums(columns * 13, static_cast<std::uint32_t>(columns));
            std::vector<double> reals(columns + 3);
            std::vector<float> scales(columns + 3);
            std::vector<wide_multiplier> fixed(columns + 3);
            for (std::size_t j = 0; j < reals.size(); ++j) {
                const double m = j % 3 == 0 ? 0x1p-8
                                            : std::ldexp(0.5 + 0.37 * static_cast<double>(j % 9) / 9,
                                                         7 - static_cast<int>(j * 5 % 39));
                reals[j] = m;
                scales[j] = static_cast<float>(m);
                fixed[j] = to_wide(to_fixed_point(m));
            }
            const epilogue::requantize_by_double<rule::ties_to_even> in_double{reals.data(), per_column, 5, -30000,
                                                                               32767};
            const epilogue::requantize_wide_fixed_point in_integers{fixed.data(), per_column, -7, -32768, 31000};
            const epilogue::requantize_by_double<rule::ties_away> away{reals.data(), per_column, 0, -32768, 32767};
            const epilogue::dequantize_wide to_reals{scales.data(), per_column};
            for (const isa::id id : isa::available()) {
                CAPTURE(isa::name(id), columns, per_column);
                const auto got = results<std::int16_t>(id, in_double, values, columns);
                const auto got_fixed = results<std::int16_t>(id, in_integers, values, columns);
                const auto got_away = results<std::int16_t>(id, away, values, columns);
                const auto got_reals = results<float>(id, to_reals, values, columns);
                for (std::size_t i = 0; i < got.size(); ++i) {
                    const std::size_t j = per_column ? i % columns + 3 : 0;
                    const double scaled = static_cast<double>(values[i]) * reals[j];
                    REQUIRE(got[i] == static_cast<int>(std::nearbyint(std::clamp(scaled, -30005.0, 32762.0))) + 5);
                    REQUIRE(got_away[i] == static_cast<int>(std::round(std::clamp(scaled, -32768.0, 32767.0))));
                    REQUIRE(got_fixed[i] ==
                            std::clamp<std::int64_t>(quanta::apply(fixed[j], values[i]) - 7, -32768, 31000));
                    REQUIRE(got_reals[i] == static_cast<float>(static_cast<double>(values[i]) * double{scales[j]}));
                }
            }
        }
}

TEST_CASE("stages of 64-bit sums refuse what they cannot work with", "[epilogue][errors]") {
    const double m = 1;
    std::int16_t out = 0;
    const epilogue::store<std::int16_t> store{&out, 1};
    REQUIRE_ERROR(epilogue::wide_pipeline(epilogue::requantize_by_double<rule::ties_away>{&m, false, 0, 5, 4}, store),
                  "requantize_by_double: lowest 5 is above highest 4");
    const wide_multiplier fixed;
    REQUIRE_ERROR(epilogue::wide_pipeline(epilogue::requantize_wide_fixed_point{&fixed, false, 0, 5, 4}, store),
                  "requantize_wide_fixed_point: lowest 5 is above highest 4");
}
