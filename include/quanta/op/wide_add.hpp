// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <quanta/op/add.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The sum of two tensors of symmetric 16-bit integers, each with a scale of its own.
///
///     output = int(rint(clamp(fma(float(l), ml, float(r) * mr), lowest, highest)))
///     ml = profile.multiplier(left scale, 1, output scale), mr likewise
///
/// where the profile scales in floats. Where it scales in fixed point, as TensorFlow Lite:
///
///     output = profile.requantize(scaled(l 2^15, ml) + scaled(r 2^15, mr), m)
///     t = 2 max(left scale, right scale), ml = left scale / t, mr = right scale / t, m = t / (2^15 output scale)
///
/// Immutable; runs on the instruction set that was selected when it was made.
template <Profile Arithmetic = profile::quanta>
class wide_add : public stored_pairs<std::int16_t, Arithmetic, detail::stored_sum<std::int16_t>> {
public:
    using stored_pairs<std::int16_t, Arithmetic, detail::stored_sum<std::int16_t>>::stored_pairs;
};

} // namespace quanta::op
