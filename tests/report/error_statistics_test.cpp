// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch_all.hpp>

#include <quanta/report.hpp>
#include <support/failure.hpp>

using namespace quanta;
using Catch::Matchers::WithinRel;
using report::tensor_error;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<float> normal_values(std::size_t count, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::vector<float> values(count);
    for (float& value : values) { // a sum of uniform values: the same on every machine
        for (int i = 0; i < 12; ++i) value += static_cast<float>(random()) * 0x1p-32F;
        value -= 6;
    }
    return values;
}

/// The definitions, one after the other.
tensor_error plain(const std::vector<float>& x, const std::vector<float>& y) {
    double signal = 0, noise = 0, other = 0, product = 0;
    tensor_error found;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double a = x[i], b = y[i];
        signal += a * a;
        other += b * b;
        product += a * b;
        noise += (a - b) * (a - b);
        found.mean_error += std::abs(a - b) / static_cast<double>(x.size());
        found.maximum_error = std::max(found.maximum_error, std::abs(a - b));
    }
    found.sqnr_db = 10 * std::log10(signal / noise);
    found.cosine_similarity = product / std::sqrt(signal * other);
    return found;
}

void require_close(const tensor_error& found, const tensor_error& expected) {
    REQUIRE_THAT(found.sqnr_db, WithinRel(expected.sqnr_db, 1e-12));
    REQUIRE_THAT(found.cosine_similarity, WithinRel(expected.cosine_similarity, 1e-12));
    REQUIRE_THAT(found.mean_error, WithinRel(expected.mean_error, 1e-12));
    REQUIRE(found.maximum_error == expected.maximum_error);
}

/// A user's own: what is cut off counts as half a step.
struct middle_of_steps : profile::quanta {
    static float dequantize(int q, affine_params params) {
        return profile::quanta::dequantize(q, params) + params.scale / 2;
    }
};

} // namespace

TEST_CASE("errors of a tensor are those of their definitions", "[report]") {
    const std::size_t size = GENERATE(1, 3, 1023, 1024, 1025, 5000);
    const std::vector<float> x = normal_values(size, 1), noise = normal_values(size, 2);
    std::vector<float> y;
    for (std::size_t i = 0; i < size; ++i) y.push_back(x[i] + 0.01F * noise[i]);
    const tensor_error found = report::compare(x, y);
    CAPTURE(size);
    REQUIRE(found.count == size);
    REQUIRE(found.non_finite == 0);
    REQUIRE_FALSE(found.clip_rate.has_value());
    REQUIRE_FALSE(found.saturation_rate.has_value());
    require_close(found, plain(x, y));
}

TEST_CASE("errors do not depend on layouts, and on splits only by rounding", "[report]") {
    constexpr std::size_t rows = 37, columns = 53;
    const std::vector<float> x = normal_values(rows * columns, 3), y = normal_values(rows * columns, 4);
    const tensor_error whole = report::compare(x, y);
    std::vector<float> across(y.size());
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c) across[c * rows + r] = y[r * columns + c];
    const tensor_error turned =
        report::compare(view(x.data(), {rows, columns}), transposed(view(across.data(), {columns, rows})));
    REQUIRE(turned.sqnr_db == whole.sqnr_db); // pairs arrive in the same order

    report::error_statistics first, second;
    second.observe(view(x.data(), {rows * columns - 700}), view(y.data(), {rows * columns - 700}));
    first.observe(view(x.data() + rows * columns - 700, {700}), view(y.data() + rows * columns - 700, {700}));
    first.merge(second);
    require_close(first.result(), whole);
    REQUIRE(first.result().count == whole.count);
    REQUIRE(first.result().histogram_distance == whole.histogram_distance);
}

TEST_CASE("equal tensors have no noise, and nothing has no ratio", "[report]") {
    const std::vector<float> x = normal_values(100, 5), zeros(100, 0.0F), none;
    const tensor_error equal = report::compare(x, x);
    REQUIRE(equal.sqnr_db == infinity);
    REQUIRE_THAT(equal.cosine_similarity, WithinRel(1.0, 1e-15));
    REQUIRE((equal.maximum_error == 0 && equal.mean_error == 0 && equal.histogram_distance == 0));

    const tensor_error empty = report::compare(none, none);
    REQUIRE((empty.count == 0 && empty.maximum_error == 0 && empty.mean_error == 0));
    REQUIRE((std::isnan(empty.sqnr_db) && std::isnan(empty.cosine_similarity) && std::isnan(empty.histogram_distance)));

    const tensor_error silent = report::compare(zeros, x);
    REQUIRE((silent.sqnr_db == -infinity && silent.cosine_similarity == 0 && silent.histogram_distance == infinity));
    const tensor_error vanished = report::compare(x, zeros);
    REQUIRE((vanished.sqnr_db == 0 && vanished.cosine_similarity == 0));
    const tensor_error both = report::compare(zeros, zeros);
    REQUIRE((both.sqnr_db == infinity && both.cosine_similarity == 1 && both.histogram_distance == 0));
}

TEST_CASE("pairs with NaN or infinity are counted and change nothing else", "[report]") {
    std::vector<float> x = normal_values(2000, 6), y = normal_values(2000, 7);
    const tensor_error expected = report::compare(x, y);
    const float bad[] = {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                         -std::numeric_limits<float>::infinity()};
    for (const float each : bad) {
        x.push_back(each), y.push_back(1);
        x.push_back(1), y.push_back(each);
        x.push_back(each), y.push_back(each);
    }
    const tensor_error found = report::compare(x, y);
    REQUIRE(found.count == 2000);
    REQUIRE(found.non_finite == 9);
    require_close(found, expected);
    REQUIRE(found.histogram_distance == expected.histogram_distance);

    const std::vector<float> only(3, bad[0]);
    REQUIRE(report::compare(only, only).non_finite == 3);
    REQUIRE(std::isnan(report::compare(only, only).sqnr_db));
}

TEST_CASE("the largest floats do not overflow", "[report]") {
    const std::vector<float> x(1000, std::numeric_limits<float>::max()), y(1000, -std::numeric_limits<float>::max());
    const tensor_error found = report::compare(x, y);
    REQUIRE_THAT(found.sqnr_db, WithinRel(-10 * std::log10(4.0), 1e-12));
    REQUIRE_THAT(found.cosine_similarity, WithinRel(-1.0, 1e-15));
    REQUIRE(found.maximum_error == 2.0 * static_cast<double>(std::numeric_limits<float>::max()));
}

TEST_CASE("values beyond the range by more than half a step are clipped, integers at its ends saturated", "[report]") {
    // uint8 with zero point 10 and scale 0.5: reals from -5 to 122.5
    const std::vector<float> x{-5.3F, -5.2F, 0, 122.7F, 122.8F, std::numeric_limits<float>::infinity()};
    const std::vector<std::uint8_t> q{0, 0, 10, 255, 255, 255};
    report::error_statistics statistics;
    statistics.observe(view(x), view(q), affine_params{0.5F, 10}, integer_target{0, 255, false});
    const tensor_error found = statistics.result();
    REQUIRE(found.count == 5);
    REQUIRE(found.non_finite == 1);
    REQUIRE(found.clip_rate == 2.0 / 5);
    REQUIRE(found.saturation_rate == 4.0 / 5);
    REQUIRE_THAT(found.maximum_error, WithinRel(0.3, 1e-4));

    // where the lowest integer stands for 0, it is not at an end
    report::error_statistics after_relu;
    const std::vector<float> reals{0, 0, 127.5F};
    const std::vector<std::uint8_t> integers{0, 0, 255};
    after_relu.observe(view(reals), view(integers), affine_params{0.5F, 0}, integer_target{0, 255, false});
    REQUIRE(after_relu.result().saturation_rate == 1.0 / 3);
    REQUIRE(after_relu.result().clip_rate == 0.0);
}

TEST_CASE("a tensor quantized per channel is compared with the parameters of each channel", "[report]") {
    using weights = scheme<int8_narrow, symmetric, per_channel<0>>;
    std::vector<float> x = normal_values(64 * 27, 8);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] *= static_cast<float>(1 + i / 27); // channels of different ranges
    const auto reals = view(std::as_const(x).data(), {64, 27});
    const auto quantized = quantize_tensor<weights>(reals);
    std::vector<float> back(x.size());
    dequantize(quantized, view(back.data(), {64, 27}));
    const tensor_error found = report::compare(reals, quantized);
    require_close(found, plain(x, back));
    REQUIRE(found.sqnr_db > 35);
    REQUIRE(found.clip_rate == 0.0);
    REQUIRE(found.saturation_rate.value() >= 64.0 / (64 * 27)); // the largest of each channel
    // rounding to steps moves values by a quarter of one in the mean: far less than a hundredth of the range
    REQUIRE(found.histogram_distance < 0.01);
}

TEST_CASE("integers stand for the reals that the quantization's profile says", "[report]") {
    using middle_scheme = scheme<uint8, asymmetric, per_tensor>;
    const quantization<middle_scheme, middle_of_steps> own(affine_params{0.5F, 10});
    const std::vector<float> x{0.25F, -1.75F, 3.25F};
    const std::vector<std::uint8_t> q{10, 6, 16};
    report::error_statistics statistics;
    statistics.observe(view(x), view(q), own);
    REQUIRE(statistics.result().maximum_error == 0);

    report::error_statistics of_ours;
    of_ours.observe(view(x), view(q), quantization<middle_scheme>(affine_params{0.5F, 10}));
    REQUIRE(of_ours.result().maximum_error == 0.25);
}

TEST_CASE("parameters that stand for no reals are refused, and nothing is counted", "[report]") {
    const std::vector<float> x{1, 2, 3};
    const std::vector<std::int8_t> q{127, -128, 5};
    constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
    const auto [parameters, message] = GENERATE_COPY(table<affine_params, std::string>(
        {{{0, 0}, "the scale 0 of slice 0 must be positive and finite"},
         {{-1, 0}, "the scale -1 of slice 0"},
         {{not_a_number, 0}, "nan of slice 0"},
         {{std::numeric_limits<float>::infinity(), 0}, "the scale inf of slice 0"},
         {{1, 1000}, "the zero point 1000 of slice 0 is not in [-128, 127], the integers of the tensor"},
         {{1, -129}, "the zero point -129 of slice 0"}}));
    report::error_statistics statistics;
    REQUIRE_ERROR(statistics.observe(view(x), view(q), parameters, {-128, 127, false}), message);
    REQUIRE(statistics.result().count == 0);
    REQUIRE(!statistics.result().clip_rate);
}

TEST_CASE("tensors of other extents are refused", "[report]") {
    const std::vector<float> x(6), y(5);
    REQUIRE_ERROR(report::compare(x, y), "axis 0 has 6 elements, and the other tensor's 5");
    REQUIRE_ERROR(report::compare(view(x.data(), {2, 3}), view(x.data(), {3, 2})), "axis 0 has 2 elements");
}
