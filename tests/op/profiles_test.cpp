// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/op/add.hpp>
#include <quanta/op/average_pool2d.hpp>
#include <quanta/op/concat.hpp>
#include <quanta/op/conv2d.hpp>
#include <quanta/op/dynamic_linear.hpp>
#include <quanta/op/linear.hpp>
#include <quanta/op/matmul.hpp>
#include <quanta/op/mul.hpp>
#include <quanta/op/rescale.hpp>
#include <quanta/op/softmax.hpp>
#include <quanta/op/table.hpp>
#include <quanta/params/any_profile.hpp>
#include <quanta/params/scheme.hpp>
#include <support/failure.hpp>
#include <support/integer_data.hpp>
#include <support/limited_isa.hpp>

using namespace quanta;

namespace {

using activations = scheme<int8, asymmetric, per_tensor>;
using weights = scheme<int8_narrow, symmetric, per_channel<0>>;

/// A profile of a user's own: accumulators are truncated.
struct truncating : profile::quanta {
    static int requantize(std::int32_t accumulator, float m, int zero_point, int lowest, int highest) {
        return std::clamp(static_cast<int>(static_cast<float>(accumulator) * m) + zero_point, lowest, highest);
    }
};
static_assert(Profile<truncating> && !rule::RequantizesByRule<truncating>);

/// A fully connected layer (19, 21) on five rows, whose multipliers make many ties, and what the profile's scalar
/// functions give.
struct layer_case {
    static constexpr std::size_t m = 5, n = 19, k = 21;
    std::vector<std::int8_t> x = support::integers<int8>(m * k, support::pattern::uniform, 1);
    std::vector<std::int8_t> w = support::integers<ternary>(n * k, support::pattern::uniform, 2);
    std::vector<float> bias = support::floats(n, 9.0F, 3), scales;
    affine_params input{0.25F, -7}, output{8.0F, 13};

    layer_case() {
        for (std::size_t j = 0; j < n; ++j) scales.push_back(j % 2 == 0 ? 4.0F : 3.1F + 0.1F * static_cast<float>(j));
    }

    template <class Arithmetic>
    [[nodiscard]] quantization<weights, Arithmetic> parameters() const {
        return {scales, std::vector<std::int32_t>(n)};
    }
    [[nodiscard]] tensor_view<const std::int8_t, 2> activations_view() const { return {x.data(), {m, k}}; }
    [[nodiscard]] tensor_view<const std::int8_t, 2> weights_view() const { return {w.data(), {n, k}}; }

    template <class Arithmetic>
    [[nodiscard]] std::vector<std::int8_t> expected(const Arithmetic& profile, op::activation function) const {
        const int lowest = profile.clamp_bound(function.lowest, output, -128, 127);
        const int highest = profile.clamp_bound(function.highest, output, -128, 127);
        std::vector<std::int8_t> results;
        for (std::size_t i = 0; i < m; ++i)
            for (std::size_t j = 0; j < n; ++j) {
                std::int64_t sum = profile.bias(bias[j], input.scale, scales[j]);
                for (std::size_t l = 0; l < k; ++l) sum += (x[i * k + l] - input.zero_point) * w[j * k + l];
                results.push_back(static_cast<std::int8_t>(profile.requantize(
                    static_cast<std::int32_t>(sum), profile.multiplier(input.scale, scales[j], output.scale),
                    output.zero_point, lowest, highest)));
            }
        return results;
    }
};

template <class Arithmetic>
void require_layer(const layer_case& c, const Arithmetic& profile) {
    for (const isa::id id : isa::available())
        for (const op::activation function : {op::activation::none, op::activation::relu6}) {
            const support::limited_isa limited(id);
            const op::linear<activations, weights, Arithmetic> layer(c.weights_view(), c.parameters<Arithmetic>(),
                                                                     c.bias, c.input, c.output, function, profile);
            aligned_buffer memory(layer.workspace_bytes(c.m, 1));
            std::vector<std::int8_t> y(c.m * c.n);
            layer.run(c.activations_view(), view(y.data(), {c.m, c.n}), {memory.data(), memory.size()});
            CAPTURE(isa::name(id), function.lowest);
            REQUIRE(y == c.expected(to_linear_profile(profile), function));
        }
}

/// The results of an operator on two rows of int8, on every instruction set.
template <class Run>
void require_row(const std::vector<std::int8_t>& expected, const Run& run) {
    for (const isa::id id : isa::available()) {
        const support::limited_isa limited(id);
        std::vector<std::int8_t> results(expected.size());
        run(view(results.data(), {results.size()}));
        CAPTURE(isa::name(id));
        CHECK(results == expected);
    }
}

constexpr op::integer_range whole{-128, 127};

} // namespace

TEST_CASE("a layer follows each profile, chosen at run time, on every instruction set", "[op][isa]") {
    const profile::any profile(GENERATE(from_range(known_profiles)));
    CAPTURE(profile.name());
    require_layer(layer_case(), profile);
}

TEST_CASE("a layer follows a profile that is named", "[op][isa]") {
    require_layer(layer_case(), profile::tflite{});
    require_layer(layer_case(), profile::onnx_reference{});
}

TEST_CASE("a layer follows a profile of the user's own", "[op][isa]") { require_layer(layer_case(), truncating{}); }

TEST_CASE("profiles give different integers", "[op]") {
    const layer_case c;
    CHECK(c.expected(profile::tflite{}, op::activation::none) != c.expected(profile::quanta{}, op::activation::none));
    CHECK(c.expected(profile::tflite_linear{}, op::activation::none) !=
          c.expected(profile::tflite{}, op::activation::none));
    CHECK(c.expected(profile::onnx_reference{}, op::activation::none) !=
          c.expected(profile::onnx{}, op::activation::none));
}

TEST_CASE("a product of activations follows the profile of its output", "[op][isa]") {
    const layer_case c;
    const auto zero = std::vector<std::int32_t>(c.n);
    const op::operand<int8, 2> lhs(c.activations_view(), {&c.input.scale, 1}, {&c.input.zero_point, 1});
    op::operand<int8_narrow, 2> rhs(c.weights_view(), c.scales, zero);
    rhs.scale_axis = 0;
    layer_case without_bias = c;
    without_bias.bias.assign(c.n, 0.0F);
    for (const isa::id id : isa::available()) {
        const support::limited_isa limited(id);
        CAPTURE(isa::name(id));
        std::vector<std::int8_t> y(c.m * c.n);
        const auto out = view(y.data(), {c.m, c.n});
        op::matmul(lhs, transposed(rhs), op::quantized_output<int8, 2, profile::tflite>{out, c.output});
        CHECK(y == without_bias.expected(profile::tflite{}, op::activation::none));
        op::matmul(lhs, transposed(rhs), op::quantized_output<int8, 2, profile::onnx_reference>{out, c.output});
        CHECK(y == without_bias.expected(profile::onnx_reference{}, op::activation::none));
    }
}

TEST_CASE("tflite adds integers 2^20 times as large", "[op][isa]") {
    // By the formulas of reference/add.h: (l + 3) 2^20 on a scale of 2 max(0.5, 0.25) = 1, and so on.
    const std::vector<std::int8_t> l{-128, -4, -3, -2, 0, 1, 127}, r{127, 5, 6, 7, 8, 9, -128};
    const affine_params left{0.5F, -3}, right{0.25F, 5}, out{1.0F, 2};
    std::vector<std::int8_t> expected;
    for (std::size_t i = 0; i < l.size(); ++i) {
        const double sum = (l[i] + 3) * 0.5 + (r[i] - 5) * 0.25; // every step before the last is exact
        expected.push_back(static_cast<std::int8_t>(std::round(sum) + 2));
    }
    require_row(expected, [&](const tensor_view<std::int8_t, 1>& y) {
        op::add<std::int8_t, profile::tflite>(left, right, out, whole).run(view(l), view(r), y);
    });
    const std::vector<std::int8_t> of_quanta = [&] {
        std::vector<std::int8_t> y(l.size());
        op::add<std::int8_t>(left, right, out, whole).run(view(l), view(r), view(y));
        return y;
    }();
    CHECK(of_quanta != expected); // ties
}

TEST_CASE("xnnpack adds with weights of 21 bits and rounds once, ties up", "[op][isa]") {
    const std::vector<std::int8_t> l{-128, -4, -3, -2, 0, 1, 127}, r{127, 5, 6, 7, 8, 9, -128};
    const affine_params left{0.5F, -3}, right{0.25F, 5}, out{1.0F, 2}; // the weights are exact
    std::vector<std::int8_t> expected, of_any(l.size());
    for (std::size_t i = 0; i < l.size(); ++i)
        expected.push_back(static_cast<std::int8_t>(std::floor((l[i] + 3) * 0.5 + (r[i] - 5) * 0.25 + 0.5) + 2));
    require_row(expected, [&](const tensor_view<std::int8_t, 1>& y) {
        op::add<std::int8_t, profile::xnnpack>(left, right, out, whole).run(view(l), view(r), y);
    });
    const profile::any any(profile_value::xnnpack);
    op::add<std::int8_t, profile::any>(left, right, out, whole, any).run(view(l), view(r), view(of_any));
    CHECK(of_any == expected);

    // An output 2^12 times as coarse has no step of it, whatever the weights' last bits are.
    require_row(std::vector<std::int8_t>(l.size(), 2), [&](const tensor_view<std::int8_t, 1>& y) {
        op::add<std::int8_t, profile::xnnpack>(left, right, {4096.0F, 2}, whole).run(view(l), view(r), y);
    });
    REQUIRE_ERROR((op::add<std::int8_t, profile::xnnpack>(left, right, {0x1p-21F, 0}, whole)),
                  "op::add: a scale of 0.5 is 1048576 times that of the output, less than 2^20 is needed");
}

TEST_CASE("tflite multiplies by a multiplier made of floats", "[op][isa]") {
    const std::vector<std::int8_t> l{-128, -3, -1, 0, 1, 5, 100, 127}, r{127, 1, 1, 3, 1, -1, 99, 127};
    const affine_params left{0.1F, 0}, right{0.3F, 0}, out{0.7F, -4};
    const float product = 0.1F * 0.3F, quotient = product / 0.7F;
    std::vector<std::int8_t> expected;
    for (std::size_t i = 0; i < l.size(); ++i)
        expected.push_back(static_cast<std::int8_t>(
            profile::tflite::requantize(l[i] * r[i], to_fixed_point(quotient), -4, -128, 127)));
    require_row(expected, [&](const tensor_view<std::int8_t, 1>& y) {
        op::mul<std::int8_t, profile::tflite>(left, right, out, whole).run(view(l), view(r), y);
    });
}

TEST_CASE("the mean of a window under tflite is that of its integers, half away from zero", "[op][isa]") {
    const std::vector<std::int8_t> x{-1, -2, 1, 2, -128, -127, 127, 126};
    const tensor_view<const std::int8_t, 4> images(x.data(), {1, 1, 8, 1});
    op::window pairs = op::window_of({1, 2});
    pairs.stride = {1, 2};
    const affine_params same{0.5F, 3};
    const auto mean = [&](const auto& pool) {
        return [&](const tensor_view<std::int8_t, 1>& y) {
            pool().run(images, tensor_view<std::int8_t, 4>(y.data(), {1, 1, 4, 1}));
        };
    };
    require_row({-2, 2, -128, 127}, mean([&] {
                    return op::average_pool2d<std::int8_t, profile::tflite>(pairs, false, same, same, whole);
                }));
    // By way of the zero point -1.5 - 3 is a tie that goes to the even -4, less 3 again.
    require_row({-1, 1, -127, 127},
                mean([&] { return op::average_pool2d<std::int8_t>(pairs, false, same, same, whole); }));
    // Bytes that are 128 higher than the integers that they stand for.
    std::vector<std::uint8_t> stored(x.size()), means(4);
    for (std::size_t i = 0; i < x.size(); ++i) stored[i] = static_cast<std::uint8_t>(x[i] + 128);
    const affine_params higher{0.5F, 131};
    op::average_pool2d<std::uint8_t, profile::tflite>(pairs, false, higher, higher, {0, 255}, {}, 128)
        .run(tensor_view<const std::uint8_t, 4>(stored.data(), {1, 1, 8, 1}),
             tensor_view<std::uint8_t, 4>(means.data(), {1, 1, 4, 1}));
    CHECK(means == std::vector<std::uint8_t>{126, 130, 0, 255});
}

TEST_CASE("integers are rescaled and joined as each profile requantizes", "[op][isa]") {
    const profile::any profile(GENERATE(from_range(known_profiles)));
    CAPTURE(profile.name());
    std::vector<std::int8_t> x, expected;
    const affine_params from{0.5F, 3}, to{1.0F, 7};
    for (int i = -128; i < 128; ++i) {
        x.push_back(static_cast<std::int8_t>(i));
        expected.push_back(
            static_cast<std::int8_t>(profile.requantize(i - 3, profile.multiplier(0.5, 1, 1.0), 7, -128, 127)));
    }
    require_row(expected, [&](const tensor_view<std::int8_t, 1>& y) {
        op::rescale<std::int8_t, std::int8_t, profile::any>(from, to, whole, profile).run(view(x), y);
    });
    require_row(expected, [&](const tensor_view<std::int8_t, 1>& y) {
        const auto part = view(std::as_const(x).data(), {256});
        op::concat<std::int8_t, profile::any>(std::array{from}, to, 0, whole, profile).run<1>({&part, 1}, y);
    });
}

TEST_CASE("tables and softmax end in the profile's integers", "[op]") {
    const std::vector<std::int8_t> x{1, 3, 5, -1};
    std::vector<std::int8_t> y(4);
    const auto half = [](float v) { return v / 2; };
    op::table<std::int8_t, std::int8_t, profile::tflite>(half, {1.0F, 0}, {1.0F, 0}, whole).run(view(x), view(y));
    CHECK(y == std::vector<std::int8_t>{1, 2, 3, -1});
    op::table<std::int8_t>(half, {1.0F, 0}, {1.0F, 0}, whole).run(view(x), view(y));
    CHECK(y == std::vector<std::int8_t>{0, 2, 2, 0});

    const std::vector<std::int8_t> equal{5, 5};
    std::vector<std::int8_t> shares(2);
    op::softmax<std::int8_t, profile::tflite>({1.0F, 0}, {1.0F, 0}, whole).run(view(equal), view(shares));
    CHECK(shares == std::vector<std::int8_t>{1, 1});
    op::softmax<std::int8_t>({1.0F, 0}, {1.0F, 0}, whole).run(view(equal), view(shares));
    CHECK(shares == std::vector<std::int8_t>{0, 0});
}

TEST_CASE("a dynamic layer quantizes rows as the profile does", "[op][isa]") {
    const std::vector<float> x{0.0F, 255.0F, 0.5F, 1.5F}; // parameters {1, 0}: ties
    const std::vector<std::int8_t> identity{0, 0, 1, 0, 0, 0, 0, 1};
    const std::vector<float> scale{1.0F, 1.0F};
    const std::vector<std::int32_t> zero(2);
    using bytes = scheme<uint8, asymmetric, per_tensor>;
    for (const profile_value value : {profile_value::quanta, profile_value::tflite}) {
        const op::dynamic_linear<bytes, weights, profile::any> layer(
            tensor_view<const std::int8_t, 2>(identity.data(), {2, 4}), {scale, zero}, {}, op::activation::none,
            profile::any(value));
        aligned_buffer memory(layer.workspace_bytes(1, 1));
        std::vector<float> y(2);
        layer.run(view(x.data(), {1, 4}), view(y.data(), {1, 2}), {memory.data(), memory.size()});
        CHECK(y == (value == profile_value::quanta ? std::vector<float>{0, 2} : std::vector<float>{1, 2}));
    }
}

TEST_CASE("scales too far apart for fixed point are errors that name what they multiply", "[op]") {
    using Catch::Matchers::ContainsSubstring;
    const affine_params fine{1.0F, 0}, tiny{1e-20F, 0};
    REQUIRE_ERROR((op::rescale<std::int8_t, std::int8_t, profile::tflite>(fine, tiny, whole)),
                  "op::rescale: the multiplier of the input is 1000");
    REQUIRE_ERROR((op::add<std::int8_t, profile::tflite>(fine, fine, tiny, whole)),
                  "op::add: the multiplier of the sum");
    REQUIRE_ERROR((op::mul<std::int8_t, profile::tflite>(fine, fine, tiny, whole)),
                  "; fixed point holds less than 2^30");
}
