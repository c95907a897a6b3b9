// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/train/initialize.hpp>
#include <support/failure.hpp>
#include <train/fitted.hpp>
#include <train/striped_images.hpp>

using namespace quanta;
using support::fitted;
using support::parameters;

namespace {

train::fit_options options(std::size_t epochs) {
    train::fit_options chosen;
    chosen.epochs = epochs;
    chosen.batch = 16;
    chosen.learning_rate.peak = 0.05;
    return chosen;
}

/// Parameters after a training from seed 3.
std::vector<std::vector<float>> trained(const train::samples& data, const train::fit_options& chosen,
                                        std::size_t workers) {
    graph::model net = support::small_network();
    train::initialize(net, 3);
    static_cast<void>(fitted(net, data, chosen, workers));
    return parameters(net);
}

} // namespace

TEST_CASE("a network learns", "[train]") {
    const support::striped_images images(192, 1);
    graph::model net = support::small_network();
    train::initialize(net, 1);
    const train::fit_result result = fitted(net, images.samples(), options(6));
    CHECK(result.epochs.size() == 6);
    CHECK(result.steps == 6 * 12);
    CHECK(result.epochs.back().loss < result.epochs.front().loss / 2);
    CHECK(result.epochs.back().accuracy > 0.9);
    CHECK_FALSE(result.was_cancelled);
}

TEST_CASE("one seed gives the same bits at any number of threads", "[train]") {
    const support::striped_images images(70, 1); // the last batch of an epoch is not full
    train::fit_options chosen = options(2);
    chosen.augmentation = {.flips = true, .most_shift = 1};
    chosen.early_stopping = train::early_stopping{.held_out = 0.3, .patience = 2};
    const auto expected = trained(images.samples(), chosen, 0);
    for (const std::size_t workers : {std::size_t{1}, std::size_t{2}, std::size_t{3}}) {
        CAPTURE(workers);
        CHECK(trained(images.samples(), chosen, workers) == expected);
    }
    chosen.seed = 2;
    CHECK(trained(images.samples(), chosen, 0) != expected);
}

TEST_CASE("early stopping keeps the best parameters", "[train]") {
    const support::striped_images images(96, 1);
    graph::model net = support::small_network();
    train::initialize(net, 1);
    train::fit_options chosen = options(12);
    chosen.learning_rate = {.peak = 0.3, .schedule = train::constant_schedule{}};
    chosen.early_stopping = train::early_stopping{.held_out = 0.25, .patience = 1};
    std::vector<std::vector<std::vector<float>>> after;
    const auto result = fitted(net, images.samples(), chosen, 0, [&](const train::fit_progress& now) {
        CHECK(now.samples == 16);
        CHECK(now.steps == 4); // 72 samples are left
        if (now.step == now.steps) after.push_back(parameters(net));
        return true;
    });
    REQUIRE(result.epochs.size() == after.size());
    for (const train::epoch_result& each : result.epochs)
        CHECK(each.held_out_loss >= result.epochs[result.best_epoch].held_out_loss);
    CHECK(parameters(net) == after[result.best_epoch]);
}

TEST_CASE("training can be cancelled", "[train]") {
    const support::striped_images images(64, 1);
    graph::model net = support::small_network();
    train::initialize(net, 1);
    std::size_t calls = 0;
    const auto result =
        fitted(net, images.samples(), options(5), 0, [&](const train::fit_progress&) { return ++calls < 6; });
    CHECK(result.was_cancelled);
    CHECK(calls == 6);
    CHECK(result.steps == 6);
    CHECK(result.epochs.size() == 1);
}

TEST_CASE("fit stops where the loss is not finite, and leaves the network as it was", "[train]") {
    const support::striped_images images(64, 1);
    const train::samples data = images.samples();
    graph::model net = support::small_network();
    train::initialize(net, 1);
    auto before = parameters(net);
    const auto refused = [&](const train::samples& with, const train::fit_options& chosen, const char* part) {
        CAPTURE(part);
        REQUIRE_ERROR(fitted(net, with, chosen), part);
        REQUIRE(parameters(net) == before);
    };
    SECTION("a rate that is too high") {
        train::fit_options chosen = options(9);
        chosen.learning_rate.peak = 1e30;
        refused(data, chosen, "nan, at a learning rate of ");
        refused(data, chosen, "; take a lower learning rate, or look for values in the samples");
    }
    SECTION("at the first step of the second epoch") {
        train::fit_options chosen = options(2);
        chosen.learning_rate = {.peak = 0.05, .schedule = train::step_schedule{.epochs = 1, .factor = 1e30}};
        refused(data, chosen, "fit: the loss of step 2 of epoch 1 is ");
    }
    SECTION("in the last step") {
        train::fit_options chosen = options(1);
        chosen.batch = 64;
        chosen.optimizer = train::sgd{.weight_decay = 1e38F};
        chosen.learning_rate = {.peak = 1e30, .schedule = train::constant_schedule{}};
        net.nodes()[0].parameters[0].values.assign(72, 1.0F);
        before = parameters(net);
        refused(data, chosen, "fit: 'weights' of 'stem' became -inf in epoch 0; take");
    }
    std::vector<float> pixels(data.inputs.data(), data.inputs.data() + data.inputs.size());
    pixels[5] = std::numeric_limits<float>::quiet_NaN();
    const train::samples damaged{tensor_view<const float, 2>(pixels.data(), data.inputs.extents()), data.labels};
    SECTION("a pixel that is no number") { refused(damaged, options(1), " of epoch 0 is "); }
    SECTION("in a sample that is held out") {
        train::fit_options chosen = options(1);
        chosen.early_stopping = train::early_stopping{.held_out = 0.5};
        for (chosen.seed = 1; chosen.seed < 5; ++chosen.seed) refused(damaged, chosen, "fit: the loss of ");
    }
    SECTION("what the callback throws") {
        const auto thrown = [](const train::fit_progress& now) { return now.step == 3 ? throw 7 : true; };
        REQUIRE_THROWS_AS(fitted(net, data, options(1), 0, thrown), int);
        REQUIRE(parameters(net) == before);
    }
}

TEST_CASE("regression with Adam", "[train]") {
    const support::striped_images images(64, 1);
    std::vector<float> targets;
    for (const std::uint32_t label : images.samples().labels) targets.push_back(label == 0 ? 1.0F : -1.0F);
    graph::model net;
    net.output(net.linear(net.relu(net.linear(net.flatten(net.input("x", {8, 8, 1})), 20)), 1));
    train::initialize(net, 1);
    train::fit_options chosen = options(40);
    chosen.optimizer = train::adam{.weight_decay = 0.001F};
    chosen.learning_rate = {
        .peak = 0.01, .schedule = train::step_schedule{.epochs = 25, .factor = 0.1}, .warm_up = 0.5};
    chosen.loss = train::mean_squared_error{};
    const train::samples data{images.samples().inputs, {}, tensor_view<const float, 2>(targets.data(), {64, 1})};
    const auto result = fitted(net, data, chosen);
    CHECK(result.epochs.back().loss < 0.2);
    CHECK(result.epochs.back().loss < result.epochs.front().loss / 4);
}

TEST_CASE("fit says what does not fit", "[train]") {
    const support::striped_images images(8, 1);
    graph::model net = support::small_network();
    train::samples data = images.samples();
    data.labels = data.labels.first(7);
    REQUIRE_ERROR(fitted(net, data, options(1)), "7 labels for 8 samples");

    train::fit_options squared = options(1);
    squared.loss = train::mean_squared_error{};
    REQUIRE_ERROR(fitted(net, images.samples(), squared), "targets (0, 0), expected are (8, 3)");

    train::fit_options held = options(1);
    held.early_stopping = train::early_stopping{.held_out = 0.05};
    REQUIRE_ERROR(fitted(net, images.samples(), held), "0.05 of 8 samples held out are 0");

    graph::model vectors;
    vectors.output(vectors.linear(vectors.input("x", {64}), 3));
    train::fit_options flipped = options(1);
    flipped.augmentation.flips = true;
    REQUIRE_ERROR(fitted(vectors, images.samples(), flipped), "augmentation of samples (64), they must be images");

    const std::vector<std::uint32_t> wrong(8, 3);
    REQUIRE_ERROR(fitted(net, {images.samples().inputs, wrong}, options(1)), "label 3");
}

TEST_CASE("fit refuses options with which nothing can be learned", "[train]") {
    constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
    const support::striped_images images(16, 1);
    const auto refused = [&](const auto& change, const char* text) {
        graph::model net = support::small_network();
        train::fit_options chosen = options(1);
        change(chosen);
        REQUIRE_ERROR(fitted(net, images.samples(), chosen), text);
    };
    refused([](auto& o) { o.learning_rate.peak = not_a_number; }, "the peak of the learning rate is nan");
    refused([](auto& o) { o.learning_rate.peak = -1; }, "the peak of the learning rate is -1, it must be in [0,");
    refused([](auto& o) { o.learning_rate.warm_up = -5; }, "warm_up is -5");
    refused([](auto& o) { o.learning_rate.schedule = train::step_schedule{.epochs = 0}; }, "a step every 0 epochs");
    refused([](auto& o) { o.learning_rate.schedule = train::cosine_schedule{.last = 2}; }, "cosine_schedule is 2");
    refused([](auto& o) { o.optimizer = train::sgd{.momentum = 2}; }, "momentum is 2, it must be in [0, 1)");
    refused([](auto& o) { o.optimizer = train::adam{.beta1 = 1}; }, "beta1 is 1, it must be in [0, 1)");
    refused([](auto& o) { o.optimizer = train::adam{.epsilon = 0}; }, "epsilon is 0");
    refused([](auto& o) { o.optimizer = train::adam{.weight_decay = not_a_number}; }, "weight_decay is nan");
    refused([](auto& o) { o.loss = train::softmax_cross_entropy{3}; }, "smoothing is 3, it must be in [0, 1)");
    refused([](auto& o) { o.augmentation.most_shift = std::numeric_limits<std::size_t>::max(); }, "most_shift is");
    refused([](auto& o) { o.early_stopping = train::early_stopping{.held_out = 0.5, .patience = 0}; },
            "a patience of 0 epochs");
}
