// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <quanta/kernel/depthwise_table.hpp>
#include <quanta/op/depthwise_shape.hpp>
#include <quanta/op/quantized_weights.hpp>
#include <quanta/storage/pack_taps.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The weights (OC, KH, KW, 1) of a depthwise convolution as its kernel wants them, zero points taken off, with the scale
/// of each output.
template <IntegerFormat Input, LayerWeights Weights, Profile Arithmetic>
class depthwise_weights {
public:
    using weight_type = typename Weights::storage_type;
    using bias_type = accumulator_type<Input>;

    /// `bias` in steps of the accumulator, one per output, or empty. Errors: a number of scales that is not the
    /// granularity's, a bias of other size, an accumulator that could overflow.
    depthwise_weights(std::string_view operation, const tensor_view<const weight_type, 4>& weights,
                      const quantization<Weights, Arithmetic>& parameters, std::int32_t input_zero_point,
                      std::span<const bias_type> bias, isa::id instruction_set)
        : packed_(pack(operation, weights, parameters, input_zero_point, bias, instruction_set)) {
        for (std::size_t o = 0; o < weights.extent(0); ++o)
            scales_.push_back(parameters.scales()[parameters.slices() == 1 ? 0 : o]);
    }

    [[nodiscard]] const packed_taps& packed() const { return packed_; }
    /// One per output.
    [[nodiscard]] std::span<const float> scales() const { return scales_; }
    /// Bytes of the integers, one each as networks store them, the scales and the zero points, without padding.
    [[nodiscard]] std::size_t bytes() const {
        const tap_layout& layout = packed_.layout();
        return layout.channels() *
               (layout.height() * layout.width() * sizeof(weight_type) + (Weights::is_symmetric ? 4 : 8));
    }

private:
    [[nodiscard]] static packed_taps pack(std::string_view operation, const tensor_view<const weight_type, 4>& weights,
                                          const quantization<Weights, Arithmetic>& parameters,
                                          std::int32_t input_zero_point, std::span<const bias_type> bias,
                                          isa::id instruction_set) {
        check_extent(operation, "the number of weight scales", parameters.slices(),
                     Weights::granularity::slices(weights.extents().data(), 4));
        if (!bias.empty()) check_extent(operation, "the number of biases", bias.size(), weights.extent(0));
        using format = typename Weights::format;
        const tap_format taps = kernel::depthwise_format_for<typename Input::storage_type>(instruction_set);
        return pack_taps<Input, format>(taps_of(weights), taps, {input_zero_point, parameters.zero_points(), bias},
                                        instruction_set);
    }

    packed_taps packed_;
    std::vector<float> scales_;
};

} // namespace quanta::op
