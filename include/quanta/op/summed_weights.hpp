// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <quanta/op/quantized_weights.hpp>
#include <quanta/storage/pack_rhs.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The weights (N, K) of a layer whose input gets its zero points in the call, with what those are multiplied with: the sum
/// of each output's weights.
template <IntegerFormat Input, LayerWeights Weights, Profile Arithmetic>
class summed_weights : public quantized_weights<Input, Weights, Arithmetic> {
public:
    using typename quantized_weights<Input, Weights, Arithmetic>::weight_type;

    /// Errors as `quantized_weights`; the depth must be safe for every zero point that the input could get.
    summed_weights(std::string_view operation, const tensor_view<const weight_type, 2>& weights,
                   const quantization<Weights, Arithmetic>& scales, isa::id instruction_set, std::size_t groups = 1)
        : quantized_weights<Input, Weights, Arithmetic>(operation, weights, scales, 0, {}, instruction_set, groups),
          sums_(column_sums<typename Weights::format>(transposed(weights))) {
        for (const std::int32_t zero_point : {Input::lowest, Input::highest})
            check_accumulator<Input, typename Weights::format>(transposed(weights),
                                                               {zero_point, scales.zero_points(), {}});
    }

    /// One per output, of weights as the kernel sees them, modulo 2^32.
    [[nodiscard]] std::span<const std::int32_t> sums() const { return sums_; }

private:
    std::vector<std::int32_t> sums_;
};

} // namespace quanta::op
