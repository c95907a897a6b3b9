// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/report/escaped.hpp>
#include <quanta/report/tensor_error.hpp>

namespace quanta::report::inline QUANTA_ABI {

namespace detail {

using table_row = std::array<std::string, 10>;

/// With that many digits behind the point, whatever the locale; "-" for NaN.
[[nodiscard]] inline std::string shown(double value, int digits, std::chars_format format) {
    if (is_nan(value)) return "-";
    char characters[400]; // the largest double has 309 digits before its point
    const auto end = std::to_chars(characters, characters + sizeof characters, value, format, digits);
    return {characters, end.ptr};
}
[[nodiscard]] inline std::string shown_percent(const std::optional<double>& rate) {
    return rate ? shown(100 * *rate, 2, std::chars_format::fixed) : "-";
}

[[nodiscard]] inline table_row table_row_of(const named_error& row) {
    const tensor_error& error = row.error;
    return {escaped(row.name),
            shown(error.sqnr_db, 1, std::chars_format::fixed),
            shown(error.cosine_similarity, 6, std::chars_format::fixed),
            shown(error.maximum_error, 3, std::chars_format::general),
            shown(error.mean_error, 3, std::chars_format::general),
            shown_percent(error.clip_rate),
            shown_percent(error.saturation_rate),
            shown(error.histogram_distance, 3, std::chars_format::general),
            text(error.count),
            text(error.non_finite)};
}

} // namespace detail

/// One line a tensor under a heading and a rule, columns aligned, for eyes: errors in the unit of the tensor with three
/// digits, rates in percent, names with the escapes of JSON. "-" where there is no such number.
[[nodiscard]] inline std::string text_table(std::span<const named_error> rows) {
    std::vector<detail::table_row> cells{{"tensor", "SQNR dB", "cosine", "max error", "mean error", "clipped %",
                                          "saturated %", "distance", "values", "not finite"}};
    for (const named_error& row : rows) cells.push_back(detail::table_row_of(row));
    std::array<std::size_t, 10> widths{};
    for (const detail::table_row& row : cells)
        for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], detail::characters_in(row[c]));
    detail::table_row rule;
    for (std::size_t c = 0; c < rule.size(); ++c) rule[c].assign(widths[c], '-');
    cells.insert(cells.begin() + 1, rule);

    std::string table;
    for (const detail::table_row& row : cells) {
        table.append(row[0]).append(widths[0] - detail::characters_in(row[0]), ' ');
        for (std::size_t c = 1; c < row.size(); ++c) table.append(2 + widths[c] - row[c].size(), ' ').append(row[c]);
        table += '\n';
    }
    return table;
}

} // namespace quanta::report
