// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <fashion_mnist/training_key.hpp>

#include <string>
#include <variant>

#include <zlib.h>

#include <quanta/core/contracts.hpp>
#include <quanta/interop/model_file.hpp>
#include <quanta/params/profile_value.hpp>

namespace demo {
namespace {

template <class Values>
std::uint32_t extended(std::uint32_t key, const Values& values) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(values.data());
    return static_cast<std::uint32_t>(crc32_z(key, bytes, values.size() * sizeof(*values.data())));
}

/// Every number of the options that the demo sets; an alternative that it does not take throws.
std::string text_of(const quanta::train::fit_options& how) {
    const auto& rule = std::get<quanta::train::adam>(how.optimizer);
    const auto& rate = how.learning_rate;
    const auto& stop = how.early_stopping.value();
    std::string all = quanta::text(how.epochs, ' ', how.batch, ' ', how.seed, ' ', rule.beta1, ' ', rule.beta2, ' ',
                                   rule.epsilon, ' ', rule.weight_decay, ' ', rate.peak, ' ', rate.warm_up, ' ',
                                   std::get<quanta::train::cosine_schedule>(rate.schedule).last, ' ',
                                   std::get<quanta::train::softmax_cross_entropy>(how.loss).smoothing, ' ',
                                   int{how.augmentation.flips}, ' ', how.augmentation.most_shift, ' ', stop.held_out,
                                   ' ', stop.patience);
    if (const auto& fake = how.fake_quantization)
        all += quanta::text(' ', static_cast<int>(fake->weights), ' ', static_cast<int>(fake->activations), ' ',
                            fake->observe_from, ' ', fake->quantize_from, ' ', fake->freeze_observers_from, ' ',
                            fake->freeze_batch_norm_from, ' ', fake->averaging_constant, ' ', fake->step_rate);
    return all;
}

} // namespace

std::uint32_t training_key(const quanta::graph::model& untrained, const training_set& images,
                           const quanta::train::fit_options& choice) {
    const std::uint32_t network = extended(0, quanta::interop::model_bytes(untrained));
    return extended(extended(extended(network, images.pixels), images.labels), text_of(choice));
}

std::uint32_t fine_tuning_key(std::uint32_t trained, const quanta::graph::recipe_value& recipe,
                              const quanta::train::fit_options& choice) {
    std::string all =
        quanta::text(text_of(choice), ' ', quanta::graph::scheme_text(recipe.activations), ' ',
                     quanta::graph::scheme_text(recipe.weights), ' ', static_cast<int>(recipe.observer.what), ' ',
                     recipe.observer.bins, ' ', recipe.observer.averaging_constant, ' ', recipe.calibrator.index(), ' ',
                     static_cast<int>(recipe.profile));
    if (const auto* squared = std::get_if<quanta::minimum_squared_error>(&recipe.calibrator))
        all += quanta::text(' ', squared->steps_per_octave, ' ', squared->refinement_steps, ' ', squared->turns);
    return extended(trained, all);
}

} // namespace demo
