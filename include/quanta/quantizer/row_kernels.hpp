// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/core/diagnostics.hpp>

namespace quanta {

/// What quantizes a row of values that share their parameters.
struct row_params {
    float scale;
    std::int32_t zero_point;
    std::int32_t lowest;  ///< of the format
    std::int32_t highest; ///< of the format
};

/// What quantizes a row where each value has parameters of its own (per channel on the last axis).
struct column_params {
    const float* scales;             ///< one a value
    const std::int32_t* zero_points; ///< one a value
    std::int32_t lowest;
    std::int32_t highest;
};

} // namespace quanta

namespace quanta::inline QUANTA_ABI {

/// The parameters of the values from `index` on, for the rest of a row.
[[nodiscard]] inline row_params params_from(const row_params& params, std::size_t) { return params; }
[[nodiscard]] inline column_params params_from(const column_params& params, std::size_t index) {
    return {params.scales + index, params.zero_points + index, params.lowest, params.highest};
}

// The row kernels: one specialization for each tag. `run` is a leaf: `count` contiguous values in, as many out, no byte
// outside them is read or written, and the bits are those of the reference on every instruction set. `Reals` is a rule,
// `rule::reals`: profiles that share it share the kernel.

/// `run(const float* in, count, row_params or column_params, T* out)`, T = uint8, int8 or int16.
template <class Tag, class Reals>
struct quantize_row {
    static_assert(dependent_false<Tag>,
                  "quantize_row has no kernel for this tag: add quantizer/<arch>/quantize_row_<isa>.hpp");
};

/// `run(const T* in, count, row_params or column_params, float* out)`, T = uint8, int8 or int16.
template <class Tag>
struct dequantize_row {
    static_assert(dependent_false<Tag>,
                  "dequantize_row has no kernel for this tag: add quantizer/<arch>/dequantize_row_<isa>.hpp");
};

/// The same for every rule: all take integers back to reals alike.
template <class Tag, class>
using dequantize_row_by = dequantize_row<Tag>;

/// `run(const float* in, count, row_params or column_params, float* out)`; `in` may be `out`.
template <class Tag, class Reals>
struct fake_quantize_row {
    static_assert(dependent_false<Tag>,
                  "fake_quantize_row has no kernel for this tag: add quantizer/<arch>/fake_quantize_row_<isa>.hpp");
};

} // namespace quanta
