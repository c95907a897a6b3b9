// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <quanta/graph/convert.hpp>
#include <quanta/graph/integer_network.hpp>
#include <quanta/graph/make_plan.hpp>
#include <quanta/train/initialize.hpp>
#include <support/failure.hpp>
#include <train/fitted.hpp>
#include <train/striped_images.hpp>

using namespace quanta;
using support::fitted;

namespace {

template <class Activations, class Weights>
graph::quantization_plan plan_of(const graph::model& net) {
    return graph::make_plan(graph::fold_batch_norm(net), graph::scheme_value_of<Activations>,
                            graph::scheme_value_of<Weights>);
}

using activations = scheme<uint8, asymmetric, per_tensor>;
using weights = scheme<int8_narrow, symmetric, per_channel<0>>;
using narrow_activations = scheme<uint4, asymmetric, per_tensor>;
using narrow_weights = scheme<int4_narrow, symmetric, per_channel<0>>;

train::fit_options options(std::size_t epochs, train::fake_quantization how) {
    train::fit_options chosen;
    chosen.epochs = epochs;
    chosen.batch = 16;
    chosen.learning_rate.peak = 0.02;
    chosen.fake_quantization = std::move(how);
    return chosen;
}

/// A network that learned in floats.
graph::model trained(const support::striped_images& images) {
    graph::model net = support::small_network();
    train::initialize(net, 1);
    train::fit_options chosen;
    chosen.epochs = 6;
    chosen.batch = 16;
    chosen.learning_rate.peak = 0.05;
    static_cast<void>(fitted(net, images.samples(), chosen));
    return net;
}

std::vector<float> in_integers(const graph::quantized_model& net, const train::samples& data) {
    const graph::integer_network network(net);
    std::vector<float> logits(data.count() * 3);
    aligned_buffer memory(network.workspace_bytes(data.count(), 1));
    network.run(data.inputs, tensor_view<float, 2>(logits.data(), {data.count(), 3}), {memory.data(), memory.size()});
    return logits;
}

/// Moves what is added in each layer to the next whole step of its accumulator, as conversion does.
void round_biases(graph::model& net, const graph::quantization_plan& plan, const train::fit_result& result) {
    const graph::model folded = graph::fold_batch_norm(net);
    for (std::size_t n = 0; n < folded.nodes().size(); ++n) {
        const graph::node& node = folded.nodes()[n];
        if (!plan.nodes[n].weights || graph::is<graph::operations::batch_norm>(node.what)) continue;
        const std::size_t owner = plan.tensors[node.inputs[0].index].parameters_of.index;
        const double input = result.tensors.at(plan.tensors[owner].name).scale;
        const std::vector<float>& scales = result.weights.at(node.name);
        const auto before = graph::values_of(node.parameters, "bias");
        for (graph::node& own : net.nodes()) {
            if (own.name != node.name) continue;
            const bool is_norm = graph::is<graph::operations::batch_norm>(own.what);
            graph::parameter& moved = *graph::find_parameter(own.parameters, is_norm ? "shift" : "bias");
            for (std::size_t c = 0; c < before.size(); ++c) {
                const double step = input * double{scales[scales.size() == 1 ? 0 : c]};
                const double to = std::nearbyint(before[c] / step) * step;
                moved.values[c] = static_cast<float>(moved.values[c] + (to - double{before[c]}));
            }
        }
    }
}

/// Trains under fake quantization and compares what it has learned with the integer network that it becomes.
void check_agreement(const support::striped_images& images, train::fake_quantization how, double least_accuracy) {
    graph::model net = trained(images);
    const train::fit_result result = fitted(net, images.samples(), options(4, how));
    CHECK(result.epochs.back().accuracy >= least_accuracy);
    round_biases(net, how.plan, result);

    how.initial = result.tensors;
    how.initial_weights = result.weights;
    const auto floats = support::faked(net, how, images.samples());
    const auto integers = in_integers(
        graph::convert(graph::fold_batch_norm(net), how.plan, result.tensors, result.weights), images.samples());
    // Where a float is on the border between two integers, rounding may take it to either side: that is rare.
    std::size_t apart = 0, correct = 0;
    for (std::size_t i = 0; i < floats.size(); ++i) apart += std::fabs(floats[i] - integers[i]) > 1e-3F;
    CHECK(apart <= floats.size() / 50);
    const auto labels = images.samples().labels;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto row = integers.begin() + static_cast<std::ptrdiff_t>(3 * i);
        correct += static_cast<std::uint32_t>(std::max_element(row, row + 3) - row) == labels[i];
    }
    CHECK(static_cast<double>(correct) >= least_accuracy * static_cast<double>(labels.size()));
}

} // namespace

TEST_CASE("a network trained with 8 bits is the integer network", "[train]") {
    const support::striped_images images(128, 1);
    const graph::model net = support::small_network();
    train::fake_quantization how{.plan = plan_of<activations, weights>(net)};
    SECTION("from ranges") {}
    SECTION("from ranges that freeze") {
        how.observe_from = 2;
        how.quantize_from = 6;
        how.freeze_observers_from = 24;
        how.freeze_batch_norm_from = 16;
    }
    SECTION("weights of a tensor share a scale") {
        how.plan = plan_of<activations, scheme<int8_narrow, symmetric, per_tensor>>(net);
    }
    SECTION("learned steps") {
        how.weights = how.activations = train::scale_policy::learned_step;
        how.quantize_from = 4;
    }
    // Accumulators are scaled once, in floats; tflite rounds them twice, and half a percent of all integers is another.
    SECTION("under another profile") { how.plan.profile = profile_value::pytorch; }
    check_agreement(images, how, 0.9);
}

TEST_CASE("a network trained with 4 and 2 bits is the integer network", "[train]") {
    const support::striped_images images(128, 1);
    const graph::model net = support::small_network();
    const auto policy = GENERATE(train::scale_policy::range, train::scale_policy::learned_step);
    train::fake_quantization how;
    SECTION("4 bit weights") { how.plan = plan_of<activations, narrow_weights>(net); }
    SECTION("4 bits everywhere") { how.plan = plan_of<narrow_activations, narrow_weights>(net); }
    SECTION("ternary weights") { how.plan = plan_of<activations, scheme<ternary, symmetric, per_channel<0>>>(net); }
    how.weights = how.activations = policy;
    how.quantize_from = 2;
    check_agreement(images, how, 0.85);
}

TEST_CASE("fake-quantized training gives the same bits at any number of threads", "[train]") {
    const support::striped_images images(48, 1);
    const graph::model start = trained(images);
    train::fake_quantization how{.plan = plan_of<narrow_activations, narrow_weights>(start)};
    how.weights = how.activations = train::scale_policy::learned_step;
    how.quantize_from = 1;
    graph::model net = start;
    const auto expected = fitted(net, images.samples(), options(2, how));
    graph::model again = start;
    const auto result = fitted(again, images.samples(), options(2, how), 3);
    CHECK(result.weights == expected.weights);
    for (const auto& [name, params] : expected.tensors) {
        CHECK(result.tensors.at(name).scale == params.scale);
        CHECK(result.tensors.at(name).zero_point == params.zero_point);
    }
    for (std::size_t n = 0; n < net.nodes().size(); ++n)
        for (std::size_t p = 0; p < net.nodes()[n].parameters.size(); ++p)
            CHECK(again.nodes()[n].parameters[p].values == net.nodes()[n].parameters[p].values);
}
