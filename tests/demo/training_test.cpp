// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <demo/generated_images.hpp>
#include <fashion_mnist/recipes.hpp>
#include <fashion_mnist/training.hpp>

TEST_CASE("training: what is fine-tuned under a recipe has the integers of its profile", "[demo]") {
    const demo::training_set images{demo::generated_images(128, 1)};
    const demo::training_options options{.epochs = 1, .fine_tuning_epochs = 1, .seed = 1};
    quanta::thread_pool workers{2};
    const auto nobody = [](std::size_t, double) {};
    const quanta::graph::model trained = demo::train(images, options, workers, nobody);
    auto recipe = quanta::graph::recipe_value_of<demo::recipes::w4a8>();
    recipe.profile = quanta::profile_value::tflite;
    const auto tuned = demo::fine_tune(trained, recipe, images, options, workers, nobody);
    CHECK(tuned.integers.profile == quanta::profile_value::tflite);
}
