// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
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
#include <quanta/op/column_multipliers.hpp>
#include <quanta/op/integer_range.hpp>
#include <quanta/op/quantized_weights.hpp>
#include <quanta/op/requantize_stage.hpp>
#include <quanta/op/requantized_store.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// How a layer in integers ends: with what its accumulators, one column for each output, are multiplied and clamped.
template <class Activations, Profile Arithmetic>
class layer_output {
    static_assert(LayerActivations<Activations>, "quanta: layers read bytes, or symmetric int16, with one scale");

public:
    using format = typename Activations::format;
    using value_type = typename Activations::storage_type;

    /// `weight_scales`: one for each output. Errors: a scale or zero point that is none, scales too far apart.
    layer_output(std::string_view operation, std::span<const float> weight_scales, affine_params input,
                 affine_params output, activation function, const Arithmetic& profile)
        : profile_(profile), zero_point_(output.zero_point),
          passed_(clamp_range(profile, function, output, {format::lowest, format::highest})), function_(function) {
        check_params<format>(operation, input, "input");
        check_params<format>(operation, output, "output");
        for (const float scale : weight_scales) {
            multipliers_.push_back(checked_multiplier(operation, profile, input.scale, scale, output.scale, "output ",
                                                      real_scales_.size()));
            real_scales_.push_back(static_cast<float>(double{input.scale} * scale));
        }
        check_steps(operation, real_scales_);
    }

    /// The real value of one step of each output's accumulator: input scale * weight scale.
    [[nodiscard]] std::span<const float> accumulator_scales() const { return real_scales_; }

    /// The stages for columns from `column` on, which store integers at `data`, rows `step` elements apart.
    [[nodiscard]] auto stages(std::size_t column, value_type* data, std::ptrdiff_t step) const {
        const epilogue::store<value_type> store{data, step};
        if constexpr (KnownAtRunTime<Arithmetic>) {
            return requantized_store<Arithmetic, value_type>(profile_, multipliers_, column, zero_point_, passed_,
                                                             store);
        } else {
            const auto* multipliers = multipliers_.from<typename Arithmetic::multiplier_type>(column);
            return epilogue::pipeline{requantize_stage<accumulators_of<Arithmetic>>{multipliers, true, zero_point_,
                                                                                    passed_.lowest, passed_.highest},
                                      store};
        }
    }
    /// The same for reals.
    [[nodiscard]] auto stages(std::size_t column, float* data, std::ptrdiff_t step) const {
        return epilogue::pipeline{epilogue::dequantize{nullptr, real_scales_.data() + column, true, nullptr},
                                  epilogue::clamp{function_.lowest, function_.highest},
                                  epilogue::store<float>{data, step}};
    }

private:
    [[no_unique_address]] Arithmetic profile_;
    column_multipliers multipliers_;
    std::vector<float> real_scales_;
    std::int32_t zero_point_;
    integer_range passed_; // by the activation
    activation function_;
};

} // namespace quanta::op
