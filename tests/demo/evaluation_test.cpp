// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include <catch2/catch_all.hpp>

#include <demo/generated_images.hpp>
#include <fashion_mnist/candidates.hpp>
#include <fashion_mnist/evaluation.hpp>

namespace {

/// Takes every image for one of class `answer`.
demo::candidate constant(std::size_t answer) {
    demo::candidate row;
    row.run = [answer](const demo::real_matrix& pixels, const demo::real_output& logits) {
        for (std::size_t i = 0; i < pixels.extent(0); ++i)
            for (std::size_t j = 0; j < demo::classes; ++j) logits(i, j) = j == answer ? 1.0F : 0.0F;
    };
    return row;
}

/// Two layers with these weights, logits made of the first, and a layer more of another name.
demo::candidate two_layers(float first, float second, const char* further) {
    quanta::graph::model net;
    const auto image = net.input("image", {demo::pixels_per_image});
    net.linear(image, 3, "hidden_2");
    net.linear(image, 3, further);
    net.output(net.linear(net.linear(image, 3, "hidden_1"), demo::classes, "logits"));
    for (quanta::graph::node& node : net.nodes()) {
        const float weight = node.name == "hidden_1" ? first : node.name == "hidden_2" ? second : 1.0F;
        std::fill(node.parameters[0].values.begin(), node.parameters[0].values.end(), weight);
    }
    return demo::make_candidate("two layers", net);
}

demo::progress_output nowhere() {
    return {[](std::string_view) {}, [] { return 0.0; }, 0};
}

} // namespace

TEST_CASE("evaluation: correct answers are counted over all batches", "[demo]") {
    const demo::labelled_images images = demo::generated_images(2500, 4);
    demo::progress shown("", "", images.count(), nowhere());
    for (const std::size_t answer : {0U, 9U})
        REQUIRE(demo::count_correct(constant(answer), images, shown) ==
                static_cast<std::size_t>(std::count(images.labels.begin(), images.labels.end(), answer)));
}

TEST_CASE("evaluation: the worst layer is named with its ratio of signal to noise", "[demo]") {
    const demo::labelled_images images = demo::generated_images(20, 4);
    const auto worst = demo::worst_layer(two_layers(0.99F, 0.9F, "hidden_3"), two_layers(1, 1, "hidden_4"), images);
    REQUIRE(worst.has_value());
    REQUIRE(worst->layer == "hidden_2");
    REQUIRE_THAT(worst->sqnr_db, Catch::Matchers::WithinAbs(20, 0.01)); // the sums of a layer are floats
}

TEST_CASE("evaluation: equal networks have no worst layer", "[demo]") {
    REQUIRE_FALSE(
        demo::worst_layer(two_layers(1, 1, "a"), two_layers(1, 1, "b"), demo::generated_images(20, 4)).has_value());
}

TEST_CASE("evaluation: too few images for a batch are refused", "[demo]") {
    const std::vector<demo::candidate> rows{constant(0)};
    demo::progress shown("", "", 1, nowhere());
    REQUIRE_THROWS_WITH(demo::measure_speed(rows, demo::generated_images(63, 1), 1, shown),
                        Catch::Matchers::ContainsSubstring("63 images do not fill a batch of 64"));
}
