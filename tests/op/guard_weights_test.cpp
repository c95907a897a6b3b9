// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>

#include <op/convolution_cases.hpp>
#include <quanta/quanta.hpp>
#include <support/failure.hpp>
#include <support/integer_data.hpp>

using namespace quanta;
using cause = op::guard_finding::cause;
using op::guard_policy;

namespace {

using uint8_activations = scheme<uint8, asymmetric, per_tensor>;
using int8_activations = scheme<int8, asymmetric, per_tensor>;
using channel_weights = scheme<int8_narrow, symmetric, per_channel<0>>;
using tensor_weights = scheme<int8_narrow, symmetric, per_tensor>;
using zero_point_weights = scheme<uint8, asymmetric, per_channel<0>>;
using arithmetic = profile::quanta;

template <class W>
quantization<W> scales_of(std::size_t outputs, float scale) {
    const bool is_shared = std::same_as<typename W::granularity, per_tensor>;
    const std::vector<float> scales(is_shared ? 1 : outputs, scale);
    return {scales, std::vector<std::int32_t>(scales.size(), W::is_symmetric ? 0 : 100)};
}

/// The integers of a layer with one output pixel per row of `depth` inputs, by 64-bit sums and the profile's functions.
template <class A, class Weights>
std::vector<int> simulated(const std::vector<typename A::storage_type>& x, const Weights& weights,
                           const std::vector<std::int32_t>& bias, std::size_t outputs, std::size_t depth,
                           affine_params input, affine_params output) {
    std::vector<int> results;
    const auto* integers = weights.view().data();
    for (std::size_t row = 0; row < x.size() / depth; ++row)
        for (std::size_t j = 0; j < outputs; ++j) {
            const affine_params of = weights.parameters()[weights.parameters().slices() == 1 ? 0 : j];
            std::int64_t sum = bias.empty() ? 0 : bias[j];
            for (std::size_t k = 0; k < depth; ++k)
                sum += (std::int64_t{x[row * depth + k]} - input.zero_point) *
                       (std::int64_t{integers[j * depth + k]} - of.zero_point);
            REQUIRE(sum == static_cast<std::int32_t>(sum)); // 32 bits hold it
            results.push_back(arithmetic::requantize(static_cast<std::int32_t>(sum),
                                                     arithmetic::multiplier(input.scale, of.scale, output.scale),
                                                     output.zero_point, A::format::lowest, A::format::highest));
        }
    return results;
}

template <class A, class W>
struct schemes {
    using activations = A;
    using weights = W;
};

} // namespace

TEMPLATE_TEST_CASE("a repaired linear layer runs, and equals its formula", "[op]",
                   (schemes<uint8_activations, channel_weights>), (schemes<int8_activations, tensor_weights>),
                   (schemes<uint8_activations, zero_point_weights>)) {
    using activations = typename TestType::activations;
    using weights_scheme = typename TestType::weights;
    const std::size_t outputs = 5, depth = 40, rows = 7;
    const auto reals = support::floats(outputs * depth, 0.002F, 1);
    const auto x = support::integers<typename activations::format>(rows * depth, support::pattern::uniform, 2);
    const affine_params input{0.01F, 3}, output{5e4F, 1};
    std::vector<float> bias{0.5F, 3e6F, -1.0F, -2e6F, 0.0F}; // two of them are too many steps of 0.01 * 1e-5
    const auto values = view(reals.data(), {outputs, depth});
    const auto narrow = scales_of<weights_scheme>(outputs, 1e-5F);
    const auto guard = [&](guard_policy policy) {
        return op::guard_weights<activations>("fc", values, narrow, bias, input, policy);
    };
    const auto unguarded = [&] {
        const auto weights = quantize_tensor(values, narrow);
        return op::linear<activations, weights_scheme>(weights.view(), narrow, bias, input, output,
                                                       op::activation::none);
    };
    REQUIRE_ERROR(unguarded(), "bias 3e+06 of output 1");
    REQUIRE_ERROR(static_cast<void>(guard(guard_policy::refuse)), "fc: the bias of output 1 is 3");

    const auto guarded = guard(guard_policy::repair);
    const std::size_t slices = guarded.weights.parameters().slices();
    REQUIRE(guarded.findings.size() == (slices == 1 ? 1 : 2));
    for (const op::guard_finding& found : guarded.findings) {
        CHECK(found.layer == "fc");
        CHECK(found.what == cause::bias);
        CHECK(found.channel == (&found == &guarded.findings[0] ? 1 : 3));
        CHECK(found.scale == 1e-5F);
        CHECK(found.widened == guarded.weights.parameters().scales()[slices == 1 ? 0 : found.channel]);
    }
    if (slices != 1) CHECK(guarded.weights.parameters().scales()[0] == 1e-5F);

    const op::linear<activations, weights_scheme> layer(guarded.weights.view(), guarded.weights.parameters(),
                                                        guarded.bias, input, output, op::activation::none);
    std::vector<typename activations::storage_type> y(rows * outputs);
    const auto in = view(x.data(), {rows, depth});
    support::working_memory memory(layer.workspace_bytes(in, 1));
    layer.run(in, view(y.data(), {rows, outputs}), memory.span());
    const auto expected = simulated<activations>(x, guarded.weights, guarded.bias, outputs, depth, input, output);
    CHECK(std::vector<int>(y.begin(), y.end()) == expected);
}

TEST_CASE("what can run as it is stays as it is", "[op]") {
    const auto reals = support::floats(6 * 30, 1.0F, 4);
    const auto values = view(reals.data(), {6, 30});
    const auto parameters = calibrate<channel_weights>(values);
    const std::vector<float> bias(6, 1.0F);
    const auto guarded =
        op::guard_weights<uint8_activations>("fc", values, parameters, bias, {0.02F, 9}, guard_policy::refuse);
    CHECK(guarded.findings.empty());
    const auto plain = quantize_tensor(values, parameters);
    for (std::size_t i = 0; i < reals.size(); ++i) REQUIRE(guarded.weights.view().data()[i] == plain.view().data()[i]);
    CHECK(guarded.bias == op::quantize_bias<uint8>("fc", arithmetic(), bias, 0.02F, parameters.scales(), 6));
}

TEST_CASE("a depth that could overflow is repaired for every input", "[op]") {
    const std::size_t depth = 70000;
    std::vector<float> reals(2 * depth, 1.0F);
    for (std::size_t k = 0; k < depth; ++k) reals[depth + k] = k % 2 == 0 ? 0.5F : -0.5F;
    const auto values = view(reals.data(), {2, depth});
    const affine_params input{0.5F, 0}, output{1e3F, 0};
    const auto parameters = scales_of<channel_weights>(2, 1.0F / 127);
    REQUIRE_ERROR(static_cast<void>(op::guard_weights<uint8_activations>("deep", values, parameters, {}, input,
                                                                         guard_policy::refuse)),
                  "deep: the accumulator of output 0 could reach 2266950000 and overflow");
    const auto guarded =
        op::guard_weights<uint8_activations>("deep", values, parameters, {}, input, guard_policy::repair);
    REQUIRE(guarded.findings.size() == 1);
    CHECK(guarded.findings[0].what == cause::sum);
    CHECK(guarded.findings[0].value == 255.0 * 127 * 70000);
    CHECK(guarded.weights.view()(0, 0) == 120); // 2^31 / (255 * 70000) = 120.3
    CHECK(guarded.bias.empty());

    const op::linear<uint8_activations, channel_weights> layer(guarded.weights.view(), guarded.weights.parameters(),
                                                               guarded.bias, input, output, op::activation::none);
    const auto x = support::integers<uint8>(2 * depth, support::pattern::all_highest, 0);
    std::vector<std::uint8_t> y(4);
    const auto in = view(x.data(), {2, depth});
    support::working_memory memory(layer.workspace_bytes(in, 1));
    layer.run(in, view(y.data(), {2, 2}), memory.span());
    CHECK(std::vector<int>(y.begin(), y.end()) ==
          simulated<uint8_activations>(x, guarded.weights, {}, 2, depth, input, output));
}

TEST_CASE("repaired convolutions run, and equal their formula", "[op]") {
    const std::size_t channels = 6;
    const op::window moved = op::window_of({3, 3});
    const auto x = support::integers<uint8>(3 * 3 * channels, support::pattern::uniform, 5);
    const tensor_view<const std::uint8_t, 4> image(x.data(), {1, 3, 3, channels});
    const affine_params input{0.01F, 128}, output{1e4F, 0};
    std::vector<float> bias(channels, 0.0F);
    bias[4] = 1e6F;
    std::vector<std::uint8_t> y(channels);
    const tensor_view<std::uint8_t, 4> result(y.data(), {1, 1, 1, channels});
    const auto parameters = scales_of<channel_weights>(channels, 1e-6F);

    SECTION("conv2d, with weights that are no contiguous tensor") {
        auto planar = support::floats(channels * 9 * channels, 1e-4F, 6); // (OC, IC, KH, KW)
        const tensor_view<const float, 4> weights(planar.data(), {channels, 3, 3, channels},
                                                  {9 * std::ptrdiff_t{channels}, 3, 1, 9});
        const auto guarded =
            op::guard_weights<uint8_activations>("stem", weights, parameters, bias, input, guard_policy::repair);
        REQUIRE(guarded.findings.size() == 1);
        const op::conv2d<uint8_activations, channel_weights> layer(guarded.weights.view(), guarded.weights.parameters(),
                                                                   guarded.bias, input, output, op::activation::none,
                                                                   moved);
        support::working_memory memory(layer.workspace_bytes(image, 1));
        layer.run(image, result, memory.span());
        CHECK(std::vector<int>(y.begin(), y.end()) ==
              simulated<uint8_activations>(x, guarded.weights, guarded.bias, channels, 9 * channels, input, output));
    }
    SECTION("depthwise_conv2d") {
        const auto reals = support::floats(channels * 9, 1e-4F, 7);
        const auto guarded =
            op::guard_weights<uint8_activations>("dw", tensor_view<const float, 4>(reals.data(), {channels, 3, 3, 1}),
                                                 parameters, bias, input, guard_policy::repair);
        REQUIRE(guarded.findings.size() == 1);
        CHECK(guarded.findings[0].channel == 4);
        const op::depthwise_conv2d<uint8_activations, channel_weights> layer(
            guarded.weights.view(), guarded.weights.parameters(), guarded.bias, input, output, op::activation::none,
            moved);
        support::working_memory memory(layer.workspace_bytes(image, 1));
        layer.run(image, result, memory.span());
        for (std::size_t c = 0; c < channels; ++c) {
            std::int64_t sum = guarded.bias[c];
            for (std::size_t tap = 0; tap < 9; ++tap)
                sum += (x[tap * channels + c] - 128) * std::int64_t{guarded.weights.view().data()[c * 9 + tap]};
            const float scale = guarded.weights.parameters().scales()[c];
            CHECK(int{y[c]} == arithmetic::requantize(static_cast<std::int32_t>(sum),
                                                      arithmetic::multiplier(input.scale, scale, output.scale), 0, 0,
                                                      255));
        }
    }
}

TEST_CASE("a step that underflows is widened to a normal float", "[op]") {
    const std::vector<float> reals{1e-30F, -2e-30F, 1.0F, 2.0F};
    const auto values = view(reals.data(), {2, 2});
    const auto parameters = calibrate<channel_weights>(values);
    const affine_params input{1e-10F, 0};
    const auto unguarded = [&] {
        const auto weights = quantize_tensor(values, parameters);
        return op::linear<uint8_activations, channel_weights>(weights.view(), parameters, std::vector<float>(), input,
                                                              {1, 0}, op::activation::none);
    };
    REQUIRE_ERROR(unguarded(), "op::linear: the step of output 0, input scale * weight scale, is ");
    const auto guarded =
        op::guard_weights<uint8_activations>("fc", values, parameters, {}, input, guard_policy::repair);
    REQUIRE(guarded.findings.size() == 1);
    const op::guard_finding& found = guarded.findings[0];
    CHECK(found.what == cause::step);
    CHECK(finding_text(found).find("fc: the step of output 0 underflows: ") == 0);
    CHECK(finding_text(found).find(" was widened to ") != std::string::npos);
    CHECK_NOTHROW(op::linear<uint8_activations, channel_weights>(guarded.weights.view(), guarded.weights.parameters(),
                                                                 guarded.bias, input, {1, 0}, op::activation::none));
}

TEST_CASE("a layer of 16-bit activations is repaired to 48 bits of sums, under its profile", "[op]") {
    using wide_activations = scheme<int16, symmetric, per_tensor>;
    const auto reals = support::floats(3 * 40, 0.01F, 8);
    const auto x = support::integers<int16>(2 * 40, support::pattern::uniform, 9);
    const std::vector<float> bias{1.0F, 9e5F, -1.0F};
    const affine_params input{1e-4F, 0}, output{1e2F, 0};
    const auto values = view(reals.data(), {3, 40});
    const auto with = [&](float scale, guard_policy policy) {
        const quantization<channel_weights, profile::tflite> parameters(std::vector<float>(3, scale),
                                                                        std::vector<std::int32_t>(3));
        return op::guard_weights<wide_activations>("fc", values, parameters, bias, input, policy);
    };
    CHECK(with(1e-4F, guard_policy::refuse).findings.empty()); // 32 bits would not hold it
    REQUIRE_ERROR(static_cast<void>(with(1e-8F, guard_policy::refuse)), "fc: the bias of output 1 is 9");
    const auto guarded = with(1e-8F, guard_policy::repair);
    REQUIRE(guarded.findings.size() == 1);
    CHECK(guarded.bias[1] <= (std::int64_t{1} << 47) - 1);
    CHECK(guarded.bias[1] >= std::int64_t{1} << 46);
    const op::linear<wide_activations, channel_weights, profile::tflite> layer(
        guarded.weights.view(), guarded.weights.parameters(), guarded.bias, input, output, op::activation::none);
    std::vector<std::int16_t> y(6);
    const auto in = view(x.data(), {2, 40});
    support::working_memory memory(layer.workspace_bytes(in, 1));
    layer.run(in, view(y.data(), {2, 3}), memory.span());
    for (std::size_t i = 0; i < 6; ++i) {
        const std::size_t row = i / 3, j = i % 3;
        std::int64_t sum = guarded.bias[j];
        for (std::size_t k = 0; k < 40; ++k) sum += std::int64_t{x[row * 40 + k]} * guarded.weights.view()(j, k);
        const double scale{guarded.weights.parameters().scales()[j]};
        CHECK(y[i] == std::round(static_cast<double>(sum) * (double{input.scale} * scale / double{output.scale})));
    }
}

TEST_CASE("a guard names what it is given wrongly, and what is beyond repair", "[op]") {
    std::vector<float> reals(4, 1.0F);
    const auto guard = [&](const std::vector<float>& bias, affine_params input, std::size_t slices) {
        return op::guard_weights<uint8_activations>("fc", tensor_view<const float, 2>(reals.data(), {2, 2}),
                                                    scales_of<channel_weights>(slices, 1.0F), bias, input,
                                                    guard_policy::repair);
    };
    REQUIRE_ERROR(static_cast<void>(guard({1}, {1, 0}, 2)), "fc: the number of biases is 1, expected is 2");
    REQUIRE_ERROR(static_cast<void>(guard({}, {0, 0}, 2)), "fc: scale 0 of the input");
    REQUIRE_ERROR(static_cast<void>(guard({}, {1, 0}, 3)), "fc: the number of weight scales is 3, expected is 2");
    REQUIRE_ERROR(static_cast<void>(guard({0, 3e38F}, {1e-38F, 0}, 2)), "no weight scale is wide enough");
    REQUIRE_ERROR(static_cast<void>(guard({0, std::numeric_limits<float>::infinity()}, {1, 0}, 2)), "a bias is inf");
    reals[3] = std::numeric_limits<float>::quiet_NaN();
    REQUIRE_ERROR(static_cast<void>(guard({}, {1, 0}, 2)), "fc: a weight is nan");
}

TEST_CASE("layers drawn at random run once they are repaired", "[op]") {
    const std::uint32_t seed = 20261130;
    CAPTURE(seed);
    std::mt19937 generator(seed);
    const auto drawn = [&](std::uint32_t below) { return static_cast<std::uint32_t>(generator() % below); };
    std::uniform_real_distribution<float> exponent(-9.0F, 9.0F);
    std::size_t repaired = 0;
    for (int round = 0; round < 300; ++round) {
        const std::size_t outputs = 1 + drawn(9), depth = 1 + drawn(50);
        const auto reals = support::floats(outputs * depth, std::pow(10.0F, exponent(generator)), drawn(1000));
        const auto bias = support::floats(outputs, std::pow(10.0F, exponent(generator)), drawn(1000));
        const affine_params input{std::pow(10.0F, exponent(generator)), static_cast<std::int32_t>(drawn(256))};
        const affine_params output{1e9F, 0};
        const auto values = view(reals.data(), {outputs, depth});
        const auto guarded = op::guard_weights<uint8_activations>("fc", values, calibrate<channel_weights>(values),
                                                                  bias, input, guard_policy::repair);
        repaired += guarded.findings.size();
        const op::linear<uint8_activations, channel_weights> layer(guarded.weights.view(), guarded.weights.parameters(),
                                                                   guarded.bias, input, output, op::activation::none);
        const auto x = support::integers<uint8>(depth, support::pattern::uniform, drawn(1000));
        std::vector<std::uint8_t> y(outputs);
        const auto in = view(x.data(), {std::size_t{1}, depth});
        support::working_memory memory(layer.workspace_bytes(in, 1));
        layer.run(in, view(y.data(), {std::size_t{1}, outputs}), memory.span());
        CAPTURE(round);
        REQUIRE(std::vector<int>(y.begin(), y.end()) ==
                simulated<uint8_activations>(x, guarded.weights, guarded.bias, outputs, depth, input, output));
    }
    CHECK(repaired > 100);
}
