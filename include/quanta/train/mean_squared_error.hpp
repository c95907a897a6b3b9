// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/tensor/tensor_view.hpp>
#include <quanta/train/softmax_cross_entropy.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// mean over samples and values of (y - target)^2, with the gradient 2 (y - target) / (samples * values).
struct mean_squared_error {
    /// outputs, targets (samples, values); gradients of the same shape, or empty.
    [[nodiscard]] loss_value operator()(const tensor_view<const float, 2>& outputs,
                                        const tensor_view<const float, 2>& targets,
                                        const tensor_view<float, 2>& gradients) const {
        loss_value result;
        const double share = 1 / static_cast<double>(outputs.size());
        for (std::size_t i = 0; i < outputs.extent(0); ++i)
            for (std::size_t j = 0; j < outputs.extent(1); ++j) {
                const double distance = double{outputs(i, j)} - double{targets(i, j)};
                result.mean += distance * distance * share;
                if (gradients.size() != 0) gradients(i, j) = static_cast<float>(2 * distance * share);
            }
        return result;
    }
};

} // namespace quanta::train
