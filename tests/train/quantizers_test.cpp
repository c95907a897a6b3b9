// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/graph/fold_batch_norm.hpp>
#include <quanta/params/calibrate.hpp>
#include <quanta/quantizer.hpp>
#include <quanta/train/activation_quantizer_layer.hpp>
#include <quanta/train/weight_quantizer.hpp>
#include <support/integer_data.hpp>

using namespace quanta;
using Catch::Approx;

namespace {

using activations = scheme<uint4, asymmetric, per_tensor>;
using weights = scheme<int4_narrow, symmetric, per_channel<0>>;

/// An activation quantizer on batches of 3 samples of 10 values, in chunks of 2.
struct layer_on_batches {
    train::activation_quantizer_layer layer;
    std::vector<float> scratch = std::vector<float>(16), output = std::vector<float>(30), gradient = output;

    explicit layer_on_batches(train::scale_policy policy, std::optional<affine_params> initial = {},
                              profile_value profile = profile_value::quanta)
        : layer({}, {"x", graph::scheme_value_of<activations>, policy, initial, 0.25, 1, profile}, 10, 2) {}

    template <class Action>
    void each_chunk(const Action& action) {
        action(train::chunk{0, 0, 2, 0, true});
        action(train::chunk{1, 2, 1, 0, false});
    }
    void forward(const std::vector<float>& x, const train::step_info& step) {
        layer.prepare(step);
        for (std::size_t pass = 0; pass < 2; ++pass) {
            each_chunk([&](const train::chunk& part) {
                const float* input = x.data() + part.first * 10;
                layer.forward(pass, step, part, {{&input, 1}, output.data() + part.first * 10, nullptr});
            });
            if (pass == 0) layer.join_forward(step);
        }
    }
    void backward(const std::vector<float>& x, const std::vector<float>& dy, const train::step_info& step) {
        each_chunk([&](const train::chunk& part) {
            const std::size_t at = part.first * 10;
            const float* input = x.data() + at;
            float* dx = gradient.data() + at;
            layer.backward(0, step, part,
                           {{&input, 1},
                            output.data() + at,
                            dy.data() + at,
                            {&dx, 1},
                            reinterpret_cast<std::byte*>(scratch.data())});
        });
        layer.conclude(step);
    }
};

train::step_info step(bool observes, bool quantizes) {
    return {train::mode::training, 3, 2, 2, 1, observes, quantizes};
}

} // namespace

TEST_CASE("activations follow a moving average of their range", "[train]") {
    layer_on_batches test(train::scale_policy::range);
    const auto x = support::floats(30, 1.0F, 1), y = support::floats(30, 2.0F, 2);
    test.forward(x, step(false, true));
    CHECK(test.output == x); // nothing is known yet
    CHECK_FALSE(test.layer.current().is_known);

    test.forward(x, step(true, false));
    CHECK(test.output == x);
    test.forward(y, step(true, true));
    const auto [x_least, x_most] = std::minmax_element(x.begin(), x.end());
    const auto [y_least, y_most] = std::minmax_element(y.begin(), y.end());
    const real_range range{*x_least + 0.25 * (double{*y_least} - *x_least),
                           *x_most + 0.25 * (double{*y_most} - *x_most)};
    const quantization<activations> expected(range);
    CHECK(test.layer.current().params.scale == expected.scales()[0]);
    CHECK(test.layer.current().params.zero_point == expected.zero_points()[0]);
    std::vector<float> faked(30);
    fake_quantize(y, expected, faked);
    CHECK(test.output == faked);

    test.forward(x, step(false, true)); // frozen
    CHECK(test.layer.current().params.scale == expected.scales()[0]);
}

TEST_CASE("a range that is known counts as a batch of the moving average", "[train]") {
    const affine_params known{0.5F, 5};
    layer_on_batches test(train::scale_policy::range, known);
    const auto x = support::floats(30, 1.0F, 1);
    test.forward(x, step(true, true));
    const auto [least, most] = std::minmax_element(x.begin(), x.end());
    const double before_least = -5 * 0.5, before_most = 10 * 0.5;
    const quantization<activations> expected(
        real_range{before_least + 0.25 * (*least - before_least), before_most + 0.25 * (*most - before_most)});
    CHECK(test.layer.current().params.scale == expected.scales()[0]);
    CHECK(test.layer.current().params.zero_point == expected.zero_points()[0]);
}

TEST_CASE("a learned step never falls to nothing", "[train]") {
    layer_on_batches test(train::scale_policy::learned_step, affine_params{0.5F, 5});
    for (const float update : {-3.0F, 0.0F, 1e-9F}) {
        test.layer.step()[0] = update;
        test.layer.keep_step();
        CHECK(test.layer.current().params.scale == 0.5F / 1024);
    }
    test.layer.step()[0] = 0.25F;
    test.layer.keep_step();
    CHECK(test.layer.current().params.scale == 0.25F);

    layer_on_batches tiny(train::scale_policy::learned_step, affine_params{0x1p-120F, 5});
    tiny.layer.step()[0] = 0;
    tiny.layer.keep_step();
    CHECK(tiny.layer.current().params.scale == rule::smallest_scale);
}

TEST_CASE("a learned step of weights never falls to nothing", "[train]") {
    const auto kept = [](std::vector<float> initial, const std::vector<float>& raw) {
        train::weight_quantizer quantizer({},
                                          {"layer", graph::scheme_value_of<weights>, train::scale_policy::learned_step,
                                           nullptr, 1, profile_value::quanta, std::move(initial)},
                                          2, raw.size());
        static_cast<void>(quantizer.prepare(raw));
        const std::vector<float> began(quantizer.steps().begin(), quantizer.steps().end());
        quantizer.steps()[0] = -1;
        quantizer.keep_steps();
        CHECK(quantizer.steps()[1] == began[1]);
        CHECK(quantizer.scales(raw)[0] == quantizer.steps()[0]);
        return quantizer.steps()[0];
    };
    const auto raw = support::floats(40, 1.0F, 6);
    CHECK(kept({0.125F, 0.5F}, raw) == 0.125F / 1024);
    CHECK(kept({0x1p-120F, 0.5F}, raw) == rule::smallest_scale);
    CHECK(kept({}, std::vector<float>(40, std::numeric_limits<float>::denorm_min())) == rule::smallest_scale);
}

TEST_CASE("what is faked in training is rounded as the plan's profile rounds", "[train]") {
    const affine_params params{0.5F, 7};
    std::vector<float> x(30);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = 0.25F * static_cast<float>(static_cast<int>(i) - 15); // ties
    for (const profile_value profile : {profile_value::quanta, profile_value::tflite, profile_value::aimet}) {
        layer_on_batches test(train::scale_policy::range, params, profile);
        test.forward(x, step(false, true));
        for (std::size_t i = 0; i < x.size(); ++i) {
            const int q = profile::any(profile).quantize(x[i], params, 0, 15);
            REQUIRE(test.output[i] == 0.5F * static_cast<float>(q - 7));
        }
    }
}

TEST_CASE("gradients go straight through but where values are clipped", "[train]") {
    layer_on_batches test(train::scale_policy::range, affine_params{0.25F, 4});
    const auto x = support::floats(30, 2.0F, 3), dy = support::floats(30, 1.0F, 4);
    test.forward(x, step(false, true));
    test.backward(x, dy, step(false, true));
    for (std::size_t i = 0; i < x.size(); ++i) {
        const float rounded = std::nearbyint(x[i] / 0.25F) + 4;
        CHECK(test.gradient[i] == (rounded >= 0 && rounded <= 15 ? dy[i] : 0.0F));
    }
    test.backward(x, dy, step(false, false));
    CHECK(test.gradient == dy);
}

TEST_CASE("a learned step of activations has the gradient of LSQ", "[train]") {
    const affine_params params{0.3F, 5};
    layer_on_batches test(train::scale_policy::learned_step, params);
    const auto x = support::floats(30, 2.0F, 3), dy = support::floats(30, 1.0F, 4);
    test.forward(x, step(true, true)); // what is given is not observed
    CHECK(test.layer.current().params.scale == params.scale);
    test.backward(x, dy, step(true, true));
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double steps = double{x[i]} / double{params.scale};
        const bool inside = steps > -5 && steps < 10;
        sum += double{dy[i]} * (inside ? std::nearbyint(steps) - steps : steps <= -5 ? -5 : 10);
        CHECK(test.gradient[i] == (inside ? dy[i] : 0.0F));
    }
    CHECK(test.layer.step_gradients()[0] == Approx(sum / std::sqrt(10.0 * 10)).epsilon(1e-4));
    CHECK(test.layer.step().data() == &test.layer.current().params.scale);
}

TEST_CASE("weights are quantized as batch normalization folds them", "[train]") {
    graph::model net;
    const auto x = net.linear(net.input("x", {6}), 3);
    net.output(net.batch_norm(x, "norm"));
    graph::node& norm = net.nodes()[1];
    graph::find_parameter(norm.parameters, "scale")->values = {0.5F, -2.0F, 0.0F};
    graph::find_parameter(norm.parameters, "variance")->values = {4.0F, 0.25F, 1.0F};
    net.nodes()[0].parameters[0].values = support::floats(18, 1.0F, 5);
    const std::vector<float>& raw = net.nodes()[0].parameters[0].values;

    train::weight_quantizer quantizer(
        {}, {"norm", graph::scheme_value_of<weights>, train::scale_policy::range, &norm, 1, profile_value::quanta, {}},
        3, 18);
    const float* used = quantizer.prepare(raw);
    const graph::model folded = graph::fold_batch_norm(net);
    const auto& expected = folded.nodes()[0].parameters[0].values;
    for (std::size_t c = 0; c < 3; ++c) {
        const auto row = tensor_view<const float, 1>(expected.data() + 6 * c, {6});
        std::vector<float> faked(6);
        fake_quantize(row, calibrate<scheme<int4_narrow, symmetric, per_tensor>>(row), faked);
        const double factor = graph::line_of(norm).factors[c];
        for (std::size_t i = 0; i < 6; ++i)
            CHECK(used[6 * c + i] == Approx(factor == 0 ? raw[6 * c + i] : faked[i] / factor));
    }
    std::vector<float> gradient(18, 1.0F);
    quantizer.conclude(gradient);
    CHECK(gradient == std::vector<float>(18, 1.0F)); // nothing is clipped
}

TEST_CASE("learned steps of weights have the gradient of LSQ", "[train]") {
    const auto raw = support::floats(40, 1.0F, 6);
    const std::vector<float> steps{0.125F, 0.5F};
    train::weight_quantizer quantizer({},
                                      {"layer", graph::scheme_value_of<weights>, train::scale_policy::learned_step,
                                       nullptr, 1, profile_value::quanta, steps},
                                      2, 40);
    static_cast<void>(quantizer.prepare(raw));
    auto gradient = support::floats(40, 1.0F, 7);
    const auto before = gradient;
    quantizer.conclude(gradient);
    for (std::size_t c = 0; c < 2; ++c) {
        double sum = 0;
        for (std::size_t i = 20 * c; i < 20 * (c + 1); ++i) {
            const double ratio = double{raw[i]} / double{steps[c]};
            const bool inside = std::fabs(ratio) < 7;
            sum += double{before[i]} * (inside ? std::nearbyint(ratio) - ratio : ratio < 0 ? -7 : 7);
            CHECK(gradient[i] == (inside ? before[i] : 0.0F));
        }
        CHECK(quantizer.step_gradients()[c] == Approx(sum / std::sqrt(20.0 * 7)).epsilon(1e-4));
    }
}

TEST_CASE("learned steps of weights begin with what Esser et al. propose", "[train]") {
    const auto raw = support::floats(4000, 1.0F, 8);
    train::weight_quantizer quantizer({},
                                      {"layer",
                                       graph::scheme_value_of<weights>,
                                       train::scale_policy::learned_step,
                                       nullptr,
                                       1,
                                       profile_value::quanta,
                                       {}},
                                      4, 4000);
    static_cast<void>(quantizer.prepare(raw));
    double sum = 0, largest = 0;
    for (std::size_t i = 0; i < 1000; ++i) {
        sum += std::fabs(double{raw[i]});
        largest = std::max(largest, std::fabs(double{raw[i]}));
    }
    CHECK(quantizer.steps()[0] == Approx(std::min(2 * sum / 1000 / std::sqrt(7.0), largest / 7)));
}
