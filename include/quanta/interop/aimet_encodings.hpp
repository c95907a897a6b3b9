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

/// scale = float(scale), zero_point = highest - (offset + largest q): `target`'s highest is the encoding's largest integer, and
/// its lowest the least one, but for a strict symmetric encoding, whose least integer may also stand one above it. Encodings of
/// floats are left out. Errors: `target` has not the integers of an encoding; a zero point outside `target`; a scale that is no
/// positive float.
[[nodiscard]] inline parameter_table parameters_of(const aimet_encoding_map& encodings, const integer_target& target) {
    parameter_table parameters;
    for (const auto& [name, encoding] : encodings) {
        if (encoding.is_float) continue;
        const std::int64_t integers = std::int64_t{1} + target.highest - target.lowest;
        for (std::size_t channel = 0; channel < encoding.scales.size(); ++channel) {
            const auto scale = static_cast<float>(encoding.scales[channel]);
            const std::int64_t offset = encoding.offsets[channel];
            const std::int64_t steps = detail::aimet_steps(encoding.bitwidth, encoding.is_symmetric, offset);
            const std::int64_t zero_point = target.highest - (offset + steps);
            check(integers == steps + 1 || integers == std::int64_t{1} << encoding.bitwidth, "AIMET encodings: '", name,
                  "' has ", encoding.bitwidth, " bits, ", steps + 1, " integers of them used, and the target has ",
                  integers, " integers");
            check(is_finite(scale) && scale > 0, "AIMET encodings: the scale ", encoding.scales[channel], " of '", name,
                  "' is no positive float");
            check(zero_point >= target.lowest && zero_point <= target.highest, "AIMET encodings: the offset ", offset,
                  " of '", name, "' makes a zero point of ", zero_point, ", which is not in [", target.lowest, ", ",
                  target.highest, "]");
            parameters[name].push_back({scale, static_cast<std::int32_t>(zero_point)});
        }
    }
    return parameters;
}

/// minimum = offset scale, maximum = (offset + largest q) scale, in double. Encodings of floats are left out.
[[nodiscard]] inline range_table ranges_of(const aimet_encoding_map& encodings) {
    range_table ranges;
    for (const auto& [name, encoding] : encodings)
        for (std::size_t channel = 0; channel < encoding.scales.size(); ++channel)
            ranges[name].push_back(detail::aimet_range(encoding, channel));
    return ranges;
}

/// offset = lowest - zero_point; `is_symmetric` is the target's. A symmetric target of -n to n, n = 2^(bits - 1) - 1, is the
/// strict mode of that many bits. Errors: the number of another `target`'s integers is no power of two from 2 to 2^32; a zero
/// point that is not 0 though the target is symmetric.
[[nodiscard]] inline aimet_encoding_map aimet_encodings_of(const parameter_table& parameters,
                                                           const integer_target& target) {
    const std::int64_t integers = std::int64_t{1} + target.highest - target.lowest;
    const bool is_strict = target.symmetric && std::int64_t{target.lowest} == -std::int64_t{target.highest};
    const std::int64_t all = integers + is_strict;
    const int bitwidth = std::ilogb(static_cast<double>(all));
    check(bitwidth >= 1 && std::int64_t{1} << bitwidth == all, "AIMET encodings: the target has ", integers,
          " integers, it must be a power of two, or one less where it is symmetric from -n to n");
    aimet_encoding_map encodings;
    for (const auto& [name, of_channels] : parameters) {
        aimet_encoding& encoding = encodings[name];
        encoding.bitwidth = bitwidth;
        encoding.is_symmetric = target.symmetric;
        encoding.kind = of_channels.size() > 1 ? aimet_encoding_kind::per_channel : aimet_encoding_kind::per_tensor;
        for (const affine_params& each : of_channels) {
            const std::int64_t offset = std::int64_t{target.lowest} - each.zero_point;
            check(detail::is_aimet_offset(bitwidth, target.symmetric, offset), "AIMET encodings: '", name,
                  "' has the zero point ", each.zero_point, ", and the target is symmetric");
            encoding.scales.push_back(each.scale);
            encoding.offsets.push_back(offset);
        }
    }
    return encodings;
}

} // namespace quanta::interop
