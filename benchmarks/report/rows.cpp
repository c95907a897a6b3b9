// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <report/rows.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

namespace bench {

namespace {

/// The least time that the bounds allow.
std::optional<double> least_seconds(const task& work, const measurements& found) {
    std::optional<double> least;
    for (const bound& limit : work.bounds) {
        double quickest = 0;
        for (const auto& loop : limit.loops)
            quickest = std::max(quickest, found.rate(*loop, loop->contenders[0]).value_or(0));
        if (quickest > 0) least = std::max(least.value_or(0), limit.amount * 1e-9 / quickest);
    }
    return least;
}

/// Speed of `seconds` relative to the same work in floats: our own, or the best of all.
void compare_with_floats(row& line, double seconds, const task& in_floats, const measurements& found) {
    for (const contender& who : in_floats.contenders) {
        const auto time = found.seconds(in_floats, who);
        if (!time) continue;
        const double speed = *time / seconds;
        if (who.library == line.library) line.over_our_floats = speed;
        line.over_best_floats = std::min(line.over_best_floats.value_or(speed), speed);
    }
}

row make_row(const task& work, const contender& ours, const task_list& all, const measurements& found) {
    const double seconds = *found.seconds(work, ours);
    row line{work.operation,
             work.size,
             work.unit,
             ours.library,
             ours.packs_in_call,
             *found.rate(work, ours),
             {},
             {},
             {},
             {},
             {}};
    for (const contender& who : work.contenders) {
        const auto rate = found.rate(work, who);
        if (is_ours(who) || !rate || (ours.packs_in_call && !who.packs_in_call)) continue;
        line.peers.push_back({who.library, *rate});
        if (!line.best_peer || *rate > line.best_peer->rate) line.best_peer = line.peers.back();
    }
    for (const auto& other : all)
        if (other->operation == work.in_floats && other->size == work.size)
            compare_with_floats(line, seconds, *other, found);
    if (const auto least = least_seconds(work, found)) line.percent_of_limit = 100 * *least / seconds;
    return line;
}

} // namespace

std::vector<row> make_rows(const task_list& work, const measurements& found) {
    std::vector<row> rows;
    for (const auto& each : work)
        for (const contender& who : each->contenders)
            if (is_ours(who) && found.seconds(*each, who)) rows.push_back(make_row(*each, who, work, found));
    return rows;
}

void sort_rows(std::vector<row>& rows, const task_list& work) {
    std::map<std::string, std::size_t> places;
    for (const auto& each : work) places.emplace(each->operation, places.size());
    std::stable_sort(rows.begin(), rows.end(), [&](const row& a, const row& b) {
        return std::pair(places[a.operation], a.library) < std::pair(places[b.operation], b.library);
    });
}

} // namespace bench
