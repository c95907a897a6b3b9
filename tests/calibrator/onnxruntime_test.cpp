// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <calibrator/distributions.hpp>
#include <calibrator/golden_cases.hpp>
#include <quanta/calibrator/full_range.hpp>
#include <quanta/calibrator/onnxruntime_entropy.hpp>
#include <quanta/calibrator/onnxruntime_percentile.hpp>
#include <quanta/observer/moving_average_min_max.hpp>
#include <quanta/observer/onnxruntime_histogram.hpp>
#include <quanta/observer/onnxruntime_magnitudes.hpp>

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using quanta::onnxruntime_entropy;
using quanta::onnxruntime_percentile;
using quanta::real_range;
using support::int8_symmetric;
using support::uint8_asymmetric;

namespace {

/// ONNX Runtime leaves it to the quantizer that a range holds zero.
real_range with_zero(const nlohmann::json& pair) {
    return {std::min(pair[0].get<double>(), 0.0), std::max(pair[1].get<double>(), 0.0)};
}

void check_close(const real_range& found, const real_range& theirs, double margin) {
    CHECK_THAT(found.minimum, WithinAbs(theirs.minimum, margin));
    CHECK_THAT(found.maximum, WithinAbs(theirs.maximum, margin));
}

template <class Observer>
Observer observed(const std::vector<float>& values) {
    Observer observer;
    observer.observe(quanta::view(values));
    return observer;
}

template <std::size_t Bins>
using histogram = quanta::onnxruntime_histogram<Bins>;

} // namespace

TEST_CASE("ONNX Runtime's bins", "[calibrator][golden]") {
    for (const auto& golden : support::golden_cases("onnxruntime")) {
        CAPTURE(golden.name);
        const auto agree = [&](const char* what, const quanta::equal_bins& bins) {
            CAPTURE(what);
            const auto& theirs = golden.results[what];
            CHECK(bins.counts.size() == theirs["bins"].get<std::size_t>());
            CHECK(support::golden_checksum(bins.counts) == theirs["checksum of counts"].get<std::uint32_t>());
        };
        agree("entropy, 128 bins", golden.observed<histogram<128>>().bins());
        agree("entropy, 2048 bins", golden.observed<histogram<2048>>().bins());
        agree("percentile, symmetric", golden.observed<quanta::onnxruntime_magnitudes>().bins());
    }
}

TEST_CASE("ONNX Runtime's percentiles, to one bin", "[calibrator][golden]") {
    for (const auto& golden : support::golden_cases("onnxruntime")) {
        CAPTURE(golden.name);
        const auto magnitudes = golden.observed<quanta::onnxruntime_magnitudes>();
        const real_range one_sided = onnxruntime_percentile{}.range(magnitudes, uint8_asymmetric);
        const auto& theirs = golden.results["percentile, symmetric"]["range"];
        check_close(one_sided, with_zero(theirs), magnitudes.bins().width);
        const real_range symmetric = onnxruntime_percentile{}.range(magnitudes, int8_symmetric);
        CHECK(symmetric.maximum == std::max(-one_sided.minimum, one_sided.maximum));
        CHECK(symmetric.minimum == -symmetric.maximum);

        const auto values = golden.observed<histogram<2048>>();
        for (const auto& [name, percent] : {std::pair{"percentile", 99.999}, std::pair{"percentile 99", 99.0}})
            check_close(onnxruntime_percentile{percent}.range(values, uint8_asymmetric),
                        with_zero(golden.results[name]["range"]), 1e-6 * values.maximum());
    }
}

TEST_CASE("ONNX Runtime's entropy of 128 bins", "[calibrator][golden]") {
    for (const auto& golden : support::golden_cases("onnxruntime")) {
        CAPTURE(golden.name);
        const auto observer = golden.observed<histogram<128>>();
        const real_range found = onnxruntime_entropy{}.range(observer, uint8_asymmetric);
        check_close(found, with_zero(golden.results["entropy, 128 bins"]["range"]), 1e-6 * observer.maximum());
        if (observer.bins().counts.size() == 128) // the defect: nothing to choose
            CHECK(found == quanta::full_range{}.range(observer, uint8_asymmetric));
    }
}

TEST_CASE("ONNX Runtime's entropy of 2048 bins, but for the rounding of its sums", "[calibrator][golden]") {
    int decided_by_rounding = 0;
    for (const auto& golden : support::golden_cases("onnxruntime")) {
        CAPTURE(golden.name);
        const auto observer = golden.observed<histogram<2048>>();
        const quanta::equal_bins& bins = observer.bins();
        const real_range found = onnxruntime_entropy{}.range(observer, uint8_asymmetric);
        const real_range theirs = with_zero(golden.results["entropy, 2048 bins"]["range"]);
        if (std::fabs(found.maximum - theirs.maximum) <= bins.width) {
            check_close(found, theirs, 1e-6 * observer.maximum());
            continue;
        }
        ++decided_by_rounding;
        const auto divergence_to = [&](double edge) {
            const auto half = static_cast<std::size_t>(std::round(edge / bins.width)) - 1;
            const std::size_t zero = bins.counts.size() / 2;
            return onnxruntime_entropy{}.divergence(bins.counts, zero - half, zero + half + 1);
        };
        CHECK_THAT(divergence_to(theirs.maximum), WithinAbs(divergence_to(found.maximum), 1e-6));
    }
    CHECK(decided_by_rounding == 1);
}

TEST_CASE("ONNX Runtime's min-max is the full range of min_max", "[calibrator][golden]") {
    for (const auto& golden : support::golden_cases("onnxruntime")) {
        CAPTURE(golden.name);
        const auto extremes = golden.observed<quanta::min_max>();
        CHECK(quanta::full_range{}.range(extremes, uint8_asymmetric) == with_zero(golden.results["min_max"]));
        CHECK(quanta::full_range{}.range(extremes, int8_symmetric) == with_zero(golden.results["min_max, symmetric"]));
        const auto average = golden.observed<quanta::moving_average_min_max>(); // it averages in floats
        const real_range theirs = with_zero(golden.results["min_max, moving average"]);
        check_close(quanta::full_range{}.range(average, uint8_asymmetric), theirs, 1e-6 * theirs.maximum);
    }
}

TEST_CASE("magnitudes below the first batch's are not counted", "[calibrator]") {
    auto magnitudes = observed<quanta::onnxruntime_magnitudes>({-2, 4});
    magnitudes.observe(quanta::view(std::vector<float>{1, 3}));
    CHECK(magnitudes.count() == 4);
    CHECK(magnitudes.bins().total() == 3);
    CHECK(magnitudes.minimum() == -2);
}

// NumPy's margin around equal magnitudes puts the first edge below 0: the bins hold magnitudes all the same.
TEST_CASE("equal magnitudes in the first batch do not make ONNX Runtime's percentile two-sided", "[calibrator]") {
    const float first = GENERATE(0.0F, 0.1F, 0.6F);
    CAPTURE(first);
    std::vector<float> later;
    for (int i = 0; i < 8000; ++i) later.push_back(0.1F + static_cast<float>(i % 1000) * 0.01F);
    auto magnitudes = observed<quanta::onnxruntime_magnitudes>(std::vector<float>(2000, first));
    CHECK((magnitudes.bins().lowest < 0) == (first < 0.5F));
    magnitudes.observe(quanta::view(later));
    const quanta::equal_bins& bins = magnitudes.bins();
    const real_range cut = onnxruntime_percentile{90}.range(magnitudes, int8_symmetric);
    CHECK(cut.maximum == bins.edge(quanta::bin_quantile(bins, 0.9)));
    CHECK(cut.maximum < 9.3); // cut at both ends: 9.47 after zeros
}

TEST_CASE("ONNX Runtime's presets take zeros alone, one value, and the ends of the floats", "[calibrator]") {
    constexpr float largest = std::numeric_limits<float>::max();
    for (const auto& values : std::vector<std::vector<float>>{{0, 0}, {3}, {-3, -3}, {-largest, largest}}) {
        CAPTURE(values);
        const auto signed_values = observed<histogram<128>>(values);
        const real_range full = quanta::full_range{}.range(signed_values, uint8_asymmetric);
        CHECK(onnxruntime_entropy{}.range(signed_values, uint8_asymmetric) == full);
        const real_range cut = onnxruntime_percentile{}.range(observed<histogram<2048>>(values), uint8_asymmetric);
        CHECK(cut.minimum >= full.minimum);
        CHECK(cut.maximum <= full.maximum);
        const auto magnitudes = observed<quanta::onnxruntime_magnitudes>(values);
        CHECK(onnxruntime_percentile{100}.range(magnitudes, int8_symmetric).maximum <= -full.minimum + full.maximum);
    }
    auto growing = observed<histogram<128>>({0, 0, 0});
    growing.observe(quanta::view(std::vector<float>{2, -1}));
    CHECK(growing.bins().counts[64] == 3);
}

TEST_CASE("ONNX Runtime's presets say what is wrong", "[calibrator]") {
    CHECK_THROWS_WITH(onnxruntime_entropy{}.range(histogram<128>(), int8_symmetric),
                      "onnxruntime_entropy: nothing was observed");
    CHECK_THROWS_WITH(onnxruntime_entropy{512}.range(observed<histogram<128>>({1}), int8_symmetric),
                      "onnxruntime_entropy: 512 quantized bins of 128 bins");
    CHECK_THROWS_WITH(onnxruntime_percentile{-1}.range(observed<histogram<128>>({1}), int8_symmetric),
                      "onnxruntime_percentile: -1 percent is outside [0, 100]");
    auto grown = observed<histogram<128>>({1, -1});
    grown.observe(quanta::view(std::vector<float>{-1000}));
    CHECK_THROWS_WITH(onnxruntime_entropy{}.range(grown, int8_symmetric),
                      "onnxruntime_entropy: 128002 bins, and at most 16384 are searched: let the first batch be one of "
                      "large values, which makes wider bins");
    auto tiny = observed<histogram<128>>({1e-9F});
    CHECK_THROWS_WITH(tiny.observe(quanta::view(std::vector<float>{1})),
                      Catch::Matchers::StartsWith("onnxruntime_histogram: the first batch made bins of "));
    auto tiny_magnitudes = observed<quanta::onnxruntime_magnitudes>({1e-9F, 2e-9F});
    CHECK_THROWS_WITH(tiny_magnitudes.observe(quanta::view(std::vector<float>{1})),
                      Catch::Matchers::StartsWith("onnxruntime_magnitudes: the first batch made bins of "));
}
