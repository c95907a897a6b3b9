// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <fashion_mnist/candidates.hpp>

#include <utility>

#include <fashion_mnist/integer_network.hpp>
#include <fashion_mnist/observe_inputs.hpp>
#include <fashion_mnist/real_network.hpp>
#include <fashion_mnist/recipes.hpp>

namespace demo {

std::vector<candidate> make_candidates(const perceptron& model, const labelled_images& training,
                                       std::size_t calibration_images) {
    std::size_t float_bytes = 0;
    for (const dense& layer : model.layers) float_bytes += sizeof(float) * (layer.weights.size() + layer.bias.size());
    float_network reals = in_floats(model);
    const auto seen = observe_inputs<recipes::observer>(reals, training, calibration_images);

    std::vector<candidate> rows;
    rows.push_back(make_candidate("fp32", float_bytes, std::move(reals)));
    const auto add = [&]<class Recipe>(const char* name, Recipe) {
        integer_network<Recipe> network(model, seen, typename Recipe::calibrator{});
        const std::size_t bytes = network.weight_bytes();
        rows.push_back(make_candidate(name, bytes, std::move(network)));
    };
    add("int8_min_max", recipes::int8_min_max{});
    add("int8_percentile", recipes::int8_percentile{});
    add("int8_entropy", recipes::int8_entropy{});
    add("int8_mse", recipes::int8_mse{});
    add("int8_symmetric", recipes::int8_symmetric{});

    auto dynamic = in_dynamic_integers<recipes::unsigned_activations, recipes::weights>(model);
    std::size_t bytes = 0;
    for (const auto& layer : dynamic.layers()) bytes += layer.weight_bytes();
    rows.push_back(make_candidate("int8_dynamic", bytes, std::move(dynamic)));
    return rows;
}

} // namespace demo
