// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch_all.hpp>

#include <demo/generated_images.hpp>
#include <fashion_mnist/calibrator_comparison.hpp>
#include <fashion_mnist/candidates.hpp>
#include <fashion_mnist/evaluation.hpp>
#include <fashion_mnist/recipes.hpp>
#include <fashion_mnist/training.hpp>
#include <fashion_mnist/wide_ends.hpp>
#include <quanta/graph/quantize.hpp>

namespace {

using demo::compared_format;

demo::progress_output nowhere() {
    return {[](std::string_view) {}, [] { return 0.0; }, 0};
}

const demo::calibrator_row& row_of(const demo::calibrator_comparison& results, const std::string& name) {
    const auto found =
        std::find_if(results.rows.begin(), results.rows.end(), [&](const auto& row) { return row.name == name; });
    REQUIRE(found != results.rows.end());
    return *found;
}

/// 200 images, of which each calibrator has `int8` and so on right.
demo::calibrator_row row(const char* name, std::size_t int8, std::size_t int4, std::optional<std::size_t> uint8,
                         std::optional<std::size_t> uint4) {
    return {name, {int8, int4, uint8, uint4}};
}

} // namespace

TEST_CASE("calibrator comparison: each answers as often right as the network that graph::quantize makes", "[demo]") {
    const demo::training_set images(demo::generated_images(512, 1));
    const demo::labelled_images judged = demo::generated_images(200, 2);
    quanta::thread_pool workers(2);
    const quanta::graph::model trained =
        train(images, {.epochs = 3, .fine_tuning_epochs = 1, .seed = 1}, workers, [](std::size_t, double) {});
    const auto learned = images.first(64);
    const demo::calibrator_comparison results = compare_calibrators(trained, learned, judged, workers, nowhere());
    REQUIRE(results.images == 200);
    REQUIRE(results.rows.size() == 14);
    REQUIRE(results.rows.front().name == "minimum_squared_error");

    demo::progress shown("", "", judged.count(), nowhere());
    const auto correct = [&](const auto& network) {
        return count_correct(demo::make_candidate("", network), judged, shown);
    };
    CHECK(results.correct_in_floats == correct(trained));
    const auto is_as_quantized = [&]<class Recipe>(std::optional<std::size_t> found) {
        quanta::graph::quantize_options<Recipe> options;
        options.exceptions = demo::wide_ends(quanta::graph::scheme_value_of<typename Recipe::activations>);
        return found == correct(quanta::graph::quantize<Recipe>(trained, learned, options));
    };
    using demo::recipes::w4a4, demo::recipes::signed_activations, demo::recipes::weights_per_channel;
    using tensorrt_mse = quanta::recipe<signed_activations, weights_per_channel<quanta::int8_narrow>,
                                        quanta::tensorrt_histogram, quanta::tensorrt_mse>;
    CHECK(is_as_quantized.operator()<w4a4>(results.rows.front().in(compared_format::uint4)));
    CHECK(is_as_quantized.operator()<tensorrt_mse>(row_of(results, "tensorrt_mse").in(compared_format::int8)));

    for (const demo::calibrator_row& each : results.rows) {
        CAPTURE(each.name);
        const bool magnitudes_only =
            each.name == "octav" || each.name == "ncnn_entropy" || each.name.starts_with("tensorrt_");
        CHECK(each.in(compared_format::int8).has_value());
        CHECK(each.in(compared_format::int4).has_value());
        CHECK(each.in(compared_format::uint8).has_value() == !magnitudes_only);
        CHECK(each.in(compared_format::uint4).has_value() == !magnitudes_only);
    }
}

TEST_CASE("calibrator comparison: the table shows percent and means, and nothing where nothing was measured",
          "[demo]") {
    const demo::calibrator_comparison results{
        200, 190, {row("ours", 180, 100, 186, 140), row("theirs", 181, 90, {}, {})}};
    const std::vector<std::vector<std::string>> expected{
        {"calibrator", "int8, symmetric", "int4, symmetric", "mean", "uint8", "uint4", "mean"},
        {"none: floats", "95.00", "95.00", "95.00", "95.00", "95.00", "95.00"},
        {"ours", "90.00", "50.00", "70.00", "93.00", "70.00", "81.50"},
        {"theirs", "90.50", "45.00", "67.75", "", "", ""}};
    CHECK(cells_of(results) == expected);
}

TEST_CASE("calibrator comparison: who is ahead of the first in a mean is named", "[demo]") {
    const auto ahead = [](const demo::calibrator_row& other) {
        return demo::ahead_of_first({200, 190, {row("ours", 180, 100, 186, 140), other}});
    };
    CHECK(ahead(row("equal", 180, 100, 186, 140)).empty());
    CHECK(ahead(row("magnitudes", 181, 99, {}, {})).empty());
    CHECK(ahead(row("symmetric", 181, 100, 0, 0)) == std::vector<std::string>{"symmetric"});
    CHECK(ahead(row("asymmetric", 0, 0, 186, 141)) == std::vector<std::string>{"asymmetric"});
}
