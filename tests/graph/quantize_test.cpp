// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <graph/model_bytes.hpp>
#include <quanta/core/thread_pool.hpp>
#include <quanta/graph/quantize.hpp>
#include <support/failure.hpp>
#include <support/integer_data.hpp>

using namespace quanta;
using graph::model;
using graph::tensor_id;
using support::model_bytes;

namespace {

using activations = scheme<uint8, asymmetric, per_tensor>;
using weights = scheme<int8_narrow, symmetric, per_channel<0>>;
template <class Observer, class Calibrator>
using recipe_with = recipe<activations, weights, Observer, Calibrator>;
using common_recipe = recipe_with<histogram<2048>, percentile>;

constexpr std::size_t samples = 40, elements = 6 * 6 * 2;

model small_network() {
    model net;
    const auto same = op::same_padding(op::window_of({3, 3}));
    tensor_id x = net.input("image", {6, 6, 2});
    x = net.relu(net.batch_norm(net.conv2d(x, {.filters = 4, .window = same}, "conv"), "norm"), "relu");
    x = net.add(x, net.depthwise_conv2d(x, same, "depthwise"), "sum");
    net.output(net.linear(net.global_average_pool(x), 3, "classes"));
    std::uint32_t seed = 1;
    for (graph::node& each : net.nodes())
        for (graph::parameter& p : each.parameters)
            if (p.name != "variance") p.values = support::floats(p.values.size(), 0.4F, seed++);
    return net;
}

const std::vector<float> images = support::floats(samples * elements, 1.0F, 77);
graph::const_samples data() { return {images.data(), {samples, elements}}; }

template <class Recipe>
std::string typed(const graph::quantize_options<Recipe>& options = {}) {
    return model_bytes(graph::quantize<Recipe>(small_network(), data(), options));
}
std::string valued(const graph::recipe_value& recipe) {
    return model_bytes(graph::quantize(small_network(), recipe, data()));
}

/// The second largest magnitude, say: an observer that the library does not know.
class second_largest {
public:
    void observe(const FloatView auto& view) {
        for (std::size_t i = 0; i < view.extent(0); ++i) {
            if constexpr (std::remove_cvref_t<decltype(view)>::rank == 2)
                for (std::size_t j = 0; j < view.extent(1); ++j) add(view(i, j));
            else
                add(view(i));
        }
    }
    void merge(const second_largest& other) {
        add(other.first_);
        add(other.second);
        count_ += other.count_;
    }
    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] std::uint64_t non_finite() const { return 0; }
    float second = 0;

private:
    void add(float value) {
        ++count_;
        value = std::fabs(value);
        if (value > first_) std::swap(first_, value);
        second = std::max(second, value);
    }
    float first_ = 0;
    std::uint64_t count_ = 0;
};
struct twice_the_second {
    [[nodiscard]] real_range range(const second_largest& statistics, integer_target) const {
        return {-2.0 * double{statistics.second}, 2.0 * double{statistics.second}};
    }
};

} // namespace

TEST_CASE("a recipe known at run time gives the model of the type, byte for byte", "[graph]") {
    CHECK(typed<recipe_with<histogram<2048>, full_range>>() ==
          valued(graph::recipe_value_of<recipe_with<histogram<2048>, full_range>>()));
    CHECK(typed<common_recipe>({.calibrator = {.percent = 99}}) ==
          valued(graph::recipe_value_of<common_recipe>({.percent = 99})));
    CHECK(typed<recipe_with<histogram<2048>, entropy>>() ==
          valued(graph::recipe_value_of<recipe_with<histogram<2048>, entropy>>()));
    CHECK(typed<recipe_with<histogram<2048>, minimum_squared_error>>() ==
          valued(graph::recipe_value_of<recipe_with<histogram<2048>, minimum_squared_error>>()));
    CHECK(typed<recipe_with<min_max, full_range>>() ==
          valued(graph::recipe_value_of<recipe_with<min_max, full_range>>()));
    CHECK(typed<recipe_with<absolute_max, full_range>>() ==
          valued(graph::recipe_value_of<recipe_with<absolute_max, full_range>>()));
    auto moving = graph::recipe_value_of<recipe_with<moving_average_min_max, full_range>>();
    moving.observer.averaging_constant = 0.3;
    CHECK(typed<recipe_with<moving_average_min_max, full_range>>({.observer = moving_average_min_max(0.3)}) ==
          valued(moving));
    CHECK(typed<common_recipe>({.calibrator = {.percent = 99}}) != typed<common_recipe>());
}

TEST_CASE("the result depends neither on the executor nor, with a histogram, on the batch", "[graph]") {
    const std::string expected = typed<common_recipe>();
    for (const std::size_t batch : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
        thread_pool pool(3);
        CHECK(model_bytes(graph::quantize<common_recipe>(small_network(), data(), {.batch = batch}, pool)) == expected);
    }
}

TEST_CASE("the steps can be called one by one", "[graph]") {
    const model folded = fold_batch_norm(small_network());
    const auto plan = make_plan(folded, graph::recipe_value_of<common_recipe>());
    inline_executor executor;
    const auto statistics = graph::observe_edges(folded, plan, data(), 64, histogram<2048>(), executor);
    REQUIRE(statistics.has_value());
    for (std::size_t t = 0; t < plan.tensors.size(); ++t)
        REQUIRE((*statistics)[t].has_value() == plan.has_own_parameters(t));
    CHECK((*statistics)[folded.find("image").index]->count() == samples * elements);
    const auto parameters = graph::calibrate_edges(*statistics, plan, percentile{});
    REQUIRE(parameters.has_value());
    CHECK(model_bytes(convert(folded, plan, *parameters)) == typed<common_recipe>());
}

TEST_CASE("the caller's own observer and calibrator are used", "[graph]") {
    const auto made = graph::quantize<recipe_with<second_largest, twice_the_second>>(small_network(), data());
    second_largest seen;
    seen.observe(data());
    const affine_params params = made.edges[1].quantization->params;
    CHECK(params.scale == static_cast<float>(4.0 * double{seen.second} / 255));
}

TEST_CASE("progress is reported, and an answer of no cancels", "[graph]") {
    std::vector<std::string> stages;
    inline_executor executor;
    const graph::quantize_options<common_recipe> options{.batch = 16};
    const auto all =
        graph::quantize<common_recipe>(small_network(), data(), options, executor, [&](const graph::progress& now) {
            stages.push_back(text(now.stage, now.done, "/", now.total));
            return true;
        });
    REQUIRE(all.has_value());
    CHECK(stages.front() == "observe1/3");
    CHECK(stages[3] == "calibrate1/5");
    CHECK(stages.back() == "convert1/1");
    for (std::size_t stop = 0; stop < stages.size(); ++stop) {
        std::size_t calls = 0;
        const auto cancelled = graph::quantize<common_recipe>(small_network(), data(), options, executor,
                                                              [&](const graph::progress&) { return calls++ < stop; });
        CHECK_FALSE(cancelled.has_value());
        CHECK(calls == stop + 1);
    }
    CHECK_FALSE(graph::quantize(small_network(), graph::recipe_value_of<common_recipe>(), data(), {}, executor,
                                [](const graph::progress&) { return false; })
                    .has_value());
}

TEST_CASE("overrides name nodes of the network as it was before folding", "[graph]") {
    const auto int4_weights = graph::scheme_value_of<scheme<int4, symmetric, per_tensor>>;
    const auto made =
        graph::quantize<common_recipe>(small_network(), data(), {.exceptions = {.nodes = {{"conv", int4_weights}}}});
    const auto found = std::find_if(made.nodes.begin(), made.nodes.end(),
                                    [](const graph::quantized_node& each) { return each.name == "norm"; });
    REQUIRE(found != made.nodes.end());
    CHECK(std::get<graph::integer_weights>(found->payload).format == int4_weights.format);
    REQUIRE_ERROR(static_cast<void>(graph::quantize<common_recipe>(small_network(), data(),
                                                                   {.exceptions = {.nodes = {{"conv"}, {"norm"}}}})),
                  "two overrides name 'norm'");
}

TEST_CASE("a dynamic network needs no data", "[graph]") {
    const auto made = graph::quantize<common_recipe>(small_network(), {}, {.exceptions = {.is_dynamic = true}});
    CHECK(std::none_of(made.edges.begin(), made.edges.end(), [](const auto& each) { return each.quantization; }));
}

TEST_CASE("calibration data that does not fit is refused", "[graph]") {
    const auto with = [](const graph::calibration_data& given) {
        static_cast<void>(graph::quantize<common_recipe>(small_network(), given));
    };
    REQUIRE_ERROR(with({}), "calibration: no data");
    REQUIRE_ERROR(with(graph::const_samples(images.data(), {0, elements})), "calibration: no data");
    REQUIRE_ERROR(with(graph::const_samples(images.data(), {2, elements - 1})),
                  "samples of 71 elements, input 'image' (6, 6, 2) has 72");
    REQUIRE_ERROR(with(std::vector<graph::const_samples>{data(), data()}), "data of 2 inputs, the network has 1");
    REQUIRE_ERROR(static_cast<void>(graph::quantize<common_recipe>(small_network(), data(), {.batch = 0})),
                  "batches of 0 samples");
    const std::vector<float> nothing(elements, std::numeric_limits<float>::quiet_NaN());
    REQUIRE_ERROR(with(graph::const_samples(nothing.data(), {1, elements})),
                  "of tensor 'image' nothing finite was seen, but 72 values that are NaN or infinite");
}
