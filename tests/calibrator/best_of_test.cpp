// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <calibrator/distributions.hpp>
#include <quanta/calibrator/best_of.hpp>
#include <quanta/calibrator/entropy.hpp>
#include <quanta/calibrator/full_range.hpp>
#include <quanta/calibrator/minimum_squared_error.hpp>
#include <quanta/calibrator/percentile.hpp>
#include <quanta/observer/min_max.hpp>

using quanta::real_range;
using support::histogram_of;

namespace {

using tournament = quanta::best_of<quanta::full_range, quanta::percentile, quanta::entropy>;

static_assert(quanta::CalibratorFor<tournament, quanta::histogram<2048>>);
static_assert(!quanta::CalibratorFor<tournament, quanta::min_max>);

/// A range that nobody would take.
struct far_too_wide {
    real_range range(const auto&, quanta::integer_target) const { return {-1e6, 1e6}; }
};

/// A range that nobody would take either.
struct nothing {
    real_range range(const auto&, quanta::integer_target) const { return {}; }
};

} // namespace

TEST_CASE("the best of several is as good as each", "[calibrator]") {
    const auto cubed = [](float x) { return x * x * x; };
    for (std::uint32_t seed = 1; seed <= 5; ++seed)
        for (const auto target : {support::uint8_asymmetric, support::int8_symmetric, support::uint4_asymmetric}) {
            CAPTURE(seed, target.lowest, target.highest);
            const auto histogram = histogram_of(support::normal_values(50'000, seed, cubed));
            const auto masses = quanta::bin_masses(histogram);
            const auto error_of = [&](const real_range& range) {
                return quanta::expected_squared_error(masses, quanta::grid_of(range, target));
            };
            const auto won = tournament{}.choose(histogram, target);
            const std::array ranges{quanta::full_range{}.range(histogram, target),
                                    quanta::percentile{}.range(histogram, target),
                                    quanta::entropy{}.range(histogram, target)};
            CHECK(won.range == ranges[won.calibrator]);
            CHECK(won.error == error_of(won.range));
            for (const real_range& range : ranges) CHECK(won.error <= error_of(range));
            CHECK(tournament{}.range(histogram, target) == won.range);
        }
}

TEST_CASE("tensors differ in who wins", "[calibrator]") {
    CHECK(tournament{}.choose(histogram_of({0, 0, 0, 5}), support::int4_symmetric).calibrator == 0); // nothing to gain
    auto far = support::normal_values(1'000'000, 3);
    far[0] = 30;
    CHECK(tournament{}.choose(histogram_of(far), support::int4_symmetric).calibrator != 0);
}

TEST_CASE("of equals the first wins, and calibrators have their parameters", "[calibrator]") {
    const auto histogram = histogram_of(support::normal_values(1000, 1));
    const quanta::best_of<quanta::percentile, quanta::percentile> twice{
        {quanta::percentile{50}, quanta::percentile{100}}};
    CHECK(twice.choose(histogram, support::int8_symmetric).calibrator == 1);
    const quanta::best_of<quanta::full_range, quanta::full_range> same;
    CHECK(same.choose(histogram, support::int8_symmetric).calibrator == 0);
    const quanta::best_of<far_too_wide, quanta::full_range, nothing> users;
    CHECK(users.choose(histogram, support::int8_symmetric).calibrator == 1);
}

TEST_CASE("zeros alone, and nothing", "[calibrator]") {
    const quanta::best_of<quanta::full_range, quanta::minimum_squared_error> calibrator;
    CHECK(calibrator.range(histogram_of({0, 0}), support::int8_symmetric) == real_range{});
    CHECK_THROWS_WITH(calibrator.range(quanta::histogram<64>(), support::int8_symmetric),
                      "best_of: nothing was observed");
}
