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
#include <utility>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/interop/calibration_file/decimal_text.hpp>
#include <quanta/interop/calibration_file/text_file.hpp>
#include <quanta/interop/calibration_file/text_lines.hpp>
#include <quanta/interop/calibration_table.hpp>
#include <quanta/interop/in_quotes.hpp>

// ncnn's table of int8 scales, the text that ncnn2table writes and ncnn2int8 reads:
//
//     conv1_param_0 156.639840 536.133057
//     conv1 21.164557
//
// A line has a name and scales with spaces between: `<layer>_param_<n>` for the n-th weights of a layer, one scale for each
// output channel; `<layer>` for what enters the layer. A scale is integer steps per real unit, the reciprocal of what all
// others call so: 127 / threshold, or 31 / threshold for the weights of some 3x3 convolutions, of which the table does not
// tell. ncnn stops reading at an empty line and cuts names off at 255 bytes; such tables are refused here.
// Source: Tencent/ncnn, tools/quantize/ncnn2table.cpp and ncnn2int8.cpp (read_int8scale_table).

namespace quanta::interop::inline QUANTA_ABI {

/// Integer steps per real unit by name, one or one for each channel: integer = round(real * scale). Infinite for a channel
/// of zeros.
using ncnn_scales = std::map<std::string, std::vector<float>, std::less<>>;

/// A table of ncnn.
struct ncnn_table {
    ncnn_scales weights;     ///< by names such as "conv1_param_0"
    ncnn_scales activations; ///< of what enters a layer, by the layer's name
    friend bool operator==(const ncnn_table&, const ncnn_table&) = default;
};

namespace detail {

/// What ncnn tells the names of weights by.
inline constexpr std::string_view ncnn_weights_mark = "_param_";

/// Whether ncnn reads the name as it is.
[[nodiscard]] inline bool is_ncnn_name(std::string_view name) {
    const auto splits = [](char each) { return static_cast<unsigned char>(each) <= ' ' || each == 0x7f; };
    return !name.empty() && name.size() <= 255 && std::none_of(name.begin(), name.end(), splits);
}

/// The part of `rest` before its first space, which is taken away with all spaces behind it.
[[nodiscard]] inline std::string_view take_word(std::string_view& rest) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    return word;
}

/// The scales of a line behind its name.
[[nodiscard]] inline std::vector<float> parse_ncnn_scales(std::string_view rest, const text_lines& lines) {
    std::vector<float> scales;
    scales.reserve((rest.size() + 1) / 2);
    while (!rest.empty()) {
        const std::string_view word = take_word(rest);
        const std::optional<float> scale = decimal_of<float>(word);
        if (!scale || !(*scale > 0)) lines.check_here(false, in_quotes(word), " is no positive number");
        scales.push_back(*scale);
    }
    lines.check_here(!scales.empty(), "a name without scales");
    scales.shrink_to_fit();
    return scales;
}

} // namespace detail

/// The table that a text is; `file` is what errors call it. Errors, which name the line: a name that ncnn would not read as
/// it is, no scale, a scale that is no positive number, a name that occurs twice, lines behind an empty one.
[[nodiscard]] inline ncnn_table parse_ncnn_table(std::string_view text, std::string_view file = "ncnn table") {
    ncnn_table table;
    bool has_ended = false;
    for (detail::text_lines lines(text, file); lines.next();) {
        std::string_view rest = lines.line();
        rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
        if (rest.empty()) {
            has_ended = true;
            continue;
        }
        lines.check_here(!has_ended, "stands behind an empty line, at which ncnn stops reading");
        const std::string_view name = detail::take_word(rest);
        if (!detail::is_ncnn_name(name)) lines.check_here(false, detail::in_quotes(name), " is no name of ncnn");
        ncnn_scales& scales =
            name.find(detail::ncnn_weights_mark) != std::string_view::npos ? table.weights : table.activations;
        const auto [place, is_new] = scales.emplace(name, std::vector<float>{});
        if (!is_new) lines.check_here(false, "a second line of ", detail::in_quotes(name));
        place->second = detail::parse_ncnn_scales(rest, lines);
    }
    return table;
}

[[nodiscard]] inline ncnn_table load_ncnn_table(const std::filesystem::path& path) {
    return parse_ncnn_table(detail::text_file(path).text(), path.string());
}

namespace detail {

inline void append_ncnn_lines(std::string& lines, const ncnn_scales& scales, bool are_weights) {
    for (const auto& [name, of_channels] : scales) {
        const bool names_weights = name.find(ncnn_weights_mark) != std::string::npos;
        check(is_ncnn_name(name) && names_weights == are_weights, "ncnn table: ", in_quotes(name), " is no name of ",
              are_weights ? "weights, which has _param_ in it" : "a layer");
        check(!of_channels.empty(), "ncnn table: '", name, "' has no scales");
        lines += name;
        for (const float scale : of_channels) {
            check(scale > 0, "ncnn table: the scale ", scale, " of '", name, "' is not positive");
            lines += text(' ', scale);
        }
        lines += '\n';
    }
}

} // namespace detail

/// The table as text, weights first, each in the order of the names; scales in the fewest digits that read back as the same
/// floats (ncnn2table writes six behind the point). Errors: what `parse_ncnn_table` would refuse.
[[nodiscard]] inline std::string text_of(const ncnn_table& table) {
    std::string lines;
    detail::append_ncnn_lines(lines, table.weights, true);
    detail::append_ncnn_lines(lines, table.activations, false);
    return lines;
}

/// Writes the table to a file that takes its place when it is whole. Errors further: it cannot be written.
inline void save_ncnn_table(const ncnn_table& table, const std::filesystem::path& path) {
    detail::write_text(text_of(table), path);
}

/// maximum = levels / scale = -minimum, in double. `levels`: the integer that the threshold became, 127, or 31 for weights
/// that ncnn quantizes to six bits.
[[nodiscard]] inline range_table ranges_of(const ncnn_scales& scales, int levels) {
    range_table ranges;
    for (const auto& [name, of_channels] : scales)
        for (const float scale : of_channels) ranges[name].push_back({-levels / double{scale}, levels / double{scale}});
    return ranges;
}

/// scale = float(levels / maximum(-minimum, maximum)); 1 for a range of zero width, as ncnn writes for zeros.
[[nodiscard]] inline ncnn_scales ncnn_scales_of(const range_table& ranges, int levels) {
    ncnn_scales scales;
    for (const auto& [name, of_channels] : ranges)
        for (const real_range& range : of_channels) {
            const double threshold = std::max(-range.minimum, range.maximum);
            scales[name].push_back(threshold == 0 ? 1.0F : static_cast<float>(levels / threshold));
        }
    return scales;
}

} // namespace quanta::interop
