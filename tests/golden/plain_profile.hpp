// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <quanta/params/params_concepts.hpp>

#include "golden/golden_file.hpp"
#include "golden/plain_layers.hpp"

// A profile's scalar functions over the tensors of a vector.

namespace golden {

/// Arithmetic::quantize of field `x`, with the parameters scale and zero_point, to the format of field `result`.
template <quanta::Profile Arithmetic>
[[nodiscard]] std::vector<int> quantized(const vector& v, const std::string& result) {
    const std::vector<float>& x = v.reals("x");
    const std::vector<quanta::affine_params> params = v.params("");
    const auto [lowest, highest] = limits_of(v[result]);
    const slices slice = slices::of(v, "x");
    std::vector<int> q;
    for (std::size_t i = 0; i < x.size(); ++i)
        q.push_back(Arithmetic::quantize(x[i], params.at(slice(i)), lowest, highest));
    return q;
}

/// Arithmetic::dequantize of field `q`.
template <quanta::Profile Arithmetic>
[[nodiscard]] std::vector<float> dequantized(const vector& v) {
    const std::vector<int> q = v.integers("q");
    const std::vector<quanta::affine_params> params = v.params("");
    const slices slice = slices::of(v, "q");
    std::vector<float> x;
    for (std::size_t i = 0; i < q.size(); ++i) x.push_back(Arithmetic::dequantize(q[i], params.at(slice(i))));
    return x;
}

/// What the activation of a layer lets pass, in integers of `result`'s format with the parameters of y; all of them for a
/// vector without one.
template <quanta::Profile Arithmetic>
[[nodiscard]] limits passed(const vector& v, const std::string& result) {
    const auto [lowest, highest] = limits_of(v[result]);
    if (!v.has("activation_lowest")) return {lowest, highest};
    const quanta::affine_params y = v.only_params("y");
    return {Arithmetic::clamp_bound(v.real("activation_lowest"), y, lowest, highest),
            Arithmetic::clamp_bound(v.real("activation_highest"), y, lowest, highest)};
}

/// What scales the sums of a layer of operands `input` and `weights` to y, one a scale of the weights.
template <quanta::Profile Arithmetic>
[[nodiscard]] std::vector<typename Arithmetic::multiplier_type> multipliers(const vector& v, const std::string& input,
                                                                            const std::string& weights) {
    std::vector<typename Arithmetic::multiplier_type> result;
    for (const quanta::affine_params& w : v.params(weights))
        result.push_back(Arithmetic::multiplier(v.only_params(input).scale, w.scale, v.only_params("y").scale));
    return result;
}

/// Error if a kernel's accumulator would overflow: such vectors prove nothing.
[[nodiscard]] inline std::int32_t in_32_bits(std::int64_t sum) {
    if (!std::in_range<std::int32_t>(sum)) throw std::out_of_range(std::to_string(sum) + " does not fit 32 bits");
    return static_cast<std::int32_t>(sum);
}

/// Arithmetic::requantize of the sums of a layer, whose last axis is its outputs, as field `result` holds it.
template <quanta::Profile Arithmetic>
[[nodiscard]] std::vector<int> requantized(const vector& v, const std::vector<std::int64_t>& sums,
                                           const std::vector<typename Arithmetic::multiplier_type>& by,
                                           const std::string& result) {
    const auto [lowest, highest] = passed<Arithmetic>(v, result);
    const int zero_point = v.only_params("y").zero_point;
    std::vector<int> q;
    for (std::size_t i = 0; i < sums.size(); ++i)
        q.push_back(Arithmetic::requantize(in_32_bits(sums[i]), by[i % by.size()], zero_point, lowest, highest));
    return q;
}
/// The same by the multipliers of operands `input` and `weights`.
template <quanta::Profile Arithmetic>
[[nodiscard]] std::vector<int> requantized(const vector& v, const std::vector<std::int64_t>& sums,
                                           const std::string& input, const std::string& weights,
                                           const std::string& result) {
    return requantized<Arithmetic>(v, sums, multipliers<Arithmetic>(v, input, weights), result);
}

} // namespace golden
