// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/interop/calibration_file/decimal_text.hpp>
#include <quanta/interop/calibration_file/json_quoted.hpp>
#include <quanta/interop/calibration_file/onnx_runtime_reader.hpp>
#include <quanta/interop/calibration_file/text_file.hpp>
#include <quanta/interop/calibration_table.hpp>

// The JSON text of ONNX Runtime's calibration, which `write_calibration_table` of its quantization tools writes as
// "calibration.json" and `load_tensors_data` reads:
//
//     {"CLS": "TensorsData", "data": {"conv1": {
//          "lowest": {"data": [-1.5], "dtype": "float32", "CLS": "numpy.array"},
//          "highest": {"data": [2.0], "dtype": "float32", "CLS": "numpy.array"}, "CLS": "TensorData"}},
//      "calibration_method": {"CLS": "CalibrationMethod", "value": "CalibrationMethod.MinMax"}}
//
// Numbers stand alone too, without the array around them, and there may be histograms, which are not looked at.
// Source: onnxruntime 1.32, quantization/calibrate.py and quantization/quant_utils.py.

namespace quanta::interop::inline QUANTA_ABI {

/// The JSON text of ONNX Runtime's calibration; `file` is what errors call it. Errors, which name the line: no JSON or of
/// another form; a tensor without "lowest" and "highest", or with more of one than of the other, or that is there twice; a
/// "lowest" above its "highest"; an unknown method, or two.
[[nodiscard]] inline onnx_runtime_calibration
parse_onnx_runtime_calibration(std::string_view text, std::string_view file = "ONNX Runtime calibration") {
    return detail::onnx_runtime_reader(text, file).read();
}

[[nodiscard]] inline onnx_runtime_calibration load_onnx_runtime_calibration(const std::filesystem::path& path) {
    return parse_onnx_runtime_calibration(detail::text_file(path).text(), path.string());
}

namespace detail {

/// A numpy array of floats, of one end of each range.
template <class End>
[[nodiscard]] std::string numpy_text(const std::vector<real_range>& ranges, std::string_view name, const End& end) {
    std::string numbers;
    for (const real_range& range : ranges) {
        const auto value = static_cast<float>(end(range));
        check(is_finite(value), "ONNX Runtime calibration: ", end(range), ", an end of a range of '", name,
              "', is no finite float");
        numbers.append(numbers.empty() ? "" : ", ").append(decimal_text(double{value}));
    }
    return text("{\"data\": [", numbers, "], \"dtype\": \"float32\", \"CLS\": \"numpy.array\"}");
}

} // namespace detail

/// The calibration as ONNX Runtime's JSON, tensors in the order of their names, each number rounded to a float, which
/// is what its reader makes of it. Errors: a number that is no finite float, a tensor without ranges, a name that is not
/// UTF-8.
[[nodiscard]] inline std::string text_of(const onnx_runtime_calibration& calibration) {
    std::string tensors;
    for (const auto& [name, ranges] : calibration.ranges) {
        check(!ranges.empty(), "ONNX Runtime calibration: '", name, "' has no range");
        for (const real_range& range : ranges)
            check(range.minimum <= range.maximum, "ONNX Runtime calibration: the range [", range.minimum, ", ",
                  range.maximum, "] of '", name, "' is not ordered");
        tensors += text(tensors.empty() ? "" : ", ", detail::json_quoted(name, "ONNX Runtime calibration"),
                        ": {\"lowest\": ", detail::numpy_text(ranges, name, [](const auto& r) { return r.minimum; }),
                        ", \"highest\": ", detail::numpy_text(ranges, name, [](const auto& r) { return r.maximum; }),
                        ", \"CLS\": \"TensorData\"}");
    }
    const auto method = detail::onnx_runtime_method_names[static_cast<std::size_t>(calibration.method)];
    return text("{\"CLS\": \"TensorsData\", \"data\": {", tensors,
                "}, \"calibration_method\": {\"CLS\": \"CalibrationMethod\", \"value\": \"CalibrationMethod.", method,
                "\"}}");
}

/// Writes the calibration to a file that takes its place when it is whole. Errors further: it cannot be written.
inline void save_onnx_runtime_calibration(const onnx_runtime_calibration& calibration,
                                          const std::filesystem::path& path) {
    detail::write_text(text_of(calibration), path);
}

/// minimum = minimum(lowest, 0), maximum = maximum(highest, 0), as ONNX Runtime widens them when it computes scales.
[[nodiscard]] inline range_table ranges_of(const onnx_runtime_calibration& calibration) {
    range_table ranges = calibration.ranges;
    for (auto& [name, of_channels] : ranges)
        for (real_range& range : of_channels) range = {std::min(range.minimum, 0.0), std::max(range.maximum, 0.0)};
    return ranges;
}

} // namespace quanta::interop
