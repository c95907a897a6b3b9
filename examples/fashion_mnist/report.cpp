// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <fashion_mnist/report.hpp>

#include <algorithm>
#include <cstdio>
#include <string_view>

#include <quanta/core/contracts.hpp>

namespace demo {
namespace {

std::string fixed(double value, int digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

std::string with_sign(double value, int digits) { return quanta::text(value < 0 ? "" : "+", fixed(value, digits)); }

std::vector<std::string> cells_of(const report_row& row, bool first) {
    return {row.name,
            fixed(row.accuracy, 2) + " %",
            first ? "" : with_sign(row.accuracy_change, 2),
            std::to_string(row.weight_bytes),
            std::to_string(row.peak_bytes),
            fixed(row.timing.ms_per_image, 4),
            fixed(row.timing.images_per_second, 0),
            fixed(row.speedup, 2) + " x",
            row.worst ? quanta::text(row.worst->layer, ", ", fixed(row.worst->sqnr_db, 1), " dB") : ""};
}

std::string joined(const std::vector<std::string>& row, std::string_view begin, std::string_view between,
                   std::string_view end) {
    std::string line(begin);
    for (std::size_t c = 0; c < row.size(); ++c) line.append(c == 0 ? "" : between).append(row[c]);
    return line.append(end);
}

} // namespace

std::vector<std::vector<std::string>> cells_of(const report& results) {
    std::vector<std::vector<std::string>> cells{{"network", "accuracy", "change", "weight bytes",
                                                 "peak bytes, batch 64", "ms/image, batch 1", "images/s, batch 64",
                                                 "speedup", "worst layer"}};
    for (std::size_t r = 0; r < results.rows.size(); ++r) cells.push_back(cells_of(results.rows[r], r == 0));
    return cells;
}

std::string aligned_table(const std::vector<std::vector<std::string>>& cells) {
    std::vector<std::size_t> width(cells.front().size());
    for (const auto& row : cells)
        for (std::size_t c = 0; c < row.size(); ++c) width[c] = std::max(width[c], row[c].size());
    std::string table;
    for (std::size_t r = 0; r < cells.size(); ++r) {
        std::vector<std::string> padded = cells[r];
        for (std::size_t c = 0; c < padded.size(); ++c)
            padded[c].insert(c == 0 ? padded[c].size() : 0, width[c] - padded[c].size(), ' ');
        table += joined(padded, "", "  ", "\n");
        if (r != 0) continue;
        for (std::size_t c = 0; c < padded.size(); ++c) padded[c] = std::string(width[c], '-');
        table += joined(padded, "", "  ", "\n");
    }
    return table;
}

std::string markdown_table(const std::vector<std::vector<std::string>>& cells) {
    std::vector<std::string> rule(cells.front().size(), "---:");
    rule.front() = "---";
    std::string table = joined(cells.front(), "| ", " | ", " |\n") + joined(rule, "|", "|", "|\n");
    for (std::size_t r = 1; r < cells.size(); ++r) table += joined(cells[r], "| ", " | ", " |\n");
    return table;
}

} // namespace demo
