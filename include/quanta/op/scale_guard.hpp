// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/op/guard_finding.hpp>
#include <quanta/op/guard_policy.hpp>
#include <quanta/op/integer_range.hpp>
#include <quanta/op/quantized_weights.hpp>
#include <quanta/params/params_concepts.hpp>
#include <quanta/storage/accumulator_reach.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// A layer in reals, and the integers that it is to become.
struct guarded_layer {
    std::string_view name;
    std::size_t outputs;
    std::span<const float> weights; ///< (outputs, depth)
    std::span<const float> bias;    ///< (outputs), or empty
    integer_range format;           ///< of the weights
    float input_scale;
    std::array<integer_range, 2>
        inputs;         ///< of the input's integers less its zero point, for its least and its greatest
    std::int64_t limit; ///< an accumulator holds [-limit - 1, limit]

    [[nodiscard]] std::size_t depth() const { return weights.size() / outputs; }
};

/// Finds out whether a layer can run with a weight scale, and widens one with which it cannot: until bias, sums and step
/// are held for every input. Formula of the bias: TensorFlow Lite, AdjustWeightsForBiasScale, which however keeps the bias
/// to half of 32 bits; here what the very weights can add to it is counted.
template <Profile Arithmetic>
class scale_guard {
public:
    /// Error if a weight or a bias is not finite. `layer` points at what must outlive it.
    scale_guard(const guarded_layer& layer, const Arithmetic& profile, guard_policy policy)
        : layer_(layer), profile_(profile), policy_(policy) {
        for (const float weight : layer.weights)
            check(is_finite(weight), layer.name, ": a weight is ", weight, ", it must be finite");
        for (const float bias : layer.bias)
            check(is_finite(bias), layer.name, ": a bias is ", bias, ", it must be finite");
    }

    /// The parameters for the outputs [first, first + count), which share them: `found`, or its zero point with a wider
    /// scale. Error under `refuse` if it is too narrow; under `repair` if no float is wide enough.
    [[nodiscard]] affine_params operator()(std::size_t first, std::size_t count, affine_params found) {
        const need at_first = worst(first, count, found);
        if (at_first.factor <= 1) return found;
        check(policy_ == guard_policy::repair, cause_text(at_first.finding));
        affine_params wide = found;
        for (need now = at_first; now.factor > 1; now = worst(first, count, wide)) {
            wide.scale = static_cast<float>(wide.scale * std::max(now.factor, least_widening));
            check(is_finite(wide.scale), cause_text(at_first.finding), "; no weight scale is wide enough");
        }
        findings_.push_back(at_first.finding);
        findings_.back().widened = wide.scale;
        return wide;
    }

    /// Of all calls, in their order.
    [[nodiscard]] std::vector<guard_finding> findings() && { return std::move(findings_); }

private:
    /// By how much a scale must be widened, about; 1 where it is wide enough.
    struct need {
        double factor;
        guard_finding finding;
    };

    // Rounding to the wider scale may take a weight away from zero, hence a factor alone need not be enough.
    static constexpr double least_widening = 1 + 0x1p-10;

    [[nodiscard]] need worst(std::size_t first, std::size_t count, affine_params params) const {
        need most{1, {}};
        for (std::size_t output = first; output < first + count; ++output) {
            need here = need_of(output, params);
            if (here.factor > most.factor) most = std::move(here);
        }
        return most;
    }

    [[nodiscard]] need need_of(std::size_t output, affine_params params) const {
        using cause = guard_finding::cause;
        const auto found = [&](cause what, double value, double factor) {
            return need{factor, {what, std::string(layer_.name), output, value, params.scale, params.scale}};
        };
        const double step = double{layer_.input_scale} * params.scale;
        if (static_cast<float>(step) < smallest_step) return found(cause::step, step, 2 * double{smallest_step} / step);
        const std::int64_t bias =
            layer_.bias.empty() ? 0 : profile_.bias(layer_.bias[output], layer_.input_scale, params.scale);
        const auto holdable = static_cast<double>(layer_.limit);
        if (!accumulator_reach(0, 0, bias).fits(layer_.limit))
            return found(cause::bias, static_cast<double>(bias), std::fabs(static_cast<double>(bias)) / holdable);
        for (const integer_range& input : layer_.inputs) {
            const accumulator_reach sum = sum_of(output, params, input, bias);
            const auto reached = static_cast<double>(sum.farthest());
            if (!sum.fits(layer_.limit)) return found(cause::sum, reached, std::fabs(reached) / holdable);
        }
        return {1, {}};
    }

    [[nodiscard]] accumulator_reach sum_of(std::size_t output, affine_params params, integer_range input,
                                           std::int64_t bias) const {
        accumulator_reach sum(input.lowest, input.highest, bias);
        for (const float weight : layer_.weights.subspan(output * layer_.depth(), layer_.depth()))
            sum.add(profile_.quantize(weight, params, layer_.format.lowest, layer_.format.highest) - params.zero_point);
        return sum;
    }

    guarded_layer layer_;
    [[no_unique_address]] Arithmetic profile_;
    guard_policy policy_;
    std::vector<guard_finding> findings_;
};

} // namespace quanta::op
