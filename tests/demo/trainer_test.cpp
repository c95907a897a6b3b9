// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <catch2/catch_all.hpp>

#include <demo/generated_images.hpp>
#include <fashion_mnist/backpropagation.hpp>
#include <fashion_mnist/trainer.hpp>

namespace {

bool same_bits(const demo::perceptron& a, const demo::perceptron& b) {
    for (std::size_t l = 0; l < demo::layer_count; ++l)
        if (a.layers[l].weights != b.layers[l].weights || a.layers[l].bias != b.layers[l].bias) return false;
    return true;
}

demo::perceptron trained(std::size_t workers, std::uint64_t seed) {
    quanta::thread_pool pool(workers);
    demo::training_options options;
    options.epochs = 2;
    options.batch = 16;
    options.learning_rate = 0.02F;
    options.seed = seed;
    return demo::train(demo::generated_images(70, 3), options, pool, [](std::size_t, float) {});
}

} // namespace

TEST_CASE("backpropagation: the gradients are the slopes of the loss", "[demo]") {
    constexpr std::size_t batch = 8;
    const demo::labelled_images images = demo::generated_images(batch, 1);
    const std::vector<float> pixels = demo::to_reals(images, 0, batch);
    quanta::thread_pool pool(1);
    demo::backpropagation slopes(batch, pool);
    demo::perceptron model = demo::perceptron::random(5);
    slopes.run(model, pixels, images.labels);
    const demo::perceptron gradients = slopes.gradients();

    const auto compare = [&](float& parameter, float gradient) {
        constexpr float step = 0x1p-9F; // floats: much smaller drowns in rounding, much larger meets ReLU's corners
        const float before = parameter;
        parameter = before + step;
        const float above = slopes.run(model, pixels, images.labels);
        parameter = before - step;
        const float below = slopes.run(model, pixels, images.labels);
        parameter = before;
        REQUIRE_THAT((above - below) / (2 * step),
                     Catch::Matchers::WithinAbs(gradient, 2e-3 + 0.02 * std::fabs(gradient)));
    };
    for (std::size_t l = 0; l < demo::layer_count; ++l) {
        demo::dense& layer = model.layers[l];
        const std::size_t last = layer.weights.size() - 1;
        for (const std::size_t i : {std::size_t{0}, last / 3, last / 2, last})
            compare(layer.weights[i], gradients.layers[l].weights[i]);
        for (const std::size_t j : {std::size_t{0}, std::size_t{4}, std::size_t{9}})
            compare(layer.bias[j], gradients.layers[l].bias[j]);
    }
}

TEST_CASE("trainer: the loss falls", "[demo]") {
    quanta::thread_pool pool(2);
    demo::training_options options;
    options.epochs = 10;
    options.batch = 32;
    options.learning_rate = 0.02F;
    std::vector<float> losses;
    std::size_t seen = 0;
    static_cast<void>(demo::train(demo::generated_images(128, 2), options, pool, [&](std::size_t images, float loss) {
        seen += images;
        losses.push_back(loss);
    }));
    REQUIRE(seen == 10 * 128);
    REQUIRE(losses.front() > 1.5F);
    REQUIRE(losses.back() < 0.2F);
}

TEST_CASE("trainer: one seed gives one network at any number of threads", "[demo]") {
    const demo::perceptron alone = trained(1, 7);
    REQUIRE(same_bits(alone, trained(1, 7)));
    REQUIRE(same_bits(alone, trained(2, 7)));
    REQUIRE(same_bits(alone, trained(5, 7)));
    REQUIRE_FALSE(same_bits(alone, trained(1, 8)));
}

TEST_CASE("trainer: too few images for a batch are refused", "[demo]") {
    quanta::thread_pool pool(1);
    REQUIRE_THROWS_WITH(demo::train(demo::generated_images(5, 1), {}, pool, [](std::size_t, float) {}),
                        Catch::Matchers::ContainsSubstring("5 images do not fill a batch of 128"));
}
