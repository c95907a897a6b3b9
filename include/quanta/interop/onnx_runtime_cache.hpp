// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/interop/calibration_file/decimal_text.hpp>
#include <quanta/interop/calibration_file/text_file.hpp>
#include <quanta/interop/calibration_file/text_lines.hpp>
#include <quanta/interop/calibration_table.hpp>
#include <quanta/interop/in_quotes.hpp>

// ONNX Runtime's "calibration.cache", a text beside the JSON one, for its TensorRT execution provider:
//
//     conv1 13.831949234008789
//
// A line has a name, which may hold spaces, a space, and the largest value of the tensor. Since onnxruntime 1.17 that is not
// the largest magnitude but maximum(lowest, highest): for a tensor in [-5, 1] it is 1, and clips what is below -1. The JSON
// text has both ends.
// Source: onnxruntime 1.32, quantization/quant_utils.py (write_calibration_table).

namespace quanta::interop::inline QUANTA_ABI {

/// A cache of ONNX Runtime: the largest value of each tensor, at least 0.
struct onnx_runtime_cache {
    std::map<std::string, double, std::less<>> largest;
    friend bool operator==(const onnx_runtime_cache&, const onnx_runtime_cache&) = default;
};

/// The cache that a text is; `file` is what errors call it. Errors, which name the line: no name or number, a number that is
/// negative or not finite, a name that occurs twice.
[[nodiscard]] inline onnx_runtime_cache parse_onnx_runtime_cache(std::string_view text,
                                                                 std::string_view file = "ONNX Runtime cache") {
    onnx_runtime_cache cache;
    for (detail::text_lines lines(text, file); lines.next();) {
        const std::string_view line = lines.line();
        if (line.empty()) continue;
        const std::size_t end = line.rfind(' ');
        lines.check_here(end != std::string_view::npos && end > 0, "no name, space and number");
        const std::string_view name = line.substr(0, end), number = line.substr(end + 1);
        const std::optional<double> largest = detail::decimal_of<double>(number);
        if (!largest || !is_finite(*largest))
            lines.check_here(false, detail::in_quotes(number), " is no finite number");
        lines.check_here(*largest >= 0, "the largest value is negative, ", *largest,
                         ": the JSON text has the range of such a tensor");
        const bool is_new = cache.largest.emplace(name, *largest).second;
        if (!is_new) lines.check_here(false, "a second line of ", detail::in_quotes(name));
    }
    return cache;
}

[[nodiscard]] inline onnx_runtime_cache load_onnx_runtime_cache(const std::filesystem::path& path) {
    return parse_onnx_runtime_cache(detail::text_file(path).text(), path.string());
}

/// The cache as text, in the order of the names. Errors: what `parse_onnx_runtime_cache` would refuse.
[[nodiscard]] inline std::string text_of(const onnx_runtime_cache& cache) {
    std::string lines;
    for (const auto& [name, largest] : cache.largest) {
        check(!name.empty() && name.find_first_of("\r\n") == std::string::npos, "ONNX Runtime cache: the name ",
              detail::in_quotes(name), " is empty or has several lines");
        check(is_finite(largest) && largest >= 0, "ONNX Runtime cache: the largest value ", largest, " of '", name,
              "' is negative or not finite");
        lines.append(name).append(" ").append(detail::decimal_text(largest)).append("\n");
    }
    return lines;
}

/// Writes the cache to a file that takes its place when it is whole. Errors further: it cannot be written.
inline void save_onnx_runtime_cache(const onnx_runtime_cache& cache, const std::filesystem::path& path) {
    detail::write_text(text_of(cache), path);
}

/// maximum = largest value = -minimum, as TensorRT's `setDynamicRange` is called with it.
[[nodiscard]] inline range_table ranges_of(const onnx_runtime_cache& cache) {
    range_table ranges;
    for (const auto& [name, largest] : cache.largest) ranges[name] = {{-largest, largest}};
    return ranges;
}

/// maximum(-minimum, maximum): the largest magnitude, as onnxruntime wrote it before 1.17. Error if a tensor has more than
/// one range: a cache has no channels.
[[nodiscard]] inline onnx_runtime_cache onnx_runtime_cache_of(const range_table& ranges) {
    onnx_runtime_cache cache;
    for (const auto& [name, of_channels] : ranges) {
        check(of_channels.size() == 1, "ONNX Runtime cache: '", name, "' has ", of_channels.size(),
              " ranges, a cache has one for each tensor");
        cache.largest[name] = std::max(-of_channels[0].minimum, of_channels[0].maximum);
    }
    return cache;
}

} // namespace quanta::interop
