// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <calibrator/distributions.hpp>
#include <calibrator/golden_cases.hpp>
#include <quanta/calibrator/full_range.hpp>
#include <quanta/calibrator/pytorch_l2_search.hpp>
#include <quanta/observer/moving_average_min_max.hpp>
#include <quanta/observer/pytorch_histogram.hpp>
#include <quanta/observer/sliced.hpp>

using Catch::Matchers::WithinAbs;
using quanta::pytorch_histogram;
using quanta::pytorch_l2_search;
using quanta::real_range;
using support::int8_symmetric;
using support::uint8_asymmetric;

namespace {

/// Batches of (4, N / 4), as the script cuts them, observed row by row.
template <class Observer>
auto observed_by_row(const support::golden_case& golden, Observer prototype = {}) {
    quanta::sliced<Observer, quanta::per_channel<0>> rows(prototype);
    for (const auto& batch : golden.batches) rows.observe(quanta::view(batch.data(), {4, batch.size() / 4}));
    return rows;
}

} // namespace

TEST_CASE("PyTorch's min-max observers", "[calibrator][golden]") {
    for (const auto& golden : support::golden_cases("pytorch")) {
        CAPTURE(golden.name);
        const auto extremes = golden.observed<quanta::min_max>();
        const auto& theirs = golden.results["MinMaxObserver"]["range"];
        CHECK(extremes.minimum() == theirs[0].get<double>());
        CHECK(extremes.maximum() == theirs[1].get<double>());
        const auto rows = observed_by_row<quanta::min_max>(golden);
        const auto& by_channel = golden.results["PerChannelMinMaxObserver"]["range"];
        for (std::size_t row = 0; row < 4; ++row) {
            CHECK(rows[row].minimum() == by_channel[0][row].get<double>());
            CHECK(rows[row].maximum() == by_channel[1][row].get<double>());
        }
    }
}

// PyTorch averages in floats, which rounds three times a batch; there are four batches at most.
TEST_CASE("PyTorch's moving averages, to the rounding of floats", "[calibrator][golden]") {
    for (const auto& golden : support::golden_cases("pytorch")) {
        CAPTURE(golden.name);
        const auto agree = [](const auto& average, const nlohmann::json& minimum, const nlohmann::json& maximum) {
            const double margin = 4 * 3 * 0x1p-24 * std::max(-average.minimum(), average.maximum());
            CHECK_THAT(average.minimum(), WithinAbs(minimum.get<double>(), margin));
            CHECK_THAT(average.maximum(), WithinAbs(maximum.get<double>(), margin));
        };
        const auto& slow = golden.results["MovingAverageMinMaxObserver"]["range"];
        agree(golden.observed<quanta::moving_average_min_max>(), slow[0], slow[1]);
        const auto& quick = golden.results["MovingAverageMinMaxObserver 0.3"]["range"];
        agree(golden.observed(quanta::moving_average_min_max(0.3)), quick[0], quick[1]);
        const auto rows = observed_by_row<quanta::moving_average_min_max>(golden);
        const auto& by_channel = golden.results["MovingAveragePerChannelMinMaxObserver"]["range"];
        for (std::size_t row = 0; row < 4; ++row) agree(rows[row], by_channel[0][row], by_channel[1][row]);
    }
}

TEST_CASE("PyTorch's histogram", "[calibrator][golden]") {
    for (const auto& golden : support::golden_cases("pytorch")) {
        CAPTURE(golden.name);
        const auto histogram = golden.observed<pytorch_histogram>();
        const auto& theirs = golden.results["HistogramObserver"];
        CHECK(histogram.minimum() == theirs["observed"][0].get<double>());
        CHECK(histogram.maximum() == theirs["observed"][1].get<double>());
        CHECK_THAT(histogram.bins().total(), WithinAbs(static_cast<double>(histogram.count()), 1e-6));
        if (golden.batches.size() > 1 || histogram.bins().width == 0)
            continue; // parts of bins are moved in floats there
        std::vector<double> sixteenths;
        for (const double count : histogram.bins().counts) sixteenths.push_back(16 * count);
        CHECK(support::golden_checksum(sixteenths) == theirs["checksum of sixteenths"].get<std::uint32_t>());
    }
}

TEST_CASE("PyTorch's search for the range", "[calibrator][golden]") {
    for (const auto& golden : support::golden_cases("pytorch")) {
        CAPTURE(golden.name);
        const auto histogram = golden.observed<pytorch_histogram>();
        for (const char* kind : {"HistogramObserver", "HistogramObserver, reduced"}) {
            const real_range found = pytorch_l2_search{}.range(histogram, uint8_asymmetric);
            const auto& theirs = golden.results[kind]["range"];
            const double low = theirs[0].get<double>(), high = theirs[1].get<double>();
            const double margin = 1e-6 * std::max(-low, high);
            CHECK_THAT(found.minimum, WithinAbs(std::min(low, 0.0), margin));
            CHECK_THAT(found.maximum, WithinAbs(std::max(high, 0.0), margin));
        }
        const auto& theirs = golden.results["HistogramObserver, symmetric"]["range"];
        const double magnitude = std::max(-theirs[0].get<double>(), theirs[1].get<double>());
        const real_range symmetric = pytorch_l2_search{}.range(histogram, int8_symmetric);
        CHECK_THAT(symmetric.maximum, WithinAbs(magnitude, 1e-6 * magnitude));
        CHECK(symmetric.minimum == -symmetric.maximum);
    }
}

TEST_CASE("a histogram of one value takes others", "[calibrator]") {
    pytorch_histogram histogram;
    histogram.observe(quanta::view(std::vector<float>{1, 1, 1}));
    CHECK(pytorch_l2_search{}.range(histogram, uint8_asymmetric) == real_range{0, 1});
    histogram.observe(quanta::view(std::vector<float>{0, 2}));
    CHECK(histogram.bins().counts[0] == 1);
    CHECK(histogram.bins().counts[1024] == 3);
    CHECK(histogram.bins().counts[2047] == 1);
}

TEST_CASE("PyTorch's presets say what is wrong", "[calibrator]") {
    CHECK_THROWS_WITH(pytorch_l2_search{}.range(pytorch_histogram(), int8_symmetric),
                      "pytorch_l2_search: nothing was observed");
    pytorch_histogram histogram;
    histogram.observe(quanta::view(std::vector<float>{1, 2}));
    CHECK_THROWS_WITH(pytorch_l2_search{0}.range(histogram, int8_symmetric), "pytorch_l2_search: 0 levels");
}
