// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <quanta/core/core_concepts.hpp>
#include <quanta/core/inline_executor.hpp>
#include <quanta/graph/calibrate_edges.hpp>
#include <quanta/graph/calibration_data.hpp>
#include <quanta/graph/convert.hpp>
#include <quanta/graph/fold_batch_norm.hpp>
#include <quanta/graph/make_plan.hpp>
#include <quanta/graph/observe_edges.hpp>
#include <quanta/graph/overrides.hpp>
#include <quanta/graph/progress.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/graph/recipe_value.hpp>
#include <quanta/op/guard_policy.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// What `quantize<Recipe>` wants to know beside the recipe: a calibrator with parameters, an observer to copy.
template <class Recipe>
struct quantize_options {
    overrides exceptions = {};
    std::size_t batch = 64; ///< samples that run together; a moving average counts batches
    typename Recipe::calibrator calibrator = {};
    typename Recipe::observer observer = {};
    /// What becomes of weight scales with which a layer could not run; the result's `findings` name those widened.
    op::guard_policy guard = op::guard_policy::repair;
};
/// A recipe_value holds its calibrator and observer.
template <>
struct quantize_options<recipe_value> {
    overrides exceptions = {};
    std::size_t batch = 64;
    op::guard_policy guard = op::guard_policy::repair;
};

namespace detail {

/// What both forms of a recipe come down to.
struct quantize_choice {
    scheme_value activations, weights;
    overrides exceptions;
    std::size_t batch;
    op::guard_policy guard;
    profile_value profile;
};

/// The overrides with the names of the folded graph: who names a convolution means the node that it became with the
/// batch_norm behind it.
[[nodiscard]] inline overrides with_folded_names(overrides exceptions, const model& network) {
    const auto taken_up = folded_nodes(network);
    for (node_override& each : exceptions.nodes)
        for (std::size_t n = 0; n < taken_up.size(); ++n)
            if (taken_up[n] && network.nodes()[*taken_up[n]].name == each.node) each.node = network.nodes()[n].name;
    return exceptions;
}

template <Observer Statistics, CalibratorFor<Statistics> Calibrator, Executor Workers>
[[nodiscard]] std::optional<quantized_model> quantize_graph(const model& network, const calibration_data& data,
                                                            const quantize_choice& choice, const Statistics& prototype,
                                                            const Calibrator& calibrator, Workers& executor,
                                                            const progress_callback& callback) {
    const model folded = fold_batch_norm(network);
    const quantization_plan plan = make_plan(folded, choice.activations, choice.weights,
                                             with_folded_names(choice.exceptions, network), choice.profile);
    std::optional<tensor_parameters> parameters(std::in_place);
    if (!choice.exceptions.is_dynamic) { // otherwise there is nothing to calibrate
        const auto statistics = observe_edges(folded, plan, data, choice.batch, prototype, executor, callback);
        if (!statistics) return std::nullopt;
        parameters = calibrate_edges(*statistics, plan, calibrator, callback);
        if (!parameters) return std::nullopt;
    }
    if (!report(callback, {"convert", 0, 1})) return std::nullopt;
    quantized_model result = convert(folded, plan, *parameters, {}, choice.guard);
    if (!report(callback, {"convert", 1, 1})) return std::nullopt;
    return result;
}

} // namespace detail

/// Post-training quantization of a whole network: batch_norms are folded, a plan is made, every tensor that becomes integers
/// is observed while the network runs over the calibration data, ranges are calibrated, and the network is converted:
/// `fold_batch_norm`, `make_plan`, `observe_edges`, `calibrate_edges`, `convert`, each of which can be called alone.
/// `callback` is told of each batch and tensor; where it answers false there is no result, and nothing is left behind.
/// The network stays as it is. Errors are those of the steps. A dynamic network needs no data.
template <class Recipe, Executor Workers>
[[nodiscard]] std::optional<quantized_model> quantize(const model& network, const calibration_data& data,
                                                      const quantize_options<Recipe>& options, Workers& executor,
                                                      const progress_callback& callback) {
    static_assert(KnownProfile<typename Recipe::profile>,
                  "quanta: a graph follows one of the library's profiles, see params/profiles.hpp");
    return detail::quantize_graph(network, data,
                                  {scheme_value_of<typename Recipe::activations>,
                                   scheme_value_of<typename Recipe::weights>, options.exceptions, options.batch,
                                   options.guard, profile_value_of<typename Recipe::profile>},
                                  options.observer, options.calibrator, executor, callback);
}

/// The same with a recipe known at run time: the result is the same as of `quantize<Recipe>` with its observer and
/// calibrator. Errors further: as `visit` of an observer_value.
template <Executor Workers>
[[nodiscard]] std::optional<quantized_model>
quantize(const model& network, const recipe_value& recipe, const calibration_data& data,
         const quantize_options<recipe_value>& options, Workers& executor, const progress_callback& callback) {
    const detail::quantize_choice choice{recipe.activations, recipe.weights, options.exceptions,
                                         options.batch,      options.guard,  recipe.profile};
    return visit(recipe.observer, recipe.calibrator, [&](const auto& observer, const auto& calibrator) {
        return detail::quantize_graph(network, data, choice, observer, calibrator, executor, callback);
    });
}

/// Without a callback there is always a result.
template <class Recipe, Executor Workers>
[[nodiscard]] quantized_model quantize(const model& network, const calibration_data& data,
                                       const quantize_options<Recipe>& options, Workers& executor) {
    return *quantize<Recipe>(network, data, options, executor, {});
}
template <Executor Workers>
[[nodiscard]] quantized_model quantize(const model& network, const recipe_value& recipe, const calibration_data& data,
                                       const quantize_options<recipe_value>& options, Workers& executor) {
    return *quantize(network, recipe, data, options, executor, {});
}

/// On the calling thread.
template <class Recipe>
[[nodiscard]] quantized_model quantize(const model& network, const calibration_data& data,
                                       const quantize_options<Recipe>& options = {}) {
    inline_executor executor;
    return quantize<Recipe>(network, data, options, executor);
}
[[nodiscard]] inline quantized_model quantize(const model& network, const recipe_value& recipe,
                                              const calibration_data& data,
                                              const quantize_options<recipe_value>& options = {}) {
    inline_executor executor;
    return quantize(network, recipe, data, options, executor);
}

} // namespace quanta::graph
