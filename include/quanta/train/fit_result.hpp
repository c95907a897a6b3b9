// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include <quanta/graph/tensor_parameters.hpp>
#include <quanta/isa/target.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// What a network makes of an epoch.
struct epoch_result {
    double loss = 0;              ///< mean of the epoch's steps
    double accuracy = 0;          ///< share of its samples whose largest logit was at the label; 0 without labels
    double held_out_loss = 0;     ///< 0 where nothing is held out
    double held_out_accuracy = 0; ///< likewise
};

/// What `fit` did, besides changing the network.
struct fit_result {
    std::vector<epoch_result> epochs; ///< that were completed
    std::size_t best_epoch = 0;       ///< whose parameters the network has, where samples are held out; else the last
    std::size_t steps = 0;
    bool was_cancelled = false;       ///< by the callback: the network has the parameters of the last step
    graph::tensor_parameters tensors; ///< of fake quantization: what `graph::convert` takes
    graph::weight_scales weights;     ///< likewise
};

} // namespace quanta::train
