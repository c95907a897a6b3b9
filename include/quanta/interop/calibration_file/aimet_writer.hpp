// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/interop/aimet_encoding.hpp>
#include <quanta/interop/calibration_file/decimal_text.hpp>
#include <quanta/interop/calibration_file/json_quoted.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// Error unless a file can hold the encoding.
inline void check_aimet_encoding(const std::string& name, const aimet_encoding& encoding, aimet_version version) {
    const std::string where = text("AIMET encodings: '", name, "'");
    check(!name.empty(), "AIMET encodings: an empty name");
    check(encoding.bitwidth >= 1 && encoding.bitwidth <= 32, where, " has ", encoding.bitwidth, " bits");
    const std::size_t count = encoding.scales.size();
    check(encoding.offsets.size() == count && (encoding.is_float ? count == 0 : count > 0), where, " has ", count,
          " scales and ", encoding.offsets.size(), " offsets");
    check(encoding.ranges.empty() || encoding.ranges.size() == count, where, " has ", encoding.ranges.size(),
          " ranges for ", count, " scales");
    const bool is_of_tensor = encoding.kind == aimet_encoding_kind::per_tensor;
    const bool is_in_blocks = encoding.kind == aimet_encoding_kind::per_block;
    check(!is_of_tensor || count <= 1, where, " has ", count, " scales of one tensor");
    check(is_in_blocks == (encoding.block_size > 0), where, " has blocks of ", encoding.block_size);
    check(!is_in_blocks || version == aimet_version::v1_0_0, where, " is in blocks, which version 0.6.1 has not");
    for (std::size_t i = 0; i < count; ++i) {
        check(is_finite(encoding.scales[i]) && encoding.scales[i] > 0, where, " has the scale ", encoding.scales[i]);
        check(std::abs(encoding.offsets[i]) <= std::int64_t{1} << 32 &&
                  is_aimet_offset(encoding.bitwidth, encoding.is_symmetric, encoding.offsets[i]),
              where, " has the offset ", encoding.offsets[i]);
        if (encoding.ranges.empty()) continue;
        const real_range &range = encoding.ranges[i], made = aimet_range(encoding, i);
        check(is_aimet_range(range, made, encoding.scales[i]), where, " has the range [", range.minimum, ", ",
              range.maximum, "], and its scale and offset make [", made.minimum, ", ", made.maximum, "]");
    }
}

/// A list with `show(i)` for each i below `count`.
template <class Show>
[[nodiscard]] std::string json_list(std::size_t count, const Show& show) {
    std::string list = "[";
    for (std::size_t i = 0; i < count; ++i) list.append(i == 0 ? "" : ", ").append(show(i));
    return list + ']';
}

[[nodiscard]] inline std::string aimet_text_0_6_1(const aimet_encoding& encoding) {
    if (encoding.is_float) return text("[{\"bitwidth\": ", encoding.bitwidth, ", \"dtype\": \"float\"}]");
    return json_list(encoding.scales.size(), [&](std::size_t i) {
        const real_range range = encoding.ranges.empty() ? aimet_range(encoding, i) : encoding.ranges[i];
        return text("{\"bitwidth\": ", encoding.bitwidth, ", \"dtype\": \"int\", \"is_symmetric\": \"",
                    encoding.is_symmetric ? "True" : "False", "\", \"max\": ", decimal_text(range.maximum),
                    ", \"min\": ", decimal_text(range.minimum), ", \"offset\": ", encoding.offsets[i],
                    ", \"scale\": ", decimal_text(encoding.scales[i]), "}");
    });
}

[[nodiscard]] inline std::string aimet_text_1_0_0(const std::string& quoted_name, const aimet_encoding& encoding) {
    const std::string_view kind = aimet_kind_names[static_cast<std::size_t>(encoding.kind)];
    std::string members = text("\"bw\": ", encoding.bitwidth, ", \"dtype\": \"", encoding.is_float ? "FLOAT" : "INT",
                               "\", \"enc_type\": \"", kind, "\", \"name\": ", quoted_name);
    if (encoding.kind == aimet_encoding_kind::per_block) members += text(", \"block_size\": ", encoding.block_size);
    if (encoding.is_float) return '{' + members + '}';
    const std::size_t count = encoding.scales.size();
    const auto scale = [&](std::size_t i) { return decimal_text(encoding.scales[i]); };
    const auto offset = [&](std::size_t i) { return decimal_text(static_cast<double>(encoding.offsets[i])); };
    return text('{', members, ", \"is_sym\": ", encoding.is_symmetric ? "true" : "false",
                ", \"offset\": ", json_list(count, offset), ", \"scale\": ", json_list(count, scale), '}');
}

/// One line a tensor.
[[nodiscard]] inline std::string aimet_section(const aimet_encoding_map& section, aimet_version version) {
    const bool has_names = version == aimet_version::v0_6_1;
    std::string lines;
    for (const auto& [name, encoding] : section) {
        check_aimet_encoding(name, encoding, version);
        const std::string quoted = json_quoted(name, "AIMET encodings");
        lines += lines.empty() ? "\n        " : ",\n        ";
        lines += has_names ? quoted + ": " + aimet_text_0_6_1(encoding) : aimet_text_1_0_0(quoted, encoding);
    }
    const std::string_view brackets = has_names ? "{}" : "[]";
    return lines.empty() ? std::string(brackets) : text(brackets[0], lines, "\n    ", brackets[1]);
}

[[nodiscard]] inline std::string aimet_text(const aimet_encodings& encodings) {
    return text("{\n    \"activation_encodings\": ", aimet_section(encodings.activations, encodings.version),
                ",\n    \"param_encodings\": ", aimet_section(encodings.params, encodings.version),
                ",\n    \"version\": \"", aimet_version_names[static_cast<std::size_t>(encodings.version)], "\"\n}\n");
}

} // namespace detail

} // namespace quanta::interop
