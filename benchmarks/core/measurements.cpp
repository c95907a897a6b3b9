// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <core/measurements.hpp>

#include <algorithm>
#include <cstddef>

namespace bench {

namespace {

/// The value that a share of `part` of the values is below.
double quantile(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    const double place = part * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

} // namespace

void measurements::merge(const measurements& other) {
    for (const auto& [name, times] : other.seconds_) {
        std::vector<double>& own = seconds_[name];
        own.insert(own.end(), times.begin(), times.end());
    }
}

std::optional<double> measurements::seconds(const task& work, const contender& who) const {
    const auto found = seconds_.find(work.name(who));
    if (found == seconds_.end()) return std::nullopt;
    return quantile(found->second, 0.5);
}

std::optional<double> measurements::rate(const task& work, const contender& who) const {
    const auto time = seconds(work, who);
    if (!time) return std::nullopt;
    return work.amount / *time * 1e-9;
}

measurements::spread measurements::noise() const {
    spread found;
    std::vector<double> all;
    for (const auto& [name, times] : seconds_) {
        all.push_back((quantile(times, 0.75) - quantile(times, 0.25)) / 2 / quantile(times, 0.5));
        if (all.back() < found.worst) continue;
        found.worst = all.back();
        found.worst_name = name;
    }
    if (!all.empty()) found.typical = quantile(all, 0.5);
    return found;
}

} // namespace bench
