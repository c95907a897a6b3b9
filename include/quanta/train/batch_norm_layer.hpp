// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <quanta/graph/node.hpp>
#include <quanta/graph/parameters.hpp>
#include <quanta/train/layer.hpp>
#include <quanta/train/row_loops.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// y = (x - m) / sqrt(v + epsilon) * scale + shift per channel (Ioffe and Szegedy, "Batch Normalization", 2015).
///
/// In training m and v are the batch's mean and variance (over N values, not N - 1), and the running statistics follow:
/// mean = (1 - momentum) mean + momentum m, variance likewise, of v N / (N - 1), as in PyTorch. In evaluation, and when
/// frozen, m and v are the running statistics. With g = dy, h = (x - m) / sqrt(v + epsilon) and averages over the
/// batch:
///
///     dx = scale / sqrt(v + epsilon) * (g - average(g) - h average(g h))      dscale = sum g h      dshift = sum g
///
/// and without the averages when frozen. Each chunk's mean and squared deviations are combined in double, in the order
/// of the chunks (Chan et al., "Updating formulae", 1979).
class batch_norm_layer final : public layer {
public:
    /// Tensors of `rows` rows of channels a sample. The node must outlive this, at its place.
    batch_norm_layer(const row_loops& loops, graph::node& node, std::size_t rows, std::size_t chunks)
        : loops_(loops), node_(&node), attributes_(std::get<graph::operations::batch_norm>(node.what)), rows_(rows),
          channels_(values("scale").size()), first_(chunks * channels_), second_(chunks * channels_), mean_(channels_),
          inverse_deviation_(channels_), factor_(channels_), slope_(channels_), offset_(channels_),
          scale_gradient_(channels_), shift_gradient_(channels_) {}

    void freeze_statistics() override { frozen_ = true; }

    [[nodiscard]] std::size_t forward_passes() const override { return 2; }
    [[nodiscard]] std::size_t backward_passes() const override { return 2; }

    void forward(std::size_t pass, const step_info& step, const chunk& part,
                 const forward_operands& operands) override {
        const dense x{operands.inputs[0]};
        if (pass == 1)
            return loops_.map_rows(
                [](float value, float mean, float factor, float shift) { return (value - mean) * factor + shift; },
                part.count * rows_, channels_, operands.output, x, by_column{mean_.data()}, by_column{factor_.data()},
                by_column{values("shift").data()});
        if (follows_running(step)) return;
        const std::size_t rows = part.count * rows_;
        float *mean = sums(first_, part), *deviation = sums(second_, part);
        loops_.sum_rows(itself{}, rows, channels_, mean, x);
        for (std::size_t c = 0; c < channels_; ++c) mean[c] /= static_cast<float>(rows);
        loops_.sum_rows([](float value, float center) { return (value - center) * (value - center); }, rows, channels_,
                        deviation, x, by_column{mean});
    }

    void join_forward(const step_info& step) override {
        for (std::size_t c = 0; c < channels_; ++c) {
            moments found{values("mean")[c], values("variance")[c]};
            if (!follows_running(step)) {
                found = of_batch(c, step);
                follow(c, found, step);
            }
            mean_[c] = static_cast<float>(found.mean);
            const double inverse = 1 / std::sqrt(found.variance + double{attributes_.epsilon});
            inverse_deviation_[c] = static_cast<float>(inverse);
            factor_[c] = static_cast<float>(inverse * double{values("scale")[c]});
        }
    }

    void backward(std::size_t pass, const step_info&, const chunk& part, const backward_operands& operands) override {
        const dense x{operands.inputs[0]}, dy{operands.output_gradient};
        const std::size_t rows = part.count * rows_;
        if (pass == 0) {
            loops_.sum_rows(itself{}, rows, channels_, sums(first_, part), dy);
            loops_.sum_rows([](float gradient, float value, float mean) { return gradient * (value - mean); }, rows,
                            channels_, sums(second_, part), dy, x, by_column{mean_.data()});
        } else if (operands.input_gradients[0] != nullptr) {
            loops_.map_rows([](float gradient, float value, float factor, float slope,
                               float offset) { return gradient * factor + value * slope + offset; },
                            rows, channels_, operands.input_gradients[0], dy, x, by_column{factor_.data()},
                            by_column{slope_.data()}, by_column{offset_.data()});
        }
    }

    void join_backward(const step_info& step) override {
        const double count = static_cast<double>(step.samples * rows_);
        for (std::size_t c = 0; c < channels_; ++c) {
            const double gradients = total(first_, c, step), products = total(second_, c, step);
            const double inverse = inverse_deviation_[c];
            scale_gradient_[c] = static_cast<float>(products * inverse);
            shift_gradient_[c] = static_cast<float>(gradients);
            const double factor = follows_running(step) ? 0 : -double{factor_[c]} / count;
            const double slope = factor * products * inverse * inverse;
            slope_[c] = static_cast<float>(slope);
            offset_[c] = static_cast<float>(factor * gradients - slope * double{mean_[c]});
        }
    }

    [[nodiscard]] std::span<const float> gradient(std::string_view role) const override {
        return role == "scale"   ? std::span<const float>(scale_gradient_)
               : role == "shift" ? std::span<const float>(shift_gradient_)
                                 : std::span<const float>{};
    }

private:
    struct moments {
        double mean, variance;
    };

    [[nodiscard]] std::span<const float> values(std::string_view role) const {
        return graph::values_of(node_->parameters, role);
    }
    [[nodiscard]] bool follows_running(const step_info& step) const { return frozen_ || step.mode == mode::evaluation; }
    /// A chunk's sums, set to zero.
    [[nodiscard]] float* sums(std::vector<float>& all, const chunk& part) const {
        float* own = all.data() + part.index * channels_;
        std::fill_n(own, channels_, 0.0F);
        return own;
    }
    [[nodiscard]] double total(const std::vector<float>& all, std::size_t c, const step_info& step) const {
        double sum = 0;
        for (std::size_t i = 0; i < step.chunks; ++i) sum += all[i * channels_ + c];
        return sum;
    }

    /// Chunks have the same number of samples, but for the last.
    [[nodiscard]] moments of_batch(std::size_t c, const step_info& step) const {
        double count = 0, mean = 0, squares = 0;
        for (std::size_t i = 0; i < step.chunks; ++i) {
            const std::size_t samples = std::min(step.chunk_samples, step.samples - i * step.chunk_samples);
            const auto more = static_cast<double>(samples * rows_);
            const double distance = first_[i * channels_ + c] - mean;
            mean += distance * more / (count + more);
            squares += second_[i * channels_ + c] + distance * distance * count * more / (count + more);
            count += more;
        }
        return {mean, squares / count};
    }

    void follow(std::size_t c, const moments& batch, const step_info& step) {
        const double count = static_cast<double>(step.samples * rows_), momentum = attributes_.momentum;
        const double unbiased = count > 1 ? batch.variance * count / (count - 1) : batch.variance;
        const auto move = [&](std::string_view role, double to) {
            float& value = graph::find_parameter(node_->parameters, role)->values[c];
            value = static_cast<float>((1 - momentum) * double{value} + momentum * to);
        };
        move("mean", batch.mean);
        move("variance", unbiased);
    }

    row_loops loops_;
    graph::node* node_;
    graph::operations::batch_norm attributes_;
    std::size_t rows_, channels_;
    bool frozen_ = false;
    std::vector<float> first_, second_; ///< (chunks, channels): means and squared deviations, or gradients and products
    std::vector<float> mean_, inverse_deviation_, factor_, slope_, offset_;
    std::vector<float> scale_gradient_, shift_gradient_;
};

} // namespace quanta::train
