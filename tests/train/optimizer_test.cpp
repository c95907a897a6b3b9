// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstddef>
#include <vector>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/core/inline_executor.hpp>
#include <quanta/train/learning_rate.hpp>
#include <quanta/train/optimizer.hpp>
#include <support/failure.hpp>

using namespace quanta;
using Catch::Approx;

namespace {

/// Three steps with gradients that change, on one value that decays and one that does not.
struct descent {
    std::vector<float> weights{2.0F}, bias{2.0F}, weight_gradients{0.0F}, bias_gradients{0.0F};
    std::vector<double> gradients{0.5, -1.0, 2.0};

    void run(const train::optimizer_choice& choice, double rate) {
        train::optimizer all(choice, {{weights, weight_gradients, true}, {bias, bias_gradients, false}});
        inline_executor alone;
        for (const double gradient : gradients) {
            weight_gradients[0] = bias_gradients[0] = static_cast<float>(gradient);
            all.step(rate, alone);
        }
    }
};

} // namespace

TEST_CASE("stochastic gradient descent with momentum", "[train]") {
    descent test;
    test.run(train::sgd{.momentum = 0.75F, .weight_decay = 0.125F}, 0.25);
    double w = 2, b = 2, v = 0, u = 0;
    for (const double g : test.gradients) {
        v = 0.75 * v + (g + 0.125 * w);
        u = 0.75 * u + g;
        w -= 0.25 * v;
        b -= 0.25 * u;
    }
    CHECK(test.weights[0] == Approx(w));
    CHECK(test.bias[0] == Approx(b));
}

TEST_CASE("Adam with decoupled weight decay", "[train]") {
    descent test;
    test.run(train::adam{.beta1 = 0.5F, .beta2 = 0.75F, .epsilon = 1e-3F, .weight_decay = 0.25F}, 0.125);
    double w = 2, b = 2, m = 0, v = 0;
    for (std::size_t t = 1; t <= 3; ++t) {
        const double g = test.gradients[t - 1], time = static_cast<double>(t);
        m = 0.5 * m + 0.5 * g;
        v = 0.75 * v + 0.25 * g * g;
        const double move = m / (1 - std::pow(0.5, time)) / (std::sqrt(v / (1 - std::pow(0.75, time))) + 1e-3);
        w -= 0.125 * (move + 0.25 * w);
        b -= 0.125 * move;
    }
    CHECK(test.weights[0] == Approx(w));
    CHECK(test.bias[0] == Approx(b));
}

TEST_CASE("an optimizer takes all values of large parameters", "[train]") {
    std::vector<float> values(40000, 1.0F), gradients(40000, 1.0F);
    train::optimizer all(train::sgd{.momentum = 0}, {{values, gradients, true, 2.0F}});
    inline_executor alone;
    all.step(0.25, alone);
    CHECK(values == std::vector<float>(40000, 0.5F));
}

TEST_CASE("learning rates", "[train]") {
    const auto rates = [](const train::learning_rate& rate, std::size_t steps_per_epoch, std::size_t epochs) {
        std::vector<double> all;
        for (std::size_t step = 0; step < steps_per_epoch * epochs; ++step)
            all.push_back(train::rate_at(rate, step, steps_per_epoch, epochs));
        return all;
    };
    CHECK(rates({2, train::constant_schedule{}}, 2, 2) == std::vector<double>{2, 2, 2, 2});
    CHECK(rates({8, train::step_schedule{.epochs = 1, .factor = 0.5}}, 2, 3) == std::vector<double>{8, 8, 4, 4, 2, 2});
    CHECK(rates({8, train::constant_schedule{}, 1}, 4, 2) == std::vector<double>{2, 4, 6, 8, 8, 8, 8, 8});

    const auto cosine = rates({1, train::cosine_schedule{.last = 0.5}, 1}, 4, 3);
    CHECK(cosine[3] == 1);
    CHECK(cosine[4] == 1);
    CHECK(cosine[8] == Approx(0.75));
    CHECK(cosine[11] == Approx(0.5 + 0.25 * (1 + std::cos(3.14159265358979323846 * 7 / 8))));
    REQUIRE_ERROR(rates({1, train::step_schedule{.epochs = 0}}, 1, 1), "a step every 0 epochs");
}
