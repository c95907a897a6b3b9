// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <variant>

#include <quanta/train/augmentation.hpp>
#include <quanta/train/fake_quantization.hpp>
#include <quanta/train/learning_rate.hpp>
#include <quanta/train/mean_squared_error.hpp>
#include <quanta/train/optimizer.hpp>
#include <quanta/train/softmax_cross_entropy.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// Part of the samples is not learned from but judged by after every epoch; at the end the network has the parameters
/// of the epoch whose loss on it was least.
struct early_stopping {
    double held_out = 0.1;    ///< share of the samples, at random
    std::size_t patience = 3; ///< epochs without a lesser loss, after which training ends
};

/// How a network learns.
struct fit_options {
    std::size_t epochs = 10;
    std::size_t batch = 64;
    optimizer_choice optimizer = sgd{};
    train::learning_rate learning_rate = {};
    std::variant<softmax_cross_entropy, mean_squared_error> loss = softmax_cross_entropy{};
    train::augmentation augmentation = {};
    std::uint64_t seed = 1; ///< of the order of the samples, of augmentation, and of what is held out
    std::optional<train::early_stopping> early_stopping = {};
    std::optional<train::fake_quantization> fake_quantization = {}; ///< none: training in floats
};

/// How far training has come, after a step.
struct fit_progress {
    std::size_t epoch, epochs, step, steps; ///< step of the epoch, counted from 1; epochs from 0
    std::size_t samples;                    ///< seen in this step
    double loss;                            ///< of the step
    double rate;                            ///< learning rate of the step
};

/// Called after every step, on the thread that called `fit`; false cancels it. An empty one is not called.
using fit_callback = std::function<bool(const fit_progress&)>;

} // namespace quanta::train
