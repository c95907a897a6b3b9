// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <interop/fuzz/calibration_targets.hpp>

#include <cstdio>
#include <cstdlib>

#include <quanta/interop/aimet_encodings.hpp>
#include <quanta/interop/ncnn_table.hpp>
#include <quanta/interop/onnx_runtime_cache.hpp>
#include <quanta/interop/onnx_runtime_calibration.hpp>
#include <quanta/interop/tensorrt_cache.hpp>

using namespace quanta;

namespace {

void require(bool condition, const std::string& what) {
    if (condition) return;
    std::fprintf(stderr, "calibration_targets: %s\n", what.c_str());
    std::abort();
}

/// Numbers of ONNX Runtime's are floats when they are written: what was read is rounded to them first.
template <class File>
File as_written(const File& file) {
    return file;
}
interop::onnx_runtime_calibration as_written(interop::onnx_runtime_calibration file) {
    for (auto& [name, ranges] : file.ranges)
        for (real_range& range : ranges) range = {static_cast<float>(range.minimum), static_cast<float>(range.maximum)};
    return file;
}

template <auto Parse>
std::string refusal(std::string_view text) {
    decltype(Parse(text, "")) file;
    try {
        file = Parse(text, "file");
    } catch (const error& refused) {
        const std::string_view what = refused.what();
        require(what.starts_with("file: line ") || what == "file: is empty",
                "an error that tells no line: " + std::string(what));
        return std::string(what);
    }
    std::string written;
    try {
        written = interop::text_of(file);
    } catch (const error& refused) { // what one format can say and another cannot, such as a range beyond floats
        return refused.what();
    }
    require(Parse(written, "written") == as_written(file), "what was written reads differently");
    return {};
}

constexpr calibration_target targets[] = {
    {"aimet_encodings", refusal<interop::parse_aimet_encodings>},
    {"ncnn_table", refusal<interop::parse_ncnn_table>},
    {"onnx_runtime_cache", refusal<interop::parse_onnx_runtime_cache>},
    {"onnx_runtime_calibration", refusal<interop::parse_onnx_runtime_calibration>},
    {"tensorrt_cache", refusal<interop::parse_tensorrt_cache>}};

} // namespace

std::span<const calibration_target> calibration_targets() { return targets; }

const calibration_target& find_calibration_target(std::string_view name) {
    for (const calibration_target& each : targets)
        if (each.name == name) return each;
    require(false, "no target " + std::string(name));
    std::abort();
}
