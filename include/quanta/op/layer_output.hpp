// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <quanta/epilogue/clamp.hpp>
#include <quanta/epilogue/dequantize.hpp>
#include <quanta/epilogue/pipeline.hpp>
#include <quanta/epilogue/store.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/integer_range.hpp>
#include <quanta/op/quantized_weights.hpp>
#include <quanta/op/requantize_stage.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// How a layer in integers ends: with what its accumulators, one column for each output, are multiplied and clamped.
template <LayerActivations Activations, Profile Arithmetic>
class layer_output {
public:
    using format = typename Activations::format;
    using value_type = typename Activations::storage_type;

    /// `weight_scales`: one for each output. Errors: a scale or zero point that is none, scales too far apart.
    layer_output(std::string_view operation, std::span<const float> weight_scales, affine_params input,
                 affine_params output, activation function)
        : zero_point_(output.zero_point),
          passed_(clamp_range<Arithmetic>(function, output, {format::lowest, format::highest})), function_(function) {
        check_params<format>(operation, "input", input);
        check_params<format>(operation, "output", output);
        for (const float scale : weight_scales) {
            multipliers_.push_back(Arithmetic::multiplier(input.scale, scale, output.scale));
            real_scales_.push_back(static_cast<float>(double{input.scale} * scale));
        }
        check_multipliers(operation, multipliers_);
        check_multipliers(operation, real_scales_);
    }

    /// The real value of one step of each output's accumulator: input scale * weight scale.
    [[nodiscard]] std::span<const float> accumulator_scales() const { return real_scales_; }

    /// The stages for columns from `column` on, which store integers at `data`, rows `step` elements apart.
    [[nodiscard]] auto stages(std::size_t column, value_type* data, std::ptrdiff_t step) const {
        return epilogue::pipeline{typename requantize_stage<Arithmetic>::type{
                                      multipliers_.data() + column, true, zero_point_, passed_.lowest, passed_.highest},
                                  epilogue::store<value_type>{data, step}};
    }
    /// The same for reals.
    [[nodiscard]] auto stages(std::size_t column, float* data, std::ptrdiff_t step) const {
        return epilogue::pipeline{epilogue::dequantize{nullptr, real_scales_.data() + column, true, nullptr},
                                  epilogue::clamp{function_.lowest, function_.highest},
                                  epilogue::store<float>{data, step}};
    }

private:
    std::vector<float> multipliers_, real_scales_;
    std::int32_t zero_point_;
    integer_range passed_; // by the activation
    activation function_;
};

} // namespace quanta::op
