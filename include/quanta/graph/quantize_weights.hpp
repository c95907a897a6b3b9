// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/graph/runnable_schemes.hpp>
#include <quanta/graph/shape.hpp>
#include <quanta/op/quantized_weights.hpp>
#include <quanta/params/profile_quanta.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// The weights of a layer in floats: (OC, ...) values, and a bias (OC) or none.
struct real_weights {
    shape extents;
    std::span<const float> values, bias;
};

namespace detail {

/// |bias| in steps of the accumulator that calibrated scales allow: half of what 32 bits hold, the rest is for products.
inline constexpr double largest_bias_steps = 0x1p30;
/// Steps that the bias of a channel without weights gets.
inline constexpr double idle_bias_steps = 0x1p20;

[[nodiscard]] inline float largest_magnitude(std::string_view where, std::span<const float> values) {
    float magnitude = 0;
    for (const float value : values) {
        check(is_finite(value), where, ": a weight is ", value, ", it must be finite");
        magnitude = std::max({magnitude, value, -value});
    }
    return magnitude;
}

/// scale = largest magnitude / highest, by the profile. A channel's scale that its bias would overflow is raised, which
/// costs weights that are nothing beside the bias; one that has no weights is chosen to hold the bias.
[[nodiscard]] inline float channel_scale(std::string_view where, std::span<const float> values,
                                         const scheme_value& scheme, double bias_in_input_steps) {
    const double magnitude = largest_magnitude(where, values);
    const float scale = profile::quanta::parameters({-magnitude, magnitude}, scheme.target()).scale;
    const double steps = magnitude > 0 ? largest_bias_steps : idle_bias_steps;
    const double least = bias_in_input_steps / steps;
    if (magnitude == 0 && least == 0) return scale;
    return std::clamp(magnitude > 0 ? std::max(scale, static_cast<float>(least)) : static_cast<float>(least),
                      profile::quanta::smallest_scale, std::numeric_limits<float>::max());
}

[[nodiscard]] inline std::vector<float> calibrated_scales(std::string_view where, const real_weights& weights,
                                                          const scheme_value& scheme, float input_scale) {
    if (scheme.granularity.what == granularity_value::kind::tensor)
        return {channel_scale(where, weights.values, scheme, 0)};
    const std::size_t channels = weights.extents[0], size = weights.values.size() / channels;
    std::vector<float> scales(channels);
    for (std::size_t c = 0; c < channels; ++c) {
        const double bias =
            weights.bias.empty() ? 0 : std::max<double>(weights.bias[c], -weights.bias[c]) / input_scale;
        scales[c] = channel_scale(where, weights.values.subspan(c * size, size), scheme, bias);
    }
    return scales;
}

inline void check_scales(std::string_view where, std::span<const float> scales, std::size_t expected) {
    check(scales.size() == expected, where, ": ", scales.size(), " weight scales, expected are ", expected);
    for (const float scale : scales)
        check(is_finite(scale) && scale > 0 && is_finite(1 / scale), where, ": weight scale ", scale,
              " is not positive and finite with a finite reciprocal");
}

} // namespace detail

/// q = profile::quanta::quantize(w, {scale, 0}, lowest, highest), without a bias.
/// `scales`: one, or one for each output channel, as the scheme says; empty: from the largest magnitudes, for a layer whose
/// bias has steps of `input_scale` * scale. Errors, which begin with `where`: a scheme that the graph cannot run, scales of
/// another number, a weight that is not finite.
[[nodiscard]] inline integer_weights quantize_weights(std::string_view where, const real_weights& weights,
                                                      const scheme_value& scheme, std::span<const float> scales,
                                                      float input_scale) {
    check_weights(where, scheme);
    const std::size_t channels = weights.extents[0];
    integer_weights result{scheme.format, weights.extents, {}, {scales.begin(), scales.end()}, {}};
    if (scales.empty()) result.scales = detail::calibrated_scales(where, weights, scheme, input_scale);
    const bool is_shared = scheme.granularity.what == granularity_value::kind::tensor;
    detail::check_scales(where, result.scales, is_shared ? 1 : channels);
    result.values.reserve(weights.values.size());
    for (std::size_t i = 0; i < weights.values.size(); ++i) {
        check(is_finite(weights.values[i]), where, ": a weight is ", weights.values[i], ", it must be finite");
        const float scale = result.scales[is_shared ? 0 : i / (weights.values.size() / channels)];
        result.values.push_back(static_cast<std::int8_t>(
            profile::quanta::quantize(weights.values[i], {scale, 0}, scheme.format.lowest, scheme.format.highest)));
    }
    return result;
}

/// The same with the bias in steps of input scale * weight scale; zeros where there is none.
/// Errors further: a bias that 32 bits cannot hold.
[[nodiscard]] inline integer_weights quantize_layer(std::string_view where, const real_weights& weights,
                                                    const scheme_value& scheme, std::span<const float> scales,
                                                    float input_scale) {
    integer_weights result = quantize_weights(where, weights, scheme, scales, input_scale);
    result.bias =
        op::quantize_bias<profile::quanta>(where, weights.bias, input_scale, result.scales, weights.extents[0]);
    result.bias.resize(weights.extents[0]);
    return result;
}

} // namespace quanta::graph
