// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/interop/calibration_file/text_file.hpp>
#include <quanta/interop/calibration_file/text_lines.hpp>
#include <quanta/interop/calibration_table.hpp>
#include <quanta/interop/in_quotes.hpp>

// TensorRT's calibration cache, the text that `IInt8Calibrator::writeCalibrationCache` gets:
//
//     TRT-8501-EntropyCalibration2
//     data: 3c008912
//     conv1:0: 3c88edfc
//
// The first line is TensorRT's version and the calibrator, and it uses no cache of another; then, for each tensor, its name,
// a colon, a space, and the bits of its scale, an IEEE float of 32 bits, as a hexadecimal number (so its bytes are
// big-endian). Names may hold colons and spaces: the last ": " of a line counts. (ONNX Runtime, which reads such caches too,
// takes the first colon instead.)
// Sources: NVIDIA Model Optimizer, modelopt/onnx/quantization/calib_utils.py; ONNX Runtime, ReadDynamicRange of its TensorRT
// execution provider.

namespace quanta::interop::inline QUANTA_ABI {

/// A calibration cache of TensorRT: symmetric int8 scales, real = integer * scale.
struct tensorrt_cache {
    std::string header; ///< such as "TRT-8501-EntropyCalibration2"
    std::map<std::string, float, std::less<>> scales;
    friend bool operator==(const tensorrt_cache&, const tensorrt_cache&) = default;
};

namespace detail {

/// The float of 1 to 8 hexadecimal digits; nothing if it is none or no scale: negative, infinite, NaN.
[[nodiscard]] inline std::optional<float> tensorrt_scale(std::string_view digits) {
    if (digits.empty() || digits.size() > 8) return std::nullopt;
    std::uint32_t bits = 0;
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), bits, 16);
    const auto scale = std::bit_cast<float>(bits);
    if (end.ec != std::errc() || end.ptr != digits.data() + digits.size() || !is_finite(scale) || bits >> 31 != 0)
        return std::nullopt;
    return scale;
}

[[nodiscard]] inline bool is_tensorrt_header(std::string_view line) {
    return line.starts_with("TRT-") && line.find_first_of("\r\n") == std::string_view::npos;
}

} // namespace detail

/// The cache that a text is; `file` is what errors call it. Errors, which name the line: a header that does not begin with
/// "TRT-", no name or no scale, a scale that is negative or not finite, a name that occurs twice.
[[nodiscard]] inline tensorrt_cache parse_tensorrt_cache(std::string_view text,
                                                         std::string_view file = "calibration cache") {
    detail::text_lines lines(text, file);
    check(lines.next(), file, ": is empty");
    tensorrt_cache cache{std::string(lines.line()), {}};
    lines.check_here(detail::is_tensorrt_header(cache.header), detail::in_quotes(cache.header),
                     " is no header of TensorRT such as TRT-8501-EntropyCalibration2");
    while (lines.next()) {
        const std::string_view line = lines.line();
        if (line.empty()) continue;
        const std::size_t end = line.rfind(": ");
        lines.check_here(end != std::string_view::npos && end > 0, "no name, colon, space and scale");
        const std::string_view name = line.substr(0, end), digits = line.substr(end + 2);
        const std::optional<float> scale = detail::tensorrt_scale(digits);
        if (!scale)
            lines.check_here(false, detail::in_quotes(digits),
                             " is no hexadecimal form of a finite float that is not negative");
        if (!cache.scales.emplace(name, *scale).second)
            lines.check_here(false, "a second scale of ", detail::in_quotes(name));
    }
    return cache;
}

[[nodiscard]] inline tensorrt_cache load_tensorrt_cache(const std::filesystem::path& path) {
    return parse_tensorrt_cache(detail::text_file(path).text(), path.string());
}

/// The cache as text, tensors in the order of their names. Errors: what `parse_tensorrt_cache` would refuse.
[[nodiscard]] inline std::string text_of(const tensorrt_cache& cache) {
    check(detail::is_tensorrt_header(cache.header), "calibration cache: ", detail::in_quotes(cache.header),
          " is no header of TensorRT such as TRT-8501-EntropyCalibration2");
    std::string lines = cache.header + '\n';
    for (const auto& [name, scale] : cache.scales) {
        check(!name.empty() && name.find_first_of("\r\n") == std::string::npos, "calibration cache: the name ",
              detail::in_quotes(name), " is empty or has several lines");
        check(is_finite(scale) && !std::signbit(scale), "calibration cache: the scale ", scale, " of '", name,
              "' is negative or not finite");
        std::string digits = "00000000";
        auto bits = std::bit_cast<std::uint32_t>(scale);
        for (std::size_t i = digits.size(); i-- > 0; bits >>= 4) digits[i] = "0123456789abcdef"[bits & 15];
        lines.append(name).append(": ").append(digits).push_back('\n');
    }
    return lines;
}

/// Writes the cache to a file that takes its place when it is whole. Errors further: it cannot be written.
inline void save_tensorrt_cache(const tensorrt_cache& cache, const std::filesystem::path& path) {
    detail::write_text(text_of(cache), path);
}

/// maximum = 127 scale = -minimum, exact in double.
[[nodiscard]] inline range_table ranges_of(const tensorrt_cache& cache) {
    range_table ranges;
    for (const auto& [name, scale] : cache.scales) ranges[name] = {{-127.0 * scale, 127.0 * scale}};
    return ranges;
}

/// scale = float(maximum(-minimum, maximum) / 127). Error if a tensor has more than one range: a cache has no channels.
[[nodiscard]] inline tensorrt_cache tensorrt_cache_of(const range_table& ranges, std::string header) {
    tensorrt_cache cache{std::move(header), {}};
    for (const auto& [name, of_channels] : ranges) {
        check(of_channels.size() == 1, "calibration cache: '", name, "' has ", of_channels.size(),
              " ranges, a cache has one for each tensor");
        cache.scales[name] = static_cast<float>(std::max(-of_channels[0].minimum, of_channels[0].maximum) / 127);
    }
    return cache;
}

} // namespace quanta::interop
