// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/core/diagnostics.hpp>
#include <quanta/core/wide_multiplier.hpp>
#include <quanta/epilogue/requantize_by_double.hpp>
#include <quanta/epilogue/requantize_wide_fixed_point.hpp>
#include <quanta/params/profile_quanta.hpp>
#include <quanta/params/profile_tflite.hpp>
#include <quanta/params/profile_tflite_single.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// How a profile requantizes 64-bit sums, as layers of 16-bit activations have them: the epilogue stage, and the multiplier
/// that it wants, from the scales of both sides and of the output.
template <class Arithmetic>
struct wide_requantize_stage {
    static_assert(dependent_false<Arithmetic>,
                  "quanta: this profile does not say how 64-bit sums are requantized; layers of 16-bit activations run "
                  "under profile::quanta, profile::tflite and profile::tflite_single. Add a specialization of "
                  "op::wide_requantize_stage");
};

/// m = lhs * rhs / out, all in double: a sum of 48 bits times a float would not be exact enough for 16 bits.
template <>
struct wide_requantize_stage<profile::quanta> {
    using type = epilogue::requantize_by_double<rule::ties_to_even>;
    [[nodiscard]] static double multiplier(double lhs, double rhs, double out) { return lhs * rhs / out; }
};

/// The multiplier of 32-bit sums, cut to 15 bits. Both of TensorFlow Lite's ways to round have one rule for 64 bits.
template <>
struct wide_requantize_stage<profile::tflite> {
    using type = epilogue::requantize_wide_fixed_point;
    /// Error unless lhs * rhs / out is in [0, 128).
    [[nodiscard]] static wide_multiplier multiplier(double lhs, double rhs, double out) {
        return to_wide(profile::tflite::multiplier(lhs, rhs, out));
    }
};
template <>
struct wide_requantize_stage<profile::tflite_single> : wide_requantize_stage<profile::tflite> {};

/// In double too, with ties away from zero (LiteRT 2; TensorFlow Lite once did as in convolutions).
template <>
struct wide_requantize_stage<profile::tflite_linear> {
    using type = epilogue::requantize_by_double<rule::ties_away>;
    [[nodiscard]] static double multiplier(double lhs, double rhs, double out) {
        return profile::tflite_linear::multiplier(lhs, rhs, out);
    }
};

} // namespace quanta::op
