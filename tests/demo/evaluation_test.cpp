// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include <catch2/catch_all.hpp>

#include <demo/generated_images.hpp>
#include <fashion_mnist/evaluation.hpp>

namespace {

/// Takes every image for one of class `answer`; the values of all tensors are `value`.
demo::candidate constant(std::size_t answer, float value) {
    demo::candidate row;
    row.run = [answer](const demo::real_matrix& pixels, const demo::real_output& logits) {
        for (std::size_t i = 0; i < pixels.extent(0); ++i)
            for (std::size_t j = 0; j < demo::classes; ++j) logits(i, j) = j == answer ? 1.0F : 0.0F;
    };
    row.observe = [value](const demo::real_matrix& pixels) {
        const std::vector<float> values(7 * pixels.extent(0), value);
        return demo::candidate::tensors{{"hidden_1", values}, {"hidden_2", values}, {"logits", values}};
    };
    return row;
}

demo::progress_output nowhere() {
    return {[](std::string_view) {}, [] { return 0.0; }, 0};
}

} // namespace

TEST_CASE("evaluation: correct answers are counted over all batches", "[demo]") {
    const demo::labelled_images images = demo::generated_images(2500, 4);
    demo::progress shown("", "", images.count(), nowhere());
    for (const std::size_t answer : {0U, 9U})
        REQUIRE(demo::count_correct(constant(answer, 0), images, shown) ==
                static_cast<std::size_t>(std::count(images.labels.begin(), images.labels.end(), answer)));
}

TEST_CASE("evaluation: the worst layer is named with its ratio of signal to noise", "[demo]") {
    const demo::labelled_images images = demo::generated_images(20, 4);
    demo::candidate other = constant(0, 1);
    other.observe = [reference = other.observe](const demo::real_matrix& pixels) {
        auto all = reference(pixels);
        for (float& value : all["hidden_1"]) value = 0.99F;
        for (float& value : all["hidden_2"]) value = 0.9F;
        all["hidden_3"] = {0}; // the reference has none
        return all;
    };
    const auto worst = demo::worst_layer(other, constant(0, 1), images);
    REQUIRE(worst.has_value());
    REQUIRE(worst->layer == "hidden_2");
    REQUIRE_THAT(worst->sqnr_db, Catch::Matchers::WithinAbs(20, 1e-4));
}

TEST_CASE("evaluation: equal networks have no worst layer", "[demo]") {
    REQUIRE_FALSE(demo::worst_layer(constant(0, 1), constant(0, 1), demo::generated_images(20, 4)).has_value());
}

TEST_CASE("evaluation: too few images for a batch are refused", "[demo]") {
    const std::vector<demo::candidate> rows{constant(0, 1)};
    demo::progress shown("", "", 1, nowhere());
    REQUIRE_THROWS_WITH(demo::measure_speed(rows, demo::generated_images(63, 1), 1, shown),
                        Catch::Matchers::ContainsSubstring("63 images do not fill a batch of 64"));
}
