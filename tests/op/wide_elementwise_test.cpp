// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>

#include <quanta/params/profiles.hpp>
#include <quanta/quanta.hpp>
#include <support/failure.hpp>
#include <support/guarded_buffer.hpp>
#include <support/integer_data.hpp>
#include <support/limited_isa.hpp>

using namespace quanta;

namespace {

constexpr op::integer_range some{-30000, 32767};
constexpr affine_params lhs{0.0007F, 0}, rhs{0.0013F, 0}, output{0.0019F, 0};

template <class Arithmetic>
int added(std::int32_t l, std::int32_t r) {
    if constexpr (std::same_as<typename Arithmetic::multiplier_type, fixed_point_multiplier>) {
        const double t = 2 * double{rhs.scale};
        const auto scaled = [](std::int32_t x, double from, double to) {
            return Arithmetic::requantize(x, Arithmetic::multiplier(from, 1, to), 0, INT32_MIN, INT32_MAX);
        };
        const std::int32_t sum = scaled(l * 32768, double{lhs.scale}, t) + scaled(r * 32768, double{rhs.scale}, t);
        return std::clamp(scaled(sum, t, 32768 * double{output.scale}), some.lowest, some.highest);
    } else {
        const auto ml = static_cast<float>(Arithmetic::multiplier(lhs.scale, 1, output.scale));
        const auto mr = static_cast<float>(Arithmetic::multiplier(rhs.scale, 1, output.scale));
        const float right = static_cast<float>(r) * mr;
        const float steps = std::fma(static_cast<float>(l), ml, right);
        return static_cast<int>(
            std::nearbyint(std::clamp(steps, static_cast<float>(some.lowest), static_cast<float>(some.highest))));
    }
}

template <class Arithmetic>
int multiplied(std::int32_t l, std::int32_t r) {
    constexpr bool is_fixed = std::same_as<typename Arithmetic::multiplier_type, fixed_point_multiplier>;
    const affine_params to{16.0F, 0};
    const float quotient = lhs.scale * rhs.scale / to.scale; // TensorFlow Lite divides floats here
    const auto m =
        is_fixed ? Arithmetic::multiplier(quotient, 1, 1) : Arithmetic::multiplier(lhs.scale, rhs.scale, to.scale);
    return Arithmetic::requantize(l * r, m, 0, some.lowest, some.highest);
}

} // namespace

TEMPLATE_TEST_CASE("sums and products of 16-bit integers equal their formulas on every instruction set", "[op][isa]",
                   profile::quanta, profile::tflite, profile::xnnpack) {
    for (const std::size_t count : std::initializer_list<std::size_t>{0, 1, 7, 8, 255, 256, 257, 1000})
        for (const auto which : support::patterns) {
            const auto l = support::integers<int16>(count, which, 1);
            const auto r = support::integers<int16>(count, support::pattern::uniform, 2);
            const support::guarded_buffer<std::int16_t> left(l), right(r), sums(count), products(count);
            const auto as_view = [&](const std::int16_t* data) {
                return tensor_view<const std::int16_t, 1>(data, {count});
            };
            for (const isa::id id : isa::available()) {
                const support::limited_isa limited(id);
                const op::wide_add<TestType> add(lhs, rhs, output, some);
                const op::wide_mul<TestType> mul(lhs, rhs, {16.0F, 0}, some);
                add.run(as_view(left.data()), as_view(right.data()), view(sums.data(), {count}));
                mul.run(as_view(left.data()), as_view(right.data()), view(products.data(), {count}));
                std::size_t differences = 0;
                for (std::size_t i = 0; i < count; ++i) {
                    differences += sums[i] != added<TestType>(l[i], r[i]);
                    differences += products[i] != multiplied<TestType>(l[i], r[i]);
                }
                CAPTURE(isa::name(id), count, static_cast<int>(which));
                REQUIRE(differences == 0);
            }
        }
}

TEST_CASE("sums and products of 16-bit integers name what is wrong", "[op][errors]") {
    REQUIRE_ERROR(op::wide_add<>({1, 3}, rhs, output, some), "op::wide_add: zero point 3 of the left side");
    REQUIRE_ERROR(op::wide_add<>(lhs, rhs, output, {0, 40000}), "op::wide_add: the range [0, 40000] is not inside");
    REQUIRE_ERROR(op::wide_mul<>(lhs, {0, 0}, output, some), "op::wide_mul: scale 0 of the right side");
}

TEMPLATE_TEST_CASE("16-bit images are pooled by their formulas on every instruction set", "[op][isa]", profile::quanta,
                   profile::tflite) {
    const op::window moved{{3, 2}, {2, 1}, {1, 0, 1, 1}, {1, 1}};
    for (const std::size_t channels : std::initializer_list<std::size_t>{1, 7, 16, 300})
        for (const bool is_same : {false, true}) {
            const std::size_t height = 6, width = 5;
            const auto x = support::integers<int16>(height * width * channels, support::pattern::uniform, 3);
            const auto size = op::output_size("test", moved, {height, width});
            const tensor_view<const std::int16_t, 4> image(x.data(), {1, height, width, channels});
            const affine_params to{is_same ? lhs.scale : 0.0004F, 0};
            for (const isa::id id : isa::available()) {
                const support::limited_isa limited(id);
                const op::wide_average_pool2d<TestType> average(moved, lhs, to, some);
                const op::wide_max_pool2d maximum(moved, some);
                std::vector<std::int16_t> means(size.height * size.width * channels), largest(means.size());
                const std::array<std::size_t, 4> extents{1, size.height, size.width, channels};
                average.run(image, tensor_view<std::int16_t, 4>(means.data(), extents));
                maximum.run(image, tensor_view<std::int16_t, 4>(largest.data(), extents));
                for (std::size_t i = 0; i < means.size(); ++i) {
                    const std::size_t c = i % channels, ox = i / channels % size.width, oy = i / channels / size.width;
                    int sum = 0, most = -32768, count = 0;
                    for (std::size_t tap = 0; tap < 6; ++tap) {
                        const std::size_t y = oy * 2 + tap / 2, column = ox + tap % 2; // in the padded image
                        if (y < 1 || y > height || column >= width) continue;
                        const int value = image(0, y - 1, column, c);
                        sum += value;
                        most = std::max(most, value);
                        ++count;
                    }
                    REQUIRE(largest[i] == std::clamp(most, some.lowest, some.highest));
                    constexpr bool is_fixed = std::same_as<typename TestType::multiplier_type, fixed_point_multiplier>;
                    const int expected =
                        is_fixed && is_same
                            ? std::clamp(static_cast<int>(std::round(sum / static_cast<double>(count))), some.lowest,
                                         some.highest)
                            : TestType::requantize(sum, TestType::multiplier(lhs.scale, 1.0 / count, to.scale), 0,
                                                   some.lowest, some.highest);
                    REQUIRE(means[i] == expected);
                }
            }
        }
    REQUIRE_ERROR(op::wide_average_pool2d<TestType>(op::window_of({256, 256}), lhs, lhs, some), "32 bits sum 65535");
    REQUIRE_ERROR(op::wide_max_pool2d(moved, {1, 0}), "op::wide_max_pool2d: lowest 1 is above highest 0");
}
