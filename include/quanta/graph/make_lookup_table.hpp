// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/op/functions.hpp>
#include <quanta/params/any_profile.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// f(x), the function that the operation applies.
[[nodiscard]] inline float evaluate(const operations::elementwise& each, float x) {
    switch (each.what) {
    case function::relu: return op::functions::relu{}(x);
    case function::relu6: return op::functions::relu6{}(x);
    case function::leaky_relu: return op::functions::leaky_relu{each.lowest}(x);
    case function::clamp: return op::functions::clamp{each.lowest, each.highest}(x);
    case function::sigmoid: return op::functions::sigmoid{}(x);
    case function::tanh: return op::functions::tanh{}(x);
    case function::hard_swish: return op::functions::hard_swish{}(x);
    case function::gelu: return op::functions::gelu{}(x);
    case function::user: check(each.evaluate != nullptr, "user function '", each.name, "': no code"); break;
    }
    return each.evaluate(x);
}

/// The smallest integer that is stored in a byte as the format's are: -128 or 0.
[[nodiscard]] constexpr int lowest_storable(const format_value& format) {
    return format.is_signed() ? std::numeric_limits<std::int8_t>::min() : 0;
}

/// values[q - lowest storable] = quantize(f(dequantize(q))), clamped to `range`; NaN becomes the zero point, clamped.
template <class Function>
[[nodiscard]] lookup_table make_lookup_table(const Function& function, const tensor_quantization& input,
                                             const tensor_quantization& output, op::integer_range range,
                                             const profile::any& profile) {
    lookup_table table{};
    for (int i = 0; i < 256; ++i) {
        const float x = profile.dequantize(i + lowest_storable(input.format), input.params);
        const int q = profile.quantize(function(x), output.params, range.lowest, range.highest);
        table[static_cast<std::size_t>(i)] = static_cast<std::int8_t>(std::clamp(q, range.lowest, range.highest));
    }
    return table;
}

} // namespace quanta::graph
