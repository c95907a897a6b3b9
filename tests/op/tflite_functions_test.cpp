// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <numeric>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/core/q31.hpp>
#include <quanta/op/interpolated_table.hpp>
#include <quanta/op/tflite_functions.hpp>
#include <quanta/op/tflite_softmax.hpp>
#include <quanta/op/wide_logistic.hpp>
#include <quanta/op/wide_softmax.hpp>
#include <quanta/op/wide_tanh.hpp>
#include <support/failure.hpp>
#include <support/integer_data.hpp>

using namespace quanta;

// That they are LiteRT's own integers is shown by tests/golden; here what they are for.

namespace {

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

/// Every value of a T.
template <class T>
std::vector<T> all_values() {
    std::vector<T> values(std::size_t{1} << (8 * sizeof(T)));
    std::iota(values.begin(), values.end(), std::numeric_limits<T>::min());
    return values;
}

/// The largest distance, in steps of the output, of `operation` from `function`, over all values of a T.
template <class T, class Operation, class Function>
double largest_error(const Operation& operation, affine_params input, affine_params output, const Function& function) {
    const std::vector<T> x = all_values<T>();
    std::vector<T> y(x.size());
    operation.run(view(x.data(), {x.size()}), view(y.data(), {y.size()}));
    double largest = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double exact = function((x[i] - input.zero_point) * double{input.scale}) / double{output.scale};
        const double clamped =
            std::clamp<double>(exact + output.zero_point, std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
        largest = std::max(largest, std::fabs(y[i] - clamped));
    }
    return largest;
}

} // namespace

TEST_CASE("fixed-point functions are near what they stand for", "[op]") {
    const auto real = [](std::int32_t x) { return x * 0x1p-31; };
    for (int i = 0; i <= 31000; ++i) {
        const double x = -i * 1e-3;
        REQUIRE(std::fabs(real(q31::exp_of_negative(static_cast<std::int32_t>(x * 0x1p26))) - std::exp(x)) < 1e-6);
    }
    for (int i = 0; i < 1000; ++i) {
        const double x = i * 1e-3;
        REQUIRE(std::fabs(real(q31::reciprocal_of_one_plus(static_cast<std::int32_t>(x * 0x1p31))) - 1 / (1 + x)) <
                1e-8);
    }
    CHECK(q31::product(INT32_MIN, INT32_MIN) == INT32_MAX);
    CHECK(q31::narrowed(-6, 2) == -2); // ties away from zero
    CHECK(q31::narrowed(6, 2) == 2);
    CHECK(q31::narrowed(-5, 2) == -1);
    CHECK(q31::narrowed(-7, 0) == -7);
    CHECK(q31::widened(-(1 << 30), 2) == INT32_MIN);
    CHECK(q31::widened(3, 2) == 12);
}

TEMPLATE_TEST_CASE("tables of bytes are the nearest integers of their functions", "[op]", std::int8_t, std::uint8_t) {
    for (const float scale : {0.011F, 0.0625F, 0.2F}) {
        const affine_params input{scale, std::is_signed_v<TestType> ? -11 : 117};
        CHECK(largest_error<TestType>(op::tflite_logistic<TestType>(input), input, op::fixed_output<TestType>::share,
                                      logistic) <= 0.5 + 1e-4);
        CHECK(largest_error<TestType>(op::tflite_tanh<TestType>(input), input, op::fixed_output<TestType>::tanh,
                                      [](double x) { return std::tanh(x); }) <= 0.5 + 1e-4);
    }
}

TEST_CASE("functions of 16 bits are interpolated to a step or two", "[op]") {
    for (const float scale : {0x1p-12F, 0x1p-11F, 0.0003F, 0.00007F, 1e-9F, 100.0F}) {
        const affine_params input{scale, 0};
        CAPTURE(scale);
        CHECK(largest_error<std::int16_t>(op::wide_logistic(input), input, op::fixed_output<std::int16_t>::share,
                                          logistic) < 1.5);
        CHECK(largest_error<std::int16_t>(op::wide_tanh(input), input, op::fixed_output<std::int16_t>::tanh,
                                          [](double x) { return std::tanh(x); }) < 3);
    }
}

TEST_CASE("512 lines are near their function everywhere", "[op]") {
    const op::wide_steps input{10 / 65535.0, 32767}, output{2 / 65535.0, 0};
    const op::interpolated_table table([](double x) { return std::exp(x); }, input, output);
    // At its steep end one step of the input is five of the output.
    for (const std::int16_t x : all_values<std::int16_t>())
        REQUIRE(std::fabs(table(x) - std::min(std::exp(input.real(x)) / output.scale, 32767.0)) < 6);
}

TEMPLATE_TEST_CASE("shares are near those of the exponentials, and all of a row near 1", "[op]", std::int8_t,
                   std::uint8_t, std::int16_t) {
    constexpr bool is_wide = sizeof(TestType) == 2;
    const std::size_t rows = 5, columns = 19;
    const auto draw = [](int i) { return static_cast<TestType>(i); };
    std::vector<TestType> x(rows * columns), y(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = draw(static_cast<int>(i * 7919 % (is_wide ? 30000 : 100)));
    const affine_params input{is_wide ? 0.0003F : 0.06F, 0};
    const auto in = view(x.data(), {rows, columns});
    const auto out = view(y.data(), {rows, columns});
    if constexpr (is_wide)
        op::wide_softmax(input, 0.75F).run(tensor_view<const TestType, 2>(in), out);
    else
        op::tflite_softmax<TestType>(input, 0.75F).run(tensor_view<const TestType, 2>(in), out);
    const affine_params share = op::fixed_output<TestType>::share;
    for (std::size_t row = 0; row < rows; ++row) {
        double sum = 0, total = 0;
        for (std::size_t c = 0; c < columns; ++c) sum += std::exp(0.75 * double{input.scale} * in(row, c));
        for (std::size_t c = 0; c < columns; ++c) {
            const double got = (out(row, c) - share.zero_point) * double{share.scale};
            total += got;
            REQUIRE(std::fabs(got - std::exp(0.75 * double{input.scale} * in(row, c)) / sum) <
                    (is_wide ? 1e-3 : 0.6 / 256));
        }
        CHECK(std::fabs(total - 1) < (is_wide ? 3e-3 : 10.0 / 256));
    }
}

TEST_CASE("softmax of one value is 1, of many equal ones their share", "[op]") {
    const op::tflite_softmax<std::int8_t> softmax({0.1F, 3}, 1.0F);
    std::vector<std::int8_t> x(1, -128), y(1);
    softmax.run(view(std::as_const(x).data(), {std::size_t{1}}), view(y.data(), {std::size_t{1}}));
    CHECK(y[0] == 127);
    for (const std::size_t count :
         std::initializer_list<std::size_t>{2, 64, 500, 600, 5000, 100000}) { // from 512 on TensorFlow Lite stops
        x.assign(count, 5);
        y.resize(count);
        softmax.run(view(std::as_const(x).data(), {count}), view(y.data(), {count}));
        const int expected =
            static_cast<int>(std::round(256.0 / static_cast<double>(std::min<std::size_t>(count, 4096))));
        for (const std::int8_t each : y) REQUIRE(each == expected - 128);
    }
    const std::vector<std::int16_t> wide(70000, 12);
    std::vector<std::int16_t> shares(wide.size());
    op::wide_softmax({0.1F, 0}, 1.0F).run(view(wide.data(), {wide.size()}), view(shares.data(), {wide.size()}));
    CHECK(shares[0] <= 1);
}

TEST_CASE("functions with a fixed output name what is wrong with their input", "[op][errors]") {
    REQUIRE_ERROR(op::tflite_softmax<std::int8_t>({0, 0}, 1.0F), "op::tflite_softmax: scale 0 of the input");
    REQUIRE_ERROR(op::tflite_softmax<std::int8_t>({1e-9F, 0}, 1.0F), "beta 1 times the input scale 1e-09");
    REQUIRE_ERROR(op::tflite_softmax<std::int8_t>({1, 0}, -1.0F), "beta -1");
    REQUIRE_ERROR(op::wide_softmax({1, 2}, 1.0F), "op::wide_softmax: zero point 2 of the input");
    REQUIRE_ERROR(op::tflite_softmax<std::int8_t>({1, 0}, std::numeric_limits<float>::infinity()), "beta inf");
    REQUIRE_ERROR(op::wide_softmax({1, 0}, -1.0F), "op::wide_softmax: beta -1 times the input scale 1");
    REQUIRE_ERROR(op::wide_softmax({1, 0}, std::numeric_limits<float>::quiet_NaN()), "op::wide_softmax: beta nan");
    REQUIRE_ERROR(op::wide_logistic({-1, 0}), "op::wide_logistic: scale -1 of the input");
    REQUIRE_ERROR(op::wide_tanh({1, -3}), "op::wide_tanh: zero point -3 of the input");
    REQUIRE_ERROR(op::tflite_tanh<std::int8_t>({1, 128}), "op::table: zero point 128 of the input");
}
