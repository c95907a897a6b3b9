// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <limits>

#include <observer/float_data.hpp>
#include <quanta/observer/aimet_histogram.hpp>
#include <quanta/observer/ncnn_histogram.hpp>
#include <quanta/observer/onnxruntime_histogram.hpp>
#include <quanta/observer/onnxruntime_magnitudes.hpp>
#include <quanta/observer/pytorch_histogram.hpp>
#include <quanta/observer/tensorrt_histogram.hpp>
#include <support/failure.hpp>

namespace {

template <class Observer>
Observer observed(const std::vector<float>& values) {
    Observer observer;
    observer.observe(quanta::view(values));
    return observer;
}

} // namespace

TEMPLATE_TEST_CASE("every toolkit's histogram counts finite values and knows the extremes", "[observer]",
                   quanta::tensorrt_histogram, quanta::ncnn_histogram, quanta::onnxruntime_histogram<128>,
                   quanta::onnxruntime_magnitudes, quanta::pytorch_histogram, quanta::aimet_histogram) {
    const auto histogram = observed<TestType>({1, support::nan, -2, 0, support::infinity, 3, -support::infinity});
    CHECK(histogram.count() == 4);
    CHECK(histogram.non_finite() == 3);
    CHECK(histogram.minimum() == -2);
    CHECK(histogram.maximum() == 3);
    auto none = observed<TestType>({support::nan});
    none.observe(quanta::view(std::vector<float>{}));
    CHECK(none.count() == 0);
    CHECK(none.non_finite() == 1);
    CHECK(none.bins() == quanta::equal_bins{});
}

TEMPLATE_TEST_CASE("merging keeps counts", "[observer]", quanta::tensorrt_histogram, quanta::ncnn_histogram,
                   quanta::onnxruntime_histogram<128>, quanta::onnxruntime_magnitudes, quanta::pytorch_histogram) {
    const std::vector<float> values{0.25F, -1, 0.5F, 2, -2}, wider{-3, 7, 0.25F, 0.25F};
    SECTION("of equal bins: as if observed") {
        auto merged = observed<TestType>(values);
        merged.merge(observed<TestType>(values));
        auto twice = observed<TestType>(values);
        twice.observe(quanta::view(values));
        CHECK(merged == twice);
    }
    SECTION("of other bins: each value moves by less than a bin of theirs and one of ours") {
        auto merged = observed<TestType>(values);
        const auto other = observed<TestType>(wider);
        const double before = merged.bins().total();
        merged.merge(other);
        CHECK(merged.count() == 9);
        CHECK(merged.minimum() == -3);
        CHECK(merged.maximum() == 7);
        CHECK_THAT(merged.bins().total(), Catch::Matchers::WithinAbs(before + other.bins().total(), 1e-9));
    }
    SECTION("with nothing on either side") {
        auto merged = observed<TestType>(values);
        merged.merge(observed<TestType>({}));
        CHECK(merged == observed<TestType>(values));
        auto empty = observed<TestType>({});
        empty.merge(observed<TestType>(values));
        CHECK(empty == observed<TestType>(values));
    }
}

TEMPLATE_TEST_CASE("hostile floats are counted or passed over, never more", "[observer]", quanta::tensorrt_histogram,
                   quanta::ncnn_histogram, quanta::onnxruntime_histogram<128>, quanta::onnxruntime_magnitudes,
                   quanta::pytorch_histogram, quanta::aimet_histogram) {
    for (std::uint32_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        const std::vector<float> values = support::hostile_floats(3000, true, seed);
        const auto histogram = observed<TestType>(values);
        CHECK(histogram.count() + histogram.non_finite() == 3000);
        CHECK(histogram.bins().total() <= static_cast<double>(histogram.count()) + 1e-6);
        CHECK(histogram.bins().counts.size() <= 2048);
    }
}

TEST_CASE("a toolkit's histogram of a view with strides", "[observer]") {
    const std::vector<float> values = support::hostile_floats(3 * 1500, true, 7);
    std::vector<float> copied;
    for (std::size_t i = 0; i < values.size(); i += 3) copied.push_back(values[i]);
    quanta::pytorch_histogram strided;
    strided.observe(quanta::tensor_view<const float, 2>(values.data(), {30, 50}, {150, 3}));
    CHECK(strided == observed<quanta::pytorch_histogram>(copied));
}

TEMPLATE_TEST_CASE("a first batch unlike the others is refused, not followed with any number of bins", "[observer]",
                   quanta::tensorrt_histogram, quanta::onnxruntime_histogram<128>, quanta::onnxruntime_magnitudes) {
    auto histogram = observed<TestType>({0, 1});
    REQUIRE_ERROR(histogram.observe(quanta::view(std::vector<float>{1e9F})), "; at most 1048576 are counted");
    auto tiny = observed<TestType>({0, std::numeric_limits<float>::denorm_min()});
    REQUIRE_ERROR(tiny.observe(quanta::view(std::vector<float>{1})), " reach to 1; at most 1048576 are counted");
}

TEST_CASE("onnxruntime_magnitudes: bins whose width is 0 in floats reach no further", "[observer]") {
    auto histogram = observed<quanta::onnxruntime_magnitudes>({1, 1 + 0x1p-13F}); // 1 + 2^-24 is 1
    REQUIRE_ERROR(
        histogram.observe(quanta::view(std::vector<float>{1.01F})),
        "onnxruntime_magnitudes: the first batch made bins of 0, of which inf reach to 1.01; at most 1048576");
    auto wider = observed<quanta::onnxruntime_magnitudes>({1, 1 + 0x1p-12F}); // 1 + 2^-23 is the next float
    wider.observe(quanta::view(std::vector<float>{1 + 0x1p-11F}));
    CHECK(wider.bins().counts.size() == 4096);
    CHECK(wider.bins().total() == 3);
    REQUIRE_ERROR(wider.observe(quanta::view(std::vector<float>{1.25F})), "of which 2097152 reach to 1.25");
}

TEST_CASE("onnxruntime_magnitudes: edges that stand still are bounded over all batches", "[observer]") {
    auto histogram = observed<quanta::onnxruntime_magnitudes>({2 - 0x1p-12F, 2}); // 2 + 2^-23 is 2
    const std::vector<float> further{2.0625F};                                    // 2^19 edges of 2
    histogram.observe(quanta::view(further));
    CHECK(histogram.bins().counts.size() == 2048 + 524288);
    REQUIRE_ERROR(histogram.observe(quanta::view(further)), "of which 1050624 reach to 2.0625");
}

TEST_CASE("onnxruntime_histogram: the limit is on all bins", "[observer]") {
    auto histogram = observed<quanta::onnxruntime_histogram<128>>({-1, 1});
    histogram.observe(quanta::view(std::vector<float>{8000}));
    CHECK(histogram.bins().counts.size() == 128 + 2 * (7999 * 64 + 1));
    REQUIRE_ERROR(histogram.observe(quanta::view(std::vector<float>{8400})),
                  "onnxruntime_histogram: the first batch made bins of ");
}
