// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/graph/runnable_schemes.hpp>
#include <quanta/graph/shape.hpp>
#include <quanta/graph/stored_quantization.hpp>
#include <quanta/op/guard_finding.hpp>
#include <quanta/op/guard_policy.hpp>
#include <quanta/op/quantized_weights.hpp>
#include <quanta/op/scale_guard.hpp>
#include <quanta/params/any_profile.hpp>
#include <quanta/params/rules/ranges.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// The weights of a layer in floats: (OC, ...) values, and a bias (OC) or none.
struct real_weights {
    shape extents;
    std::span<const float> values, bias;
};

/// The weights of a layer in integers, and the scales that were widened for it.
struct guarded_integer_weights {
    integer_weights weights;
    std::vector<op::guard_finding> findings;
};

namespace detail {

/// Steps that the bias of an output without weights gets, whose scale is free to choose.
inline constexpr double idle_bias_steps = 0x1p20;

[[nodiscard]] inline float largest_magnitude(std::string_view where, std::string_view what,
                                             std::span<const float> values) {
    float magnitude = 0;
    for (const float value : values) {
        check(is_finite(value), where, ": a ", what, " is ", value, ", it must be finite");
        magnitude = std::max({magnitude, value, -value});
    }
    return magnitude;
}

inline void check_scales(std::string_view where, std::span<const float> scales, std::size_t expected) {
    check(scales.size() == expected, where, ": ", scales.size(), " weight scales, expected are ", expected);
    for (const float scale : scales)
        check(is_finite(scale) && scale > 0 && is_finite(1 / scale), where, ": weight scale ", scale,
              " is not positive and finite with a finite reciprocal");
}

/// One scale, or one for each output channel: `known` ones, or largest magnitude / highest, by the profile. Where all weights
/// are zero, whose steps training could not know either, the scale holds the bias well.
[[nodiscard]] inline std::vector<float> choose_scales(std::string_view where, const real_weights& weights,
                                                      const scheme_value& scheme, std::span<const float> known,
                                                      float input_scale, const profile::any& profile) {
    const std::size_t channels = weights.extents[0];
    const bool is_shared = scheme.granularity.what == granularity_value::kind::tensor;
    std::vector<float> scales(is_shared ? 1 : channels);
    if (!known.empty()) check_scales(where, known, scales.size());
    const std::size_t outputs = channels / scales.size(), size = weights.values.size() / scales.size();
    for (std::size_t s = 0; s < scales.size(); ++s) {
        const double magnitude = largest_magnitude(where, "weight", weights.values.subspan(s * size, size));
        const double bias =
            weights.bias.empty() ? 0 : largest_magnitude(where, "bias", weights.bias.subspan(s * outputs, outputs));
        if (magnitude == 0 && bias != 0)
            scales[s] = std::clamp(static_cast<float>(bias / input_scale / idle_bias_steps), rule::smallest_scale,
                                   std::numeric_limits<float>::max());
        else
            scales[s] = known.empty() ? profile.parameters({-magnitude, magnitude}, scheme.target()).scale : known[s];
    }
    check_scales(where, scales, scales.size());
    return scales;
}

/// q = profile.quantize(w, {scale, 0}, lowest, highest), without a bias, for a layer whose stored input, less its zero
/// point, lies in one of `inputs`.
[[nodiscard]] inline guarded_integer_weights quantize_guarded(std::string_view where, const real_weights& weights,
                                                              const scheme_value& scheme, std::span<const float> scales,
                                                              float input_scale,
                                                              const std::array<op::integer_range, 2>& inputs,
                                                              const profile::any& profile, op::guard_policy policy) {
    check_weights(where, scheme);
    const std::size_t channels = weights.extents[0];
    const bool is_shared = scheme.granularity.what == granularity_value::kind::tensor;
    integer_weights result{scheme.format, weights.extents, {}, {}, {}};
    result.scales = choose_scales(where, weights, scheme, scales, input_scale, profile);
    const op::integer_range format{scheme.format.lowest, scheme.format.highest};
    op::scale_guard guard({where, channels, weights.values, weights.bias, format, input_scale, inputs,
                           std::numeric_limits<std::int32_t>::max()},
                          profile, policy);
    const std::size_t each = channels / result.scales.size();
    for (std::size_t s = 0; s < result.scales.size(); ++s)
        result.scales[s] = guard(s * each, each, {result.scales[s], 0}).scale;
    result.values.reserve(weights.values.size());
    for (std::size_t i = 0; i < weights.values.size(); ++i) {
        const float scale = result.scales[is_shared ? 0 : i / (weights.values.size() / channels)];
        result.values.push_back(
            static_cast<std::int8_t>(profile.quantize(weights.values[i], {scale, 0}, format.lowest, format.highest)));
    }
    return {std::move(result), std::move(guard).findings()};
}

} // namespace detail

/// Quantizes the weights of a layer that quantizes floats to bytes in each run and adds its bias, if any, in floats.
/// `scales`: one, or one for each output channel, as the scheme says; empty: from the largest magnitudes.
/// Errors, which begin with `where`: a scheme that the graph cannot run, scales of another number, a weight that is not
/// finite, and what `policy` refuses: a scale that underflows, a depth at which 32 bits could overflow.
[[nodiscard]] inline guarded_integer_weights
quantize_dynamic_layer(std::string_view where, const real_weights& weights, const scheme_value& scheme,
                       std::span<const float> scales, const profile::any& profile, op::guard_policy policy) {
    const std::array<op::integer_range, 2> any_zero_point{op::integer_range{0, 255}, op::integer_range{-255, 0}};
    return detail::quantize_guarded(where, {weights.extents, weights.values, {}}, scheme, scales, 1, any_zero_point,
                                    profile, policy);
}

/// The same for a layer that reads integers `input`, with the bias in steps of input scale * weight scale, zeros where
/// there is none. Errors further: a bias that 32 bits cannot hold, if `policy` refuses it.
[[nodiscard]] inline guarded_integer_weights quantize_layer(std::string_view where, const real_weights& weights,
                                                            const scheme_value& scheme, std::span<const float> scales,
                                                            const tensor_quantization& input,
                                                            const profile::any& profile, op::guard_policy policy) {
    const affine_params stored = stored_quantization::of(input).params;
    const op::integer_range inputs{-stored.zero_point, 255 - stored.zero_point};
    guarded_integer_weights result =
        detail::quantize_guarded(where, weights, scheme, scales, stored.scale, {inputs, inputs}, profile, policy);
    std::vector<std::int32_t>& bias = result.weights.bias;
    bias =
        op::quantize_bias<uint8>(where, profile, weights.bias, stored.scale, result.weights.scales, weights.extents[0]);
    bias.resize(weights.extents[0]);
    return result;
}

} // namespace quanta::graph
