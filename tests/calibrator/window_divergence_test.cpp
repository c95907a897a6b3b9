// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <calibrator/distributions.hpp>
#include <quanta/calibrator/window_divergence.hpp>

using Catch::Matchers::WithinAbs;

namespace {

/// The definition: both distributions written out, then the sum.
double reference(const std::vector<double>& counts, std::size_t groups, std::size_t begin, std::size_t end) {
    const std::size_t bins = end - begin;
    std::vector<double> p(counts.begin() + static_cast<std::ptrdiff_t>(begin),
                          counts.begin() + static_cast<std::ptrdiff_t>(end));
    std::vector<double> q(bins);
    double inside = 0, total = 0;
    for (const double count : p) inside += count;
    for (const double count : counts) total += count;
    if (inside == 0) return std::numeric_limits<double>::infinity();
    for (std::size_t group = 0; group < groups; ++group) {
        const std::size_t first = (group * bins + groups - 1) / groups,
                          last = ((group + 1) * bins + groups - 1) / groups;
        double sum = 0, filled = 0;
        for (std::size_t i = first; i < last; ++i) sum += p[i], filled += p[i] > 0;
        for (std::size_t i = first; i < last; ++i) q[i] = p[i] > 0 ? sum / filled / inside : 0;
    }
    for (std::size_t i = 0; i < begin; ++i) p.front() += counts[i];
    for (std::size_t i = end; i < counts.size(); ++i) p.back() += counts[i];
    double divergence = 0;
    for (std::size_t i = 0; i < bins; ++i)
        if (p[i] > 0) divergence += p[i] / total * std::log(p[i] / total / q[i]);
    return divergence;
}

} // namespace

TEST_CASE("divergences worked by hand", "[calibrator]") {
    const std::vector<double> counts{4, 0, 1, 3, 2, 2};
    quanta::window_divergence divergence(counts, 2);
    // P = 4 0 1 3 2 2 / 12; Q = 2.5 0 2.5 | 7/3 7/3 7/3 of 12
    const double expected =
        (4 * std::log(4 / 2.5) + std::log(1 / 2.5) + 3 * std::log(9.0 / 7) + 4 * std::log(6.0 / 7)) / 12;
    CHECK_THAT(divergence(0, 6), WithinAbs(expected, 1e-14));
    // The window 1, 3: its groups are single bins, P = 5, 7 of 12, Q = 1/4, 3/4
    CHECK_THAT(divergence(2, 4), WithinAbs((5 * std::log(5.0 / 3) + 7 * std::log(7.0 / 9)) / 12, 1e-14));
    CHECK(divergence(1, 4) == std::numeric_limits<double>::infinity()); // 4 values below an empty bin
    CHECK(divergence.below(3) == 5);
    CHECK(divergence.from(3) == 7);
}

TEST_CASE("an empty window is infinitely far", "[calibrator]") {
    CHECK(quanta::window_divergence(std::vector<double>{0, 0, 5}, 2)(0, 2) == std::numeric_limits<double>::infinity());
}

TEST_CASE("running sums give the divergence of the definition", "[calibrator]") {
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        CAPTURE(seed);
        std::mt19937 generator(seed);
        std::vector<double> counts(2 + generator() % 60);
        for (double& count : counts) count = generator() % 3 == 0 ? 0 : static_cast<double>(generator() % 100);
        const std::size_t groups = 1 + generator() % counts.size();
        quanta::window_divergence divergence(counts, groups);
        for (int window = 0; window < 20; ++window) { // windows of any length, fewer bins than groups among them
            const std::size_t begin = generator() % (counts.size() - 1);
            const std::size_t end = begin + 2 + generator() % (counts.size() - begin - 1);
            CAPTURE(groups, begin, end);
            const double expected = reference(counts, groups, begin, end), found = divergence(begin, end);
            if (std::isfinite(expected))
                CHECK_THAT(found, WithinAbs(expected, 1e-12));
            else
                CHECK_FALSE(std::isfinite(found));
        }
    }
}

TEST_CASE("a search over 2048 bins finds the window of the definition", "[calibrator]") {
    std::mt19937 generator(3);
    std::vector<double> counts(2048);
    for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i] = std::floor(20'000 * std::exp(-static_cast<double>(i) / 150)) + static_cast<double>(generator() % 3);
    for (const std::size_t groups : {std::size_t{128}, std::size_t{255}, std::size_t{8}}) {
        CAPTURE(groups);
        quanta::window_divergence divergence(counts, groups);
        std::size_t found = 0, expected = 0;
        double least = 1e300, least_expected = 1e300;
        for (std::size_t end = groups; end <= counts.size(); ++end) {
            if (const double here = divergence(0, end); here < least) least = here, found = end;
            if (const double here = reference(counts, groups, 0, end); here < least_expected)
                least_expected = here, expected = end;
        }
        CHECK(found == expected);
        CHECK_THAT(least, WithinAbs(least_expected, 1e-12));
    }
}
