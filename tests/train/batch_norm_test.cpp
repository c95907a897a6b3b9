// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <vector>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/core/inline_executor.hpp>
#include <quanta/train/gradient_network.hpp>
#include <support/integer_data.hpp>
#include <train/gradient_check.hpp>

using namespace quanta;
using Catch::Approx;

namespace {

/// One batch_norm of two channels behind an input of two pixels, with a momentum of 1/4 and running statistics of its
/// own.
struct lone_batch_norm {
    graph::model net = make();

    [[nodiscard]] const std::vector<float>& mean() { return net.nodes()[0].parameters[2].values; }
    [[nodiscard]] const std::vector<float>& variance() { return net.nodes()[0].parameters[3].values; }

    /// One step forwards; `x` is (samples, 2 pixels, 2 channels).
    std::vector<float> forward(const std::vector<float>& x, train::mode mode, bool is_frozen = false) {
        train::gradient_network slopes(net, {.batch = x.size() / 4, .workers = 1});
        if (is_frozen) slopes.freeze_batch_norm();
        std::copy(x.begin(), x.end(), slopes.input(0).data());
        inline_executor alone;
        slopes.forward(x.size() / 4, mode, alone);
        return {slopes.output(0).data(), slopes.output(0).data() + x.size()};
    }

private:
    static graph::model make() {
        graph::model net;
        const auto x = net.input("x", {2, 1, 2});
        net.output(net.append("norm", graph::operations::batch_norm{0.0F, 0.25F}, {x},
                              {{"scale", {2}, {3.0F, 1.0F}},
                               {"shift", {2}, {0.5F, 0.0F}},
                               {"mean", {2}, {2.0F, -1.0F}},
                               {"variance", {2}, {2.0F, 4.0F}}}));
        return net;
    }
};

} // namespace

TEST_CASE("running statistics follow the batch's mean and unbiased variance", "[train]") {
    lone_batch_norm test;
    // channel 0: 2, 2, 2, 6, mean 3, squared deviations 1 + 1 + 1 + 9 = 12: variance 12 / 4 here, 12 / 3 in the statistics
    // channel 1: -3, 0, 0, 3, mean 0, squared deviations 18: 18 / 4 and 18 / 3
    const std::vector<float> x{2, -3, 2, 0, 2, 0, 6, 3};
    const std::vector<float> y = test.forward(x, train::mode::training);
    CHECK(test.mean() == std::vector<float>{0.75F * 2 + 0.25F * 3, 0.75F * -1});
    CHECK(test.variance() == std::vector<float>{0.75F * 2 + 0.25F * 4, 0.75F * 4 + 0.25F * 6});
    CHECK(y[6] == Approx(3 * (6 - 3) / 1.7320508 + 0.5)); // sqrt(3)
    CHECK(y[7] == Approx(3 / 2.1213203));                 // sqrt(4.5)

    test.forward(x, train::mode::training);
    CHECK(test.mean() == std::vector<float>{0.75F * 2.25F + 0.25F * 3, 0.75F * -0.75F});
    CHECK(test.variance() == std::vector<float>{0.75F * 2.5F + 0.25F * 4, 0.75F * 4.5F + 0.25F * 6});
}

TEST_CASE("running statistics are used and kept in evaluation and once they are frozen", "[train]") {
    const std::vector<float> x{2, -3, 2, 0, 2, 0, 6, 3};
    lone_batch_norm test;
    const auto evaluated = test.forward(x, train::mode::evaluation);
    const auto frozen = test.forward(x, train::mode::training, true);
    CHECK(test.mean() == std::vector<float>{2, -1});
    CHECK(test.variance() == std::vector<float>{2, 4});
    CHECK(evaluated[6] == Approx(3 * (6 - 2) / 1.4142136 + 0.5)); // sqrt(2)
    CHECK(evaluated[7] == Approx((3 + 1) / 2.0));
    CHECK(frozen == evaluated);
}

TEST_CASE("running statistics of a batch in many chunks", "[train]") {
    const std::size_t samples = 301; // the last chunk is shorter
    const auto x = support::floats(4 * samples, 2.0F, 5);
    lone_batch_norm test;
    test.forward(x, train::mode::training);
    for (std::size_t c = 0; c < 2; ++c) {
        const double count = 2 * samples, mean_before = c == 0 ? 2 : -1, variance_before = c == 0 ? 2 : 4;
        double mean = 0, squares = 0;
        for (std::size_t i = c; i < x.size(); i += 2) mean += double{x[i]} / count;
        for (std::size_t i = c; i < x.size(); i += 2) squares += (double{x[i]} - mean) * (double{x[i]} - mean);
        CHECK(test.mean()[c] == Approx(0.75 * mean_before + 0.25 * mean).epsilon(1e-5));
        CHECK(test.variance()[c] == Approx(0.75 * variance_before + 0.25 * squares / (count - 1)).epsilon(1e-5));
    }
}

TEST_CASE("gradients of frozen batch normalization", "[train]") {
    lone_batch_norm test; // six values a channel: the averages that must not be in the gradient are large
    support::gradient_check check(test.net, 3, 11);
    check.freeze_batch_norm();
    check.run(1e-2F, 1e-3);
}
