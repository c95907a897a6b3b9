// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <quanta/op/mul.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The product, value by value, of two tensors of symmetric 16-bit integers, each with a scale of its own.
///
///     output = profile.requantize(l * r, profile.multiplier(left scale, right scale, output scale))
///
/// In fixed point the multiplier is that of the floats left scale * right scale / output scale, as TensorFlow Lite has it.
/// Immutable; runs on the instruction set that was selected when it was made.
template <Profile Arithmetic = profile::quanta>
class wide_mul : public stored_pairs<std::int16_t, Arithmetic, detail::stored_product<std::int16_t>> {
public:
    using stored_pairs<std::int16_t, Arithmetic, detail::stored_product<std::int16_t>>::stored_pairs;
};

} // namespace quanta::op
