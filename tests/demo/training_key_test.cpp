// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <cstdint>
#include <set>

#include <catch2/catch_all.hpp>

#include <demo/generated_images.hpp>
#include <fashion_mnist/recipes.hpp>
#include <fashion_mnist/training_key.hpp>

namespace graph = quanta::graph;

namespace {

graph::model network(std::size_t stride, float momentum) {
    auto window = quanta::op::same_padding(quanta::op::window_of({3, 3}));
    window.stride = {stride, 1};
    graph::model net;
    const auto x = net.conv2d(net.input("image", {28, 28, 1}), {.filters = 2, .window = window}, "convolution");
    net.output(
        net.append("normalized", graph::operations::batch_norm{1e-5F, momentum}, {x},
                   {{"scale", {2}, {1, 1}}, {"shift", {2}, {0, 0}}, {"mean", {2}, {0, 0}}, {"variance", {2}, {1, 1}}}));
    return net;
}

} // namespace

TEST_CASE("training key: tells networks, images and options apart", "[demo]") {
    const demo::training_set images{demo::generated_images(16, 1)}, others{demo::generated_images(16, 2)};
    const auto choice = demo::training_choice({});
    const std::uint32_t key = demo::training_key(network(1, 0.1F), images, choice);
    REQUIRE(demo::training_key(network(1, 0.1F), images, demo::training_choice({})) == key);

    std::set<std::uint32_t> keys{key, demo::training_key(network(2, 0.1F), images, choice),
                                 demo::training_key(network(1, 0.2F), images, choice),
                                 demo::training_key(network(1, 0.1F), others, choice)};
    const auto insert = [&](const auto& change) {
        auto changed = choice;
        change(changed);
        keys.insert(demo::training_key(network(1, 0.1F), images, changed));
    };
    insert([](auto& how) { how.learning_rate.peak *= 2; });
    insert([](auto& how) { how.batch /= 2; });
    insert([](auto& how) { ++how.epochs; });
    insert([](auto& how) { ++how.seed; });
    insert([](auto& how) { how.augmentation.flips = false; });
    insert([](auto& how) { how.loss = quanta::train::softmax_cross_entropy{}; });
    insert([](auto& how) { how.optimizer = quanta::train::adam{}; });
    CHECK(keys.size() == 11);
}

TEST_CASE("training key: tells what was fine-tuned from what, and how", "[demo]") {
    const auto recipe = graph::recipe_value_of<demo::recipes::w4a8>();
    const auto choice = demo::fine_tuning_choice({}, 640);
    const std::uint32_t key = demo::fine_tuning_key(1, recipe, choice);
    REQUIRE(demo::fine_tuning_key(1, graph::recipe_value_of<demo::recipes::w4a8>(), choice) == key);
    std::set<std::uint32_t> keys{key, demo::fine_tuning_key(2, recipe, choice)};
    keys.insert(demo::fine_tuning_key(1, graph::recipe_value_of<demo::recipes::w4a4>(), choice));
    keys.insert(demo::fine_tuning_key(1, recipe, demo::fine_tuning_choice({}, 1280)));
    auto changed = recipe;
    changed.profile = quanta::profile_value::tflite;
    keys.insert(demo::fine_tuning_key(1, changed, choice));
    changed = recipe;
    changed.calibrator = quanta::minimum_squared_error{.turns = 1};
    keys.insert(demo::fine_tuning_key(1, changed, choice));
    auto learned = choice;
    learned.fake_quantization->step_rate *= 2;
    keys.insert(demo::fine_tuning_key(1, recipe, learned));
    CHECK(keys.size() == 7);
}
