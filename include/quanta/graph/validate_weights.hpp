// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/graph/shape.hpp>
#include <quanta/graph/stored_quantization.hpp>
#include <quanta/graph/validate_edges.hpp>
#include <quanta/op/column_multipliers.hpp>
#include <quanta/op/quantized_weights.hpp>
#include <quanta/params/linear_profile.hpp>
#include <quanta/storage/accumulator_reach.hpp>

namespace quanta::graph::inline QUANTA_ABI {

namespace detail {

/// Errors unless there are as many weights as the extents say, all in the format's range, and one scale or one for each
/// output; `biases`: how many there are.
inline void check_weights_data(std::string_view where, const integer_weights& weights, std::size_t biases,
                               std::size_t expected_biases) {
    const auto& [name, lowest, highest, bits] = weights.format;
    check_byte_format(where, "weights", weights.format);
    check(weights.format.is_signed(), where, ": weights in ", name, ", they must be signed");
    const std::size_t count = element_count(where, weights.extents), outputs = weights.extents[0];
    check(weights.values.size() == count, where, ": weights ", shape_text(weights.extents), " with ",
          weights.values.size(), " values, expected are ", count);
    for (const std::int8_t value : weights.values)
        check(value >= lowest && value <= highest, where, ": weight ", int{value}, " is not in ", name, "'s range [",
              lowest, ", ", highest, "]");
    check(weights.scales.size() == 1 || weights.scales.size() == outputs, where, ": ", weights.scales.size(),
          " weight scales, expected are 1 or ", outputs);
    for (const float scale : weights.scales) check_scale(where, scale);
    check(biases == expected_biases, where, ": ", biases, " biases, expected are ", expected_biases);
}

/// Errors unless no sum of products and bias leaves 32 bits, whatever the stored bytes of the input are: its zero point is
/// one of `zero_points`.
inline void check_accumulators(std::string_view where, const integer_weights& weights,
                               std::initializer_list<std::int32_t> zero_points) {
    const std::size_t outputs = weights.extents[0], size = weights.values.size() / outputs;
    for (const std::int32_t zero_point : zero_points)
        for (std::size_t o = 0; o < outputs; ++o) {
            accumulator_reach sum(-zero_point, 255 - zero_point, weights.bias.empty() ? 0 : weights.bias[o]);
            for (std::size_t i = o * size; i < (o + 1) * size; ++i) sum.add(weights.values[i]);
            check(sum.fits(), where, ": the accumulator of output ", o, " could reach ", sum.farthest(),
                  ", 32 bits hold +-2147483647");
        }
}

} // namespace detail

/// Errors, which begin with `where`, unless a layer can multiply integers `input` by these weights and give `output`, or
/// floats where there is none. `profile`: `profile::any`, or of a fully connected layer `profile::any_linear`.
template <KnownAtRunTime Arithmetic>
void validate_weights(std::string_view where, const integer_weights& weights, const tensor_quantization& input,
                      const std::optional<tensor_quantization>& output, const Arithmetic& profile) {
    detail::check_weights_data(where, weights, weights.bias.size(), weights.extents.empty() ? 0 : weights.extents[0]);
    const stored_quantization stored = stored_quantization::of(input);
    detail::check_accumulators(where, weights, {stored.params.zero_point});
    std::vector<float> steps;
    for (const float scale : weights.scales) {
        static_cast<void>(op::checked_multiplier(where, profile, input.params.scale, scale,
                                                 output ? double{output->params.scale} : 1.0, "output ", steps.size()));
        steps.push_back(static_cast<float>(double{input.params.scale} * scale));
    }
    op::check_steps(where, steps);
}

/// The same for a layer that quantizes floats in each run.
inline void validate_weights(std::string_view where, const dynamic_weights& layer) {
    check_dynamic_activations(where, layer.activations);
    detail::check_weights_data(where, layer.weights, layer.bias.size(),
                               layer.weights.extents.empty() ? 0 : layer.weights.extents[0]);
    check(layer.weights.bias.empty(), where, ": a bias in integers and one in floats");
    for (const float value : layer.bias) check(is_finite(value), where, ": a bias is ", value, ", it must be finite");
    detail::check_accumulators(where, layer.weights, {0, 255});
}

} // namespace quanta::graph
