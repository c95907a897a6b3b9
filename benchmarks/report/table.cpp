// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <report/table.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iomanip>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>

namespace bench {

namespace {

using line = std::vector<std::string>;

std::string number(double value, int digits) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << value;
    return text.str();
}
std::string number(const std::optional<double>& value, int digits) { return value ? number(*value, digits) : "-"; }

/// The first column is aligned to the left, the others to the right.
void print_lines(std::ostream& out, const std::vector<line>& lines) {
    std::vector<std::size_t> widths(lines.front().size());
    for (const line& each : lines)
        for (std::size_t i = 0; i < each.size(); ++i) widths[i] = std::max(widths[i], each[i].size());
    for (const line& each : lines) {
        for (std::size_t i = 0; i < each.size(); ++i)
            out << "  " << (i == 0 ? std::left : std::right) << std::setw(static_cast<int>(widths[i])) << each[i];
        out << '\n';
    }
}

using section = std::vector<row>;

std::vector<section> sections_of(const std::vector<row>& rows) {
    std::vector<section> sections;
    for (const row& each : rows) {
        if (sections.empty() || sections.back().front().operation != each.operation ||
            sections.back().front().library != each.library)
            sections.emplace_back();
        sections.back().push_back(each);
    }
    return sections;
}

std::optional<double> rate_of(const row& each, const std::string& library) {
    for (const library_rate& peer : each.peers)
        if (peer.library == library) return peer.rate;
    return std::nullopt;
}

std::vector<std::string> peers_of(const section& part) {
    std::vector<std::string> names;
    for (const row& each : part)
        for (const library_rate& peer : each.peers)
            if (std::find(names.begin(), names.end(), peer.library) == names.end()) names.push_back(peer.library);
    return names;
}

/// Which columns a section has, from what was measured.
struct columns {
    std::vector<std::string> peers;
    bool our_floats = false, best_floats = false;

    explicit columns(const section& part) : peers(peers_of(part)) {
        for (const row& each : part) {
            our_floats |= each.over_our_floats.has_value();
            best_floats |= each.over_best_floats.has_value();
        }
    }

    [[nodiscard]] line heading(const std::string& ours) const {
        line made{"size", ours};
        made.insert(made.end(), peers.begin(), peers.end());
        made.insert(made.end(), {"best peer", "ratio"});
        if (our_floats) made.emplace_back("x our fp32");
        if (best_floats) made.emplace_back(our_floats ? "x best fp32" : "x fp32");
        made.emplace_back("% of limit");
        return made;
    }
};

line cells(const row& each, const columns& shown) {
    line made{each.size, number(each.ours, 1)};
    for (const std::string& peer : shown.peers) made.push_back(number(rate_of(each, peer), 1));
    made.push_back(each.best_peer ? each.best_peer->library : "-");
    made.push_back(number(each.ratio(), 2));
    if (shown.our_floats) made.push_back(number(each.over_our_floats, 2));
    if (shown.best_floats) made.push_back(number(each.over_best_floats, 2));
    made.push_back(number(each.percent_of_limit, 0));
    return made;
}

/// Geometric mean and least of ours relative to `peer`.
void print_ratios(std::ostream& out, const section& part, const std::string& peer) {
    double logarithms = 0, least = 0;
    std::size_t count = 0;
    std::string where;
    for (const row& each : part) {
        const auto rate = rate_of(each, peer);
        if (!rate) continue;
        const double ratio = each.ours / *rate;
        logarithms += std::log(ratio);
        if (count++ == 0 || ratio < least) {
            least = ratio;
            where = each.size;
        }
    }
    out << "  " << part.front().library << " / " << peer << ": "
        << number(std::exp(logarithms / static_cast<double>(count)), 2) << " in geometric mean, least "
        << number(least, 2) << " at " << where << '\n';
}

void print_section(std::ostream& out, const section& part) {
    const columns shown(part);
    const row& first = part.front();
    out << '\n'
        << first.operation << " in " << first.unit << (first.packs_in_call ? ", weights packed in the call\n" : "\n");
    std::vector<line> lines{shown.heading(first.library)};
    for (const row& each : part) lines.push_back(cells(each, shown));
    print_lines(out, lines);
    for (const std::string& peer : shown.peers) print_ratios(out, part, peer);
}

} // namespace

void print_limits(std::ostream& out, const task_list& work, const measurements& found) {
    std::vector<line> lines{{"limit", "size", "rate", ""}};
    for (const auto& each : work) {
        const contender& loop = each->contenders.front();
        const auto rate = found.rate(*each, loop);
        if (each->operation == "limit" && rate)
            lines.push_back({loop.library, each->size, number(*rate, 1), each->unit});
    }
    if (lines.size() == 1) return;
    out << "\nWhat the machine can do, measured in the same run\n";
    print_lines(out, lines);
}

void print_tables(std::ostream& out, const std::vector<row>& rows) {
    for (const section& part : sections_of(rows)) print_section(out, part);
}

} // namespace bench
