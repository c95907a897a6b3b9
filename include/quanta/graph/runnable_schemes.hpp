// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <string_view>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/scheme_value.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// Error unless the format's integers are bytes, hold 0, and something beside it.
inline void check_byte_format(std::string_view where, std::string_view what, const format_value& format) {
    using signed_byte = std::numeric_limits<signed char>;
    const int least = format.is_signed() ? signed_byte::min() : 0;
    const int most = format.is_signed() ? signed_byte::max() : std::numeric_limits<unsigned char>::max();
    check(format.lowest >= least && format.lowest <= 0 && format.highest > 0 && format.highest <= most, where, ": ",
          what, " in ", format.name, ", integers from ", format.lowest, " to ", format.highest,
          ", do not fit a byte; the graph runs uint8, int8 and narrower formats");
}

/// Error unless the graph can keep the integers of a tensor so: bytes, per tensor.
inline void check_activations(std::string_view where, const scheme_value& scheme) {
    check_byte_format(where, "activations", scheme.format);
    check(scheme.granularity.what == granularity_value::kind::tensor, where, ": activations ", scheme_text(scheme),
          "; the graph runs activations per tensor");
    check(!scheme.is_symmetric || scheme.format.is_signed(), where, ": activations ", scheme_text(scheme),
          "; a symmetric scheme needs a signed format");
}

/// Error unless the graph can multiply by weights that are so: signed bytes, symmetric, per tensor or per output channel.
inline void check_weights(std::string_view where, const scheme_value& scheme) {
    check_byte_format(where, "weights", scheme.format);
    const bool is_shared =
        scheme.granularity.what == granularity_value::kind::tensor ||
        (scheme.granularity.what == granularity_value::kind::channel && scheme.granularity.axis == 0);
    check(scheme.is_symmetric && scheme.format.is_signed() && is_shared, where, ": weights ", scheme_text(scheme),
          "; the graph runs symmetric int8, int8_narrow, int7, int4, int4_narrow, int2 and ternary weights, per tensor "
          "or "
          "per channel of axis 0");
}

/// Error unless a layer can quantize its input so in each run.
inline void check_dynamic_activations(std::string_view where, const scheme_value& scheme) {
    check_activations(where, scheme);
    const bool is_uint8 = scheme.format == format_value_of<uint8>, is_int8 = scheme.format == format_value_of<int8>;
    check((is_uint8 || is_int8) && !scheme.is_symmetric, where, ": dynamic activations ", scheme_text(scheme),
          "; layers quantize their input to uint8 or int8, asymmetric");
}

} // namespace quanta::graph
