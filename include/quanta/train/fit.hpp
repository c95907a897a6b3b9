// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/core/core_concepts.hpp>
#include <quanta/core/inline_executor.hpp>
#include <quanta/graph/executor_reference.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/train/fit_options.hpp>
#include <quanta/train/fit_result.hpp>
#include <quanta/train/samples.hpp>
#include <quanta/train/training.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// Trains a network of one input and one output on samples: for each epoch an order of the samples, in batches (those
/// that fill no batch wait for another epoch), for each batch a step of the optimizer. Changes the network's
/// parameters; with `options.fake_quantization` the same under fake quantization. `callback` may cancel between steps.
///
/// Everything random depends on the seed alone and every sum has an order of its own: the same options give the same
/// bits with any executor, on one instruction set. Errors: samples that do not fit the network or the loss, by what
/// they lack; a loss or a parameter that is not finite, by step and epoch. After an error, the callback's too, the
/// network has the parameters that it came with.
template <Executor Workers>
fit_result fit(graph::model& net, const samples& data, const fit_options& options, Workers& executor,
               const fit_callback& callback = {}) {
    return training(net, data, options, graph::executor_reference(executor)).run(callback);
}

/// On the calling thread.
inline fit_result fit(graph::model& net, const samples& data, const fit_options& options) {
    inline_executor executor;
    return fit(net, data, options, executor);
}

} // namespace quanta::train
