// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include <quanta/core/contracts.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// What a loss says of a batch: its mean over the samples, and how many of them have their largest logit at the label.
struct loss_value {
    double mean = 0;
    std::size_t correct = 0;
};

/// mean_i -log softmax(logits_i)[label_i], from logits, with the gradient (softmax(logits) - one_hot(label)) / samples.
/// `smoothing` s trains towards (1 - s) one_hot + s / classes instead (Szegedy et al., 2016); the loss counts it too.
struct softmax_cross_entropy {
    double smoothing = 0;

    /// logits (samples, classes); gradients of the same shape, or empty. Error if a label is none of the classes.
    [[nodiscard]] loss_value operator()(const tensor_view<const float, 2>& logits,
                                        std::span<const std::uint32_t> labels,
                                        const tensor_view<float, 2>& gradients) const {
        loss_value result;
        const std::size_t classes = logits.extent(1);
        const double share = 1 / static_cast<double>(logits.extent(0)), off = smoothing / static_cast<double>(classes);
        for (std::size_t i = 0; i < logits.extent(0); ++i) {
            check(labels[i] < classes, "softmax_cross_entropy: label ", labels[i], " of ", classes, " classes");
            const float* row = &logits(i, std::size_t{0});
            const auto* largest = std::max_element(row, row + classes);
            double sum = 0, loss = 0;
            for (std::size_t j = 0; j < classes; ++j) sum += std::exp(double{row[j]} - *largest);
            const double log_sum = std::log(sum) + *largest;
            for (std::size_t j = 0; j < classes; ++j) {
                const double target = off + (j == labels[i] ? 1 - smoothing : 0);
                const double log_probability = row[j] - log_sum;
                if (target != 0) loss -= target * log_probability;
                if (gradients.size() != 0)
                    gradients(i, j) = static_cast<float>((std::exp(log_probability) - target) * share);
            }
            result.mean += loss * share;
            result.correct += static_cast<std::size_t>(largest - row) == labels[i];
        }
        return result;
    }
};

} // namespace quanta::train
