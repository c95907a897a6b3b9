// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/graph/scheme_value.hpp>
#include <quanta/observer/min_max.hpp>
#include <quanta/params/any_profile.hpp>
#include <quanta/quantizer/fake_quantize_row.hpp>
#include <quanta/quantizer/transform_rows.hpp>
#include <quanta/train/fake_quantization.hpp>
#include <quanta/train/layer.hpp>
#include <quanta/train/row_loops.hpp>
#include <quanta/train/step_gradient.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// How one tensor is faked.
struct activation_quantization {
    std::string name; ///< of the tensor
    graph::scheme_value scheme;
    scale_policy policy;
    std::optional<affine_params> initial;
    double averaging_constant;
    double step_rate;
    profile_value profile;
};

/// A tensor through its integers and back: y = dequantize(quantize(x)), by the kernels of the plan's profile; the gradient
/// goes straight through (`step_gradient`). While it observes, the parameters follow a moving average of the batches'
/// ranges: r = r + c (batch - r), the first batch sets it; they are used for the batch that was just seen, as in
/// PyTorch. Learned steps take over from there with the zero point as it is.
class activation_quantizer_layer final : public layer {
public:
    /// Everything that changes, to be kept and brought back.
    struct state {
        affine_params params;
        double minimum = 0, maximum = 0;
        std::size_t batches = 0;
        bool is_known = false;
    };

    /// Tensors of `size` values a sample.
    activation_quantizer_layer(const row_loops& loops, activation_quantization how, std::size_t size,
                               std::size_t chunks)
        : loops_(loops), how_(std::move(how)), size_(size), ranges_(chunks), sums_(chunks),
          fake_(select_row_functions<fake_quantize_row, fake_quantize_row_reference, float, float>(
              profile::any(how_.profile), loops.instruction_set())) {
        if (!how_.initial) return;
        now_.params = *how_.initial;
        now_.is_known = true;
        now_.minimum = dequantized(how_.scheme.format.lowest);
        now_.maximum = dequantized(how_.scheme.format.highest);
        now_.batches = 1;
        least_step_ = least_step(now_.params.scale);
    }

    [[nodiscard]] const activation_quantization& how() const { return how_; }
    [[nodiscard]] activation_quantizer_layer* quantizer() override { return this; }
    [[nodiscard]] bool learns() const { return how_.policy == scale_policy::learned_step; }
    [[nodiscard]] const state& current() const { return now_; }
    void restore(const state& before) { now_ = before; }

    /// The step and its gradient, where it is learned.
    [[nodiscard]] std::span<float> step() { return {&now_.params.scale, 1}; }
    [[nodiscard]] std::span<const float> step_gradients() const { return {&step_gradient_, 1}; }

    [[nodiscard]] std::size_t forward_passes() const override { return 2; }

    /// Brings a learned step back that an update took below `least_step`.
    void keep_step() { now_.params.scale = std::max(now_.params.scale, least_step_); }

    void forward(std::size_t pass, const step_info& step, const chunk& part, const forward_operands& values) override {
        const std::size_t count = part.count * size_;
        if (pass == 0) {
            if (!is_observing(step)) return;
            ranges_[part.index] = min_max();
            ranges_[part.index].observe(tensor_view<const float, 1>(values.inputs[0], {count}));
        } else if (is_faking(step)) {
            const row_params params{now_.params.scale, now_.params.zero_point, how_.scheme.format.lowest,
                                    how_.scheme.format.highest};
            fake_.share(values.inputs[0], count, params, values.output);
        } else {
            std::copy_n(values.inputs[0], count, values.output);
        }
    }

    void join_forward(const step_info& step) override {
        if (!is_observing(step)) return;
        min_max batch;
        for (std::size_t i = 0; i < step.chunks; ++i) batch.merge(ranges_[i]);
        if (batch.count() == 0) return;
        const double weight = now_.batches == 0 ? 1 : how_.averaging_constant;
        now_.minimum += weight * (batch.minimum() - now_.minimum);
        now_.maximum += weight * (batch.maximum() - now_.maximum);
        ++now_.batches;
        now_.params = profile::any(how_.profile).parameters({now_.minimum, now_.maximum}, how_.scheme.target());
        now_.is_known = true;
        least_step_ = least_step(now_.params.scale);
    }

    void backward(std::size_t, const step_info& step, const chunk& part, const backward_operands& values) override {
        const std::size_t count = part.count * size_;
        float* dx = values.input_gradients[0];
        if (!is_faking(step)) {
            sums_[part.index] = 0;
            if (dx != nullptr) std::copy_n(values.output_gradient, count, dx);
            return;
        }
        const auto zero_point = static_cast<int>(now_.params.zero_point);
        const train::step_gradient slope(now_.params.scale, how_.scheme.format.lowest - zero_point,
                                         how_.scheme.format.highest - zero_point, how_.policy);
        if (learns()) sums_[part.index] = sum_of_steps(slope, part, values);
        if (dx != nullptr)
            loops_.map([slope](float gradient, float x) { return slope.of_value(gradient, x); }, count, dx,
                       values.output_gradient, values.inputs[0]);
    }

    /// ds / sqrt(N highest), N the values of a sample (Esser et al., 2.2).
    void conclude(const step_info& step) override {
        double sum = 0;
        for (std::size_t i = 0; i < step.chunks; ++i) sum += sums_[i];
        const double highest = how_.scheme.format.highest - now_.params.zero_point;
        step_gradient_ = static_cast<float>(sum / std::sqrt(static_cast<double>(size_) * std::max(highest, 1.0)));
    }

    [[nodiscard]] std::size_t scratch_bytes() const override {
        return round_up(size_ * sizeof(float), buffer_alignment);
    }

private:
    [[nodiscard]] double dequantized(int q) const {
        return double{now_.params.scale} * (q - static_cast<int>(now_.params.zero_point));
    }
    [[nodiscard]] bool is_observing(const step_info& step) const {
        const bool is_given = how_.initial && how_.policy == scale_policy::learned_step;
        return step.mode == mode::training && step.observes && !is_given &&
               !(learns() && step.quantizes && now_.is_known);
    }
    [[nodiscard]] bool is_faking(const step_info& step) const { return step.quantizes && now_.is_known; }

    [[nodiscard]] double sum_of_steps(const train::step_gradient& slope, const chunk& part,
                                      const backward_operands& values) const {
        auto* sums = reinterpret_cast<float*>(values.scratch);
        std::fill_n(sums, size_, 0.0F);
        loops_.sum_rows([slope](float gradient, float x) { return gradient * slope.of_step(x); }, part.count, size_,
                        sums, dense{values.output_gradient}, dense{values.inputs[0]});
        double sum = 0;
        for (std::size_t i = 0; i < size_; ++i) sum += sums[i];
        return sum;
    }

    row_loops loops_;
    activation_quantization how_;
    std::size_t size_;
    state now_;
    std::vector<min_max> ranges_; ///< of the chunks
    std::vector<double> sums_;    ///< of the step's gradient, by chunk
    row_functions<float, float> fake_;
    float step_gradient_ = 0, least_step_ = 0;
};

} // namespace quanta::train
