// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <quanta/epilogue/clamp.hpp>
#include <quanta/epilogue/dequantize_wide.hpp>
#include <quanta/epilogue/store.hpp>
#include <quanta/epilogue/wide_pipeline.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/integer_range.hpp>
#include <quanta/op/layer_output.hpp>
#include <quanta/op/quantized_weights.hpp>
#include <quanta/op/wide_requantize_stage.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// How a layer of 16-bit activations ends: its 64-bit accumulators are requantized by the profile's rule for them.
template <WideActivations Activations, Profile Arithmetic>
class layer_output<Activations, Arithmetic> {
    using stage = wide_requantize_stage<Arithmetic>;

public:
    using format = typename Activations::format;
    using value_type = typename Activations::storage_type;

    /// As for bytes. Error further: a multiplier that the profile's rule cannot hold.
    layer_output(std::string_view operation, std::span<const float> weight_scales, affine_params input,
                 affine_params output, activation function, const Arithmetic& profile)
        : passed_(clamp_range(profile, function, output, {format::lowest, format::highest})), function_(function) {
        check_wide_params(operation, input, "input");
        check_wide_params(operation, output, "output");
        for (const float scale : weight_scales) {
            multipliers_.push_back(stage::multiplier(input.scale, scale, output.scale));
            real_scales_.push_back(static_cast<float>(double{input.scale} * scale));
        }
        check_steps(operation, real_scales_);
    }

    /// The real value of one step of each output's accumulator: input scale * weight scale.
    [[nodiscard]] std::span<const float> accumulator_scales() const { return real_scales_; }

    /// The stages for columns from `column` on, which store integers at `data`, rows `step` elements apart.
    [[nodiscard]] auto stages(std::size_t column, value_type* data, std::ptrdiff_t step) const {
        return epilogue::wide_pipeline{
            typename stage::type{multipliers_.data() + column, true, 0, passed_.lowest, passed_.highest},
            epilogue::store<value_type>{data, step}};
    }
    /// The same for reals.
    [[nodiscard]] auto stages(std::size_t column, float* data, std::ptrdiff_t step) const {
        return epilogue::wide_pipeline{epilogue::dequantize_wide{real_scales_.data() + column, true},
                                       epilogue::clamp{function_.lowest, function_.highest},
                                       epilogue::store<float>{data, step}};
    }

private:
    std::vector<decltype(stage::multiplier(1, 1, 1))> multipliers_;
    std::vector<float> real_scales_;
    integer_range passed_; // by the activation
    activation function_;
};

} // namespace quanta::op
