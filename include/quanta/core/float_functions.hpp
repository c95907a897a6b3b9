// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/isa/target.hpp>

namespace quanta::inline QUANTA_ABI {

// Not those of <cmath>: its inline overloads have one symbol whatever a translation unit's flags are, so the linker may
// give a baseline unit the copy of a unit with AVX.

/// Whether x is neither infinite nor NaN.
[[nodiscard]] inline bool is_finite(float x) { return __builtin_isfinite(x); }
[[nodiscard]] inline bool is_finite(double x) { return __builtin_isfinite(x); }

[[nodiscard]] inline bool is_nan(float x) { return __builtin_isnan(x); }
[[nodiscard]] inline bool is_nan(double x) { return __builtin_isnan(x); }

/// a * b + c, rounded once.
[[nodiscard]] inline float fused_multiply_add(float a, float b, float c) { return __builtin_fmaf(a, b, c); }

} // namespace quanta
