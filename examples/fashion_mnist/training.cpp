// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <fashion_mnist/training.hpp>

#include <algorithm>
#include <span>

#include <fashion_mnist/network.hpp>
#include <fashion_mnist/wide_ends.hpp>
#include <quanta/graph/calibrate_edges.hpp>
#include <quanta/graph/convert.hpp>
#include <quanta/graph/fold_batch_norm.hpp>
#include <quanta/graph/make_plan.hpp>
#include <quanta/graph/observe_edges.hpp>
#include <quanta/graph/recipe_value.hpp>
#include <quanta/op/guard_policy.hpp>
#include <quanta/train/fit.hpp>
#include <quanta/train/initialize.hpp>

namespace demo {
namespace {

constexpr std::size_t batch = 64;
constexpr double held_out = 0.02; // of the training images
constexpr std::size_t calibration_images = 1000;

quanta::train::fit_result learn(quanta::graph::model& net, const training_set& images,
                                const quanta::train::fit_options& options, quanta::thread_pool& workers,
                                const learning_progress& shown) {
    const quanta::train::samples samples{images.first(images.count()), images.labels};
    return quanta::train::fit(net, samples, options, workers, [&](const quanta::train::fit_progress& step) {
        shown(step.samples, step.loss);
        return true;
    });
}

quanta::train::fit_options options_of(const training_options& chosen, std::size_t epochs, double rate) {
    quanta::train::fit_options options;
    options.epochs = epochs;
    options.batch = batch;
    options.optimizer = quanta::train::adam{.weight_decay = 0.02F};
    options.learning_rate = {.peak = rate, .schedule = quanta::train::cosine_schedule{}, .warm_up = 0.2};
    options.loss = quanta::train::softmax_cross_entropy{.smoothing = 0.1};
    options.augmentation.flips = true;
    options.seed = chosen.seed;
    options.early_stopping = quanta::train::early_stopping{.held_out = held_out, .patience = epochs};
    return options;
}

/// The scales and zero points that post-training quantization would choose: where learned steps start.
quanta::graph::tensor_parameters calibrated(const quanta::graph::model& folded,
                                            const quanta::graph::quantization_plan& plan,
                                            const quanta::graph::recipe_value& recipe, const training_set& images,
                                            quanta::thread_pool& workers) {
    return quanta::graph::visit(recipe.observer, recipe.calibrator, [&](const auto& observer, const auto& calibrator) {
        const auto seen =
            quanta::graph::observe_edges(folded, plan, images.first(calibration_images), batch, observer, workers);
        return *quanta::graph::calibrate_edges(*seen, plan, calibrator);
    });
}

} // namespace

training_set::training_set(const labelled_images& images)
    : pixels(to_reals(images, 0, images.count())), labels(images.labels.begin(), images.labels.end()) {}

quanta::tensor_view<const float, 2> training_set::first(std::size_t most) const {
    return {pixels.data(), {std::min(most, count()), pixels_per_image}};
}

quanta::train::fit_options training_choice(const training_options& options) {
    return options_of(options, options.epochs, 0.004);
}

quanta::train::fit_options fine_tuning_choice(const training_options& options, std::size_t images) {
    auto choice = options_of(options, options.fine_tuning_epochs, 0.001);
    choice.fake_quantization.emplace();
    choice.fake_quantization->weights = choice.fake_quantization->activations =
        quanta::train::scale_policy::learned_step;
    choice.fake_quantization->freeze_batch_norm_from = images / batch * options.fine_tuning_epochs / 2;
    return choice;
}

quanta::graph::model train(const training_set& images, const training_options& options, quanta::thread_pool& workers,
                           const learning_progress& shown) {
    quanta::graph::model net = make_network();
    quanta::train::initialize(net, options.seed);
    static_cast<void>(learn(net, images, training_choice(options), workers, shown));
    return net;
}

fine_tuned_network fine_tune(const quanta::graph::model& trained, const quanta::graph::recipe_value& recipe,
                             const training_set& images, const training_options& options, quanta::thread_pool& workers,
                             const learning_progress& shown) {
    const quanta::graph::model folded = quanta::graph::fold_batch_norm(trained);
    auto choice = fine_tuning_choice(options, images.count());
    quanta::train::fake_quantization& fake = *choice.fake_quantization;
    fake.plan = quanta::graph::make_plan(folded, recipe, wide_ends(recipe.activations));
    fake.initial = calibrated(folded, fake.plan, recipe, images, workers);

    quanta::graph::model net = trained;
    const quanta::train::fit_result result = learn(net, images, choice, workers, shown);
    return {net, quanta::graph::convert(quanta::graph::fold_batch_norm(net), fake.plan, result.tensors, result.weights,
                                        quanta::op::guard_policy::repair)};
}

} // namespace demo
