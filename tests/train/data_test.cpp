// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <set>
#include <string_view>
#include <vector>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/graph/model.hpp>
#include <quanta/train/augmentation.hpp>
#include <quanta/train/initialize.hpp>
#include <quanta/train/mean_squared_error.hpp>
#include <quanta/train/random.hpp>
#include <quanta/train/softmax_cross_entropy.hpp>
#include <support/failure.hpp>
#include <support/integer_data.hpp>

using namespace quanta;
using Catch::Approx;

TEST_CASE("random numbers depend on seed, stream and index", "[train]") {
    const train::random_stream numbers(1, 2);
    CHECK(numbers.bits(3) == train::random_stream(1, 2).bits(3));
    std::set<std::uint64_t> all;
    for (std::uint64_t seed = 0; seed < 4; ++seed)
        for (std::uint64_t stream = 0; stream < 4; ++stream)
            for (std::uint64_t index = 0; index < 64; ++index)
                all.insert(train::random_stream(seed, stream).bits(index));
    CHECK(all.size() == 4 * 4 * 64);

    double sum = 0, squares = 0, uniform = 0;
    std::vector<std::size_t> counts(5);
    constexpr std::size_t count = 20000;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = numbers.normal(i), u = numbers.uniform(i);
        CHECK_FALSE((u <= 0 || u >= 1));
        sum += x;
        squares += x * x;
        uniform += u;
        ++counts[numbers.below(i, 5)];
    }
    CHECK(std::fabs(sum / count) < 0.03);
    CHECK(squares / count == Approx(1).margin(0.04));
    CHECK(uniform / count == Approx(0.5).margin(0.01));
    for (const std::size_t each : counts) CHECK(static_cast<double>(each) == Approx(count / 5).epsilon(0.05));
}

TEST_CASE("shuffling gives each order", "[train]") {
    std::set<std::vector<int>> orders;
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        std::vector<int> values{1, 2, 3, 4};
        train::shuffle(std::span(values), train::random_stream(seed, 0));
        orders.insert(values);
    }
    CHECK(orders.size() == 24);
}

TEST_CASE("augmentation flips and shifts", "[train]") {
    constexpr std::size_t height = 3, width = 4, channels = 2;
    std::vector<float> image(height * width * channels);
    std::iota(image.begin(), image.end(), 1.0F);
    const auto changed = [&](const train::augmentation& how, std::uint64_t index) {
        std::vector<float> result(image.size(), -1.0F);
        train::augment(how, {height, width, channels}, image.data(), train::random_stream(1, 1), index, result.data());
        return result;
    };
    const auto expected = [&](bool flip, std::ptrdiff_t down, std::ptrdiff_t across) {
        std::vector<float> result(image.size(), 0.0F);
        for (std::ptrdiff_t y = 0; y < 3; ++y)
            for (std::ptrdiff_t x = 0; x < 4; ++x) {
                const std::ptrdiff_t row = y + down, column = (flip ? 3 - x : x) + across;
                if (row < 0 || row >= 3 || column < 0 || column >= 4) continue;
                for (std::size_t c = 0; c < channels; ++c)
                    result[static_cast<std::size_t>(row * 4 + column) * channels + c] =
                        image[static_cast<std::size_t>(y * 4 + x) * channels + c];
            }
        return result;
    };
    std::set<std::vector<float>> possible, seen;
    for (std::ptrdiff_t down = -1; down <= 1; ++down)
        for (std::ptrdiff_t across = -1; across <= 1; ++across)
            for (const bool flip : {false, true}) possible.insert(expected(flip, down, across));
    for (std::uint64_t index = 0; index < 400; ++index) {
        seen.insert(changed({.flips = true, .most_shift = 1}, index));
        CHECK(changed({}, index) == image);
    }
    CHECK(seen == possible);
    CHECK(changed({.flips = true, .most_shift = 1}, 5) == changed({.flips = true, .most_shift = 1}, 5));
}

TEST_CASE("initial weights have the variance of their fan-in", "[train]") {
    graph::model net;
    const auto window = op::window_of({3, 3});
    auto x = net.input("image", {12, 12, 16});
    x = net.relu(net.batch_norm(net.conv2d(x, {.filters = 64, .window = window, .groups = 2}, "convolution")));
    x = net.linear(net.flatten(net.conv2d_transpose(x, 8, window, {0, 0}, "transposed")), 10, "logits");
    net.output(x);
    train::initialize(net, 5);
    const auto check = [&](std::string_view name, double variance) {
        CAPTURE(name);
        for (const graph::node& node : net.nodes()) {
            if (node.name != name) continue;
            double squares = 0;
            const auto weights = graph::values_of(node.parameters, "weights");
            for (const float each : weights) squares += double{each} * double{each};
            CHECK(squares / static_cast<double>(weights.size()) == Approx(variance).epsilon(0.1));
            for (const float each : graph::values_of(node.parameters, "bias")) CHECK(each == 0);
        }
    };
    check("convolution", 2.0 / (9 * 8));
    check("transposed", 1.0 / (9 * 64));
    check("logits", 1.0 / (12 * 12 * 8));

    graph::model again = net;
    train::initialize(again, 5);
    CHECK(again.nodes()[0].parameters[0].values == net.nodes()[0].parameters[0].values);
    train::initialize(again, 6);
    CHECK(again.nodes()[0].parameters[0].values != net.nodes()[0].parameters[0].values);
}

TEST_CASE("losses and their gradients", "[train]") {
    constexpr std::size_t samples = 5, classes = 4;
    auto outputs = support::floats(samples * classes, 2.0F, 1);
    const auto targets = support::floats(samples * classes, 1.0F, 2);
    const std::vector<std::uint32_t> labels{0, 3, 1, 1, 2};
    std::vector<float> gradients(outputs.size());
    const auto view = [&](auto& values) { return tensor_view<const float, 2>(values.data(), {samples, classes}); };
    const auto check = [&](const auto& loss) {
        static_cast<void>(loss(tensor_view<float, 2>(gradients.data(), {samples, classes})));
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            const float before = outputs[i];
            outputs[i] = before + 0.01F;
            const double more = loss(tensor_view<float, 2>()).mean;
            outputs[i] = before - 0.01F;
            const double less = loss(tensor_view<float, 2>()).mean;
            outputs[i] = before;
            CHECK(gradients[i] == Approx((more - less) / 0.02).margin(1e-4));
        }
    };
    check([&](const auto& to) { return train::softmax_cross_entropy{}(view(outputs), labels, to); });
    check([&](const auto& to) { return train::softmax_cross_entropy{0.1}(view(outputs), labels, to); });
    check([&](const auto& to) { return train::mean_squared_error{}(view(outputs), view(targets), to); });

    const std::vector<float> sure{1000, 0, 0, 0, 0, 0, 0, -1000};
    const std::vector<std::uint32_t> first{0, 1};
    const auto result = train::softmax_cross_entropy{}(tensor_view<const float, 2>(sure.data(), {2, 4}), first, {});
    CHECK(result.mean == Approx(std::log(3.0) / 2));
    CHECK(result.correct == 1);
    REQUIRE_ERROR(
        static_cast<void>(train::softmax_cross_entropy{}(view(outputs), std::vector<std::uint32_t>(5, 4), {})),
        "label 4 of 4 classes");
}
