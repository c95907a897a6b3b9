// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <quanta/op/operands.hpp>
#include <quanta/op/quantized_weights.hpp>
#include <quanta/op/scale_guard.hpp>
#include <quanta/quantizer/as_view.hpp>
#include <quanta/storage/quantized_tensor.hpp>
#include <quanta/tensor/runs.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// What a layer that reads `Input` is made from, and what had to be done for it.
template <IntegerFormat Input, LayerWeights Weights, std::size_t Rank, Profile Arithmetic>
struct guarded_weights {
    quantized_tensor<Weights, Rank, Arithmetic> weights;
    std::vector<accumulator_type<Input>> bias; ///< in steps of input scale * weight scale; empty where there is none
    std::vector<guard_finding> findings;
};

namespace detail {

/// The values in the order of their indices: the view's own memory where they lie so, else copied to `memory`.
template <std::size_t Rank>
[[nodiscard]] std::span<const float> in_order(const tensor_view<const float, Rank>& values,
                                              std::vector<float>& memory) {
    if (values.is_contiguous()) return {values.data(), values.size()};
    memory.reserve(values.size());
    for_each_run<per_tensor>(values.extents(), [&](const run& row) {
        const float* first = first_element(values, row);
        for (std::size_t i = 0; i < row.length; ++i)
            memory.push_back(first[static_cast<std::ptrdiff_t>(i) * values.stride(Rank - 1)]);
    });
    return memory;
}

/// The parameters that `guard` has for each slice of the weights of `outputs` outputs.
template <LayerWeights Weights, Profile Arithmetic>
[[nodiscard]] quantization<Weights, Arithmetic> guarded(const quantization<Weights, Arithmetic>& parameters,
                                                        std::size_t outputs, scale_guard<Arithmetic>& guard) {
    const std::size_t slices = parameters.slices(), each = outputs / slices;
    std::vector<float> scales;
    for (std::size_t slice = 0; slice < slices; ++slice)
        scales.push_back(guard(slice * each, each, parameters[slice]).scale);
    return {scales, parameters.zero_points()};
}

} // namespace detail

/// Quantizes the weights (N, ...) and the bias (N) of a layer so that the layer can run with them, whatever its input:
/// where `parameters` would have a bias, a sum or a step that the accumulators cannot hold, a weight scale is widened and
/// reported, or refused, as `policy` says. For `linear`, `conv2d`, `depthwise_conv2d` and `conv2d_transpose`:
///
///     const auto guarded = guard_weights<activations>("stem", weights, parameters, bias, input, guard_policy::repair);
///     const conv2d<activations, weights> layer(guarded.weights.view(), guarded.weights.parameters(), guarded.bias, ...);
///
/// `parameters`: `calibrate<Weights>(weights)`, or known ones. Errors, which begin with `layer`: an axis of zero, sizes
/// that do not fit, an input that is none, a weight or a bias that is not finite, and what is refused or beyond repair.
template <class Activations, WeightsFor<Activations> Weights, Profile Arithmetic, Viewable Reals>
[[nodiscard]] auto guard_weights(std::string_view layer, const Reals& reals,
                                 const quantization<Weights, Arithmetic>& parameters, std::span<const float> bias,
                                 affine_params input, guard_policy policy, const Arithmetic& profile = Arithmetic{}) {
    using format = typename Activations::format;
    using weight_format = typename Weights::format;
    constexpr std::size_t rank = decltype(as_view(reals))::rank;
    const tensor_view<const float, rank> weights = as_view(reals);
    const std::size_t outputs = weights.extent(0);
    check(weights.size() > 0, layer, ": weights of ", outputs, " outputs have an axis of zero");
    check_extent(layer, "the number of weight scales", parameters.slices(),
                 Weights::granularity::slices(weights.extents().data(), rank));
    if (!bias.empty()) check_extent(layer, "the number of biases", bias.size(), outputs);
    check_params<format>(layer, input, "input");
    std::vector<float> memory;
    const integer_range inputs{format::lowest - input.zero_point, format::highest - input.zero_point};
    scale_guard guard({layer,
                       outputs,
                       detail::in_order(weights, memory),
                       bias,
                       {weight_format::lowest, weight_format::highest},
                       input.scale,
                       {inputs, inputs},
                       accumulator_limit<format>},
                      profile, policy);
    const auto wide = detail::guarded(parameters, outputs, guard);
    return guarded_weights<format, Weights, rank, Arithmetic>{
        quantize_tensor(weights, wide),
        quantize_bias<format>(layer, profile, bias, input.scale, wide.scales(), outputs), std::move(guard).findings()};
}

} // namespace quanta::op
