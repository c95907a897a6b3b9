// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <report/summary.hpp>

#include <fstream>
#include <optional>
#include <ostream>
#include <stdexcept>

namespace bench {

namespace {

std::string quoted(const std::string& text) {
    std::string made = "\"";
    for (const char each : text) {
        if (each == '"' || each == '\\') made += '\\';
        made += static_cast<unsigned char>(each) < 0x20 ? ' ' : each;
    }
    return made + '"';
}

void write_number(std::ostream& out, const char* key, const std::optional<double>& value) {
    out << ", \"" << key << "\": ";
    if (value)
        out << *value;
    else
        out << "null";
}

void write_row(std::ostream& out, const row& line) {
    out << "    {\"name\": " << quoted(line.name()) << ", \"unit\": " << quoted(line.unit);
    write_number(out, "ours", line.ours);
    write_number(out, "best_peer", line.best_peer ? std::optional(line.best_peer->rate) : std::nullopt);
    out << ", \"peer\": " << (line.best_peer ? quoted(line.best_peer->library) : "null");
    write_number(out, "ratio", line.ratio());
    write_number(out, "percent_of_limit", line.percent_of_limit);
    write_number(out, "over_fp32", line.over_our_floats);
    write_number(out, "over_best_fp32", line.over_best_floats);
    out << ", \"peers\": {";
    for (const library_rate& peer : line.peers)
        out << (&peer == &line.peers.front() ? "" : ", ") << quoted(peer.library) << ": " << peer.rate;
    out << "}}";
}

} // namespace

void write_summary(const std::string& path, const summary& report) {
    std::ofstream out(path);
    out << "{\n  \"isa\": " << quoted(report.where.isa) << ",\n  \"cpu\": " << quoted(report.where.cpu)
        << ",\n  \"compiler\": " << quoted(report.where.compiler) << ",\n  \"flags\": " << quoted(report.where.flags)
        << ",\n  \"peers\": [";
    for (const std::string& peer : report.peers) out << (&peer == &report.peers.front() ? "" : ", ") << quoted(peer);
    out << "],\n  \"sweep_seed\": " << report.sweep_seed << ",\n  \"full_range\": " << quoted(report.full_range)
        << ",\n  \"rows\": [\n";
    for (const row& line : report.rows) {
        write_row(out, line);
        out << (&line == &report.rows.back() ? "\n" : ",\n");
    }
    out << "  ]\n}\n";
    if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

} // namespace bench
