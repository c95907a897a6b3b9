// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>

#include <quanta/graph/quantization_plan.hpp>
#include <quanta/graph/tensor_parameters.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// Where the scale of integers comes from while a network learns.
enum class scale_policy {
    range, ///< weights: from their absolute maximum in each step; activations: from a moving average of their range
    learned_step ///< it is a parameter with a gradient: learned step size (Esser et al., "LSQ", 2020)
};

/// Learning with what quantization will do: weights and activations go through the integers of a plan and back, and
/// gradients go straight through, but where values were clipped. Batch normalization behind a layer is folded into its
/// weights first, as conversion will do. Steps are counted from the beginning of `fit`.
struct fake_quantization {
    static constexpr std::size_t never = std::numeric_limits<std::size_t>::max();

    /// Of `fold_batch_norm(net)`, whose tensors and nodes it names in their order; one that is not of a folded network is
    /// refused.
    graph::quantization_plan plan;
    scale_policy weights = scale_policy::range;
    scale_policy activations = scale_policy::range;
    /// Where tensors start from, such as what calibration found: moving averages as if a batch had had that range, learned
    /// steps at once. Those that are not here are observed.
    graph::tensor_parameters initial = {};
    /// Where learned steps of weights start from, by the names of the plan's nodes; others start as `weight_quantizer` says.
    /// Steps that follow the range do so from the beginning, whatever is here.
    graph::weight_scales initial_weights = {};
    std::size_t observe_from = 0;               ///< step from which ranges are observed
    std::size_t quantize_from = 0;              ///< step from which integers are faked
    std::size_t freeze_observers_from = never;  ///< step from which ranges stay
    std::size_t freeze_batch_norm_from = never; ///< step from which batch normalization uses its running statistics
    double averaging_constant = 0.01;           ///< of ranges: PyTorch's MovingAverageMinMaxObserver
    /// Learning rate of learned steps, times that of the weights. They are small against their gradients: Esser et al.
    /// train everything at a tenth of the rate for 8 bits.
    double step_rate = 0.1;
};

} // namespace quanta::train
