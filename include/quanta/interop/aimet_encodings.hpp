// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/interop/aimet_encoding.hpp>
#include <quanta/interop/calibration_file/aimet_reader.hpp>
#include <quanta/interop/calibration_file/aimet_writer.hpp>
#include <quanta/interop/calibration_file/text_file.hpp>
#include <quanta/interop/calibration_table.hpp>

// Files of encodings of AIMET (the AI Model Efficiency Toolkit), versions 0.6.1 and 1.0.0: JSON texts.
//
//     interop::aimet_encodings file = interop::load_aimet_encodings("model.encodings");
//     interop::parameter_table activations = interop::parameters_of(file.activations, {0, 255, false});
//
// Sources: AIMET's quantization encoding specification (0.6.1), aimet_onnx/_encoding.py of aimet-onnx 2.42 (both).

namespace quanta::interop::inline QUANTA_ABI {

/// The encodings that a JSON text is, of either version; `file` is what errors call it. What they do not concern, such as
/// "quantizer_args", is not looked at. Errors, which name the line: no JSON; a version that is neither; an encoding that is
/// not as `aimet_encoding` says, or lacks something; encodings of vectors and of two levels of scales (VECTOR, LPBQ).
[[nodiscard]] inline aimet_encodings parse_aimet_encodings(std::string_view text,
                                                           std::string_view file = "AIMET encodings") {
    return detail::aimet_reader(text, file).read();
}

[[nodiscard]] inline aimet_encodings load_aimet_encodings(const std::filesystem::path& path) {
    return parse_aimet_encodings(detail::text_file(path).text(), path.string());
}

/// The encodings as AIMET's JSON, of `encodings.version`, in the order of the names. Errors: what `parse_aimet_encodings`
/// would refuse, a name that is not UTF-8, encodings in blocks in version 0.6.1.
[[nodiscard]] inline std::string text_of(const aimet_encodings& encodings) { return detail::aimet_text(encodings); }

/// Writes the encodings to a file that takes its place when it is whole. Errors further: it cannot be written.
inline void save_aimet_encodings(const aimet_encodings& encodings, const std::filesystem::path& path) {
    detail::write_text(text_of(encodings), path);
}

/// scale = float(scale), zero_point = lowest - offset: an encoding counts its integers from 0, and `target`'s lowest is the
/// same integer. Encodings of floats are left out. Errors: `target` has not the 2^bitwidth integers of an encoding; a zero
/// point outside `target`; a scale that is no positive float.
[[nodiscard]] inline parameter_table parameters_of(const aimet_encoding_map& encodings, const integer_target& target) {
    parameter_table parameters;
    for (const auto& [name, encoding] : encodings) {
        if (encoding.is_float) continue;
        const double integers = double{1} + target.highest - target.lowest;
        check(std::ldexp(1.0, encoding.bitwidth) == integers, "AIMET encodings: '", name, "' has ", encoding.bitwidth,
              " bits, and the target has ", integers, " integers");
        for (std::size_t channel = 0; channel < encoding.scales.size(); ++channel) {
            const auto scale = static_cast<float>(encoding.scales[channel]);
            const std::int64_t zero_point = target.lowest - encoding.offsets[channel];
            check(is_finite(scale) && scale > 0, "AIMET encodings: the scale ", encoding.scales[channel], " of '", name,
                  "' is no positive float");
            check(zero_point >= target.lowest && zero_point <= target.highest, "AIMET encodings: the offset ",
                  encoding.offsets[channel], " of '", name, "' makes a zero point of ", zero_point,
                  ", which is not in [", target.lowest, ", ", target.highest, "]");
            parameters[name].push_back({scale, static_cast<std::int32_t>(zero_point)});
        }
    }
    return parameters;
}

/// minimum = offset scale, maximum = (offset + 2^bitwidth - 1) scale, in double. Encodings of floats are left out.
[[nodiscard]] inline range_table ranges_of(const aimet_encoding_map& encodings) {
    range_table ranges;
    for (const auto& [name, encoding] : encodings)
        for (std::size_t channel = 0; channel < encoding.scales.size(); ++channel)
            ranges[name].push_back(detail::aimet_range(encoding, channel));
    return ranges;
}

/// offset = lowest - zero_point; `is_symmetric` is the target's. Errors: the number of `target`'s integers is no power of
/// two from 2 to 2^32.
[[nodiscard]] inline aimet_encoding_map aimet_encodings_of(const parameter_table& parameters,
                                                           const integer_target& target) {
    const double integers = double{1} + target.highest - target.lowest;
    const int bitwidth = std::ilogb(integers);
    check(bitwidth >= 1 && std::ldexp(1.0, bitwidth) == integers, "AIMET encodings: the target has ", integers,
          " integers, it must be a power of two");
    aimet_encoding_map encodings;
    for (const auto& [name, of_channels] : parameters) {
        aimet_encoding& encoding = encodings[name];
        encoding.bitwidth = bitwidth;
        encoding.is_symmetric = target.symmetric;
        encoding.kind = of_channels.size() > 1 ? aimet_encoding_kind::per_channel : aimet_encoding_kind::per_tensor;
        for (const affine_params& each : of_channels) {
            encoding.scales.push_back(each.scale);
            encoding.offsets.push_back(std::int64_t{target.lowest} - each.zero_point);
        }
    }
    return encodings;
}

} // namespace quanta::interop
