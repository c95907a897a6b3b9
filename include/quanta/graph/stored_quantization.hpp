// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <quanta/graph/quantized_model.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/integer_range.hpp>
#include <quanta/params/affine_params.hpp>
#include <quanta/params/profile_quanta.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// How an integer network keeps the integers of a tensor: as unsigned bytes, those of signed formats 128 higher, their zero
/// point too. Every formula reads differences from the zero point only, so the results are 128 higher likewise and no
/// operator is needed for each pair of signs; a mean of integers, as TensorFlow Lite has it, is told the offset. What
/// `rule::scaled_in_double` adds in double is 128 higher too, which matters within 2^-44 of a tie.
struct stored_quantization {
    std::int32_t offset;     ///< stored - offset is the model's integer
    affine_params params;    ///< of the stored bytes
    op::integer_range range; ///< of the stored bytes

    [[nodiscard]] static stored_quantization of(const tensor_quantization& tensor) {
        return of(tensor, {tensor.format.lowest, tensor.format.highest});
    }
    /// Of integers that a node clamps to `range`.
    [[nodiscard]] static stored_quantization of(const tensor_quantization& tensor, op::integer_range range) {
        const std::int32_t offset = tensor.format.is_signed() ? 128 : 0;
        return {offset,
                {tensor.params.scale, tensor.params.zero_point + offset},
                {range.lowest + offset, range.highest + offset}};
    }

    /// The reals that are let pass, as operators want them: `clamp_range` gives `range` again.
    [[nodiscard]] op::activation activation() const {
        return {profile::quanta::dequantize(range.lowest, params), profile::quanta::dequantize(range.highest, params)};
    }
};

} // namespace quanta::graph
