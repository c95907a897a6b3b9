// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <core/selection.hpp>

#include <regex>

namespace bench {

namespace {

class name_filter {
public:
    explicit name_filter(const std::string& filter)
        : inverted_(filter.starts_with('-')),
          pattern_(filter.empty() || filter == "all" ? "." : filter.substr(inverted_ ? 1 : 0), std::regex::extended) {}

    [[nodiscard]] bool matches(const std::string& name) const { return std::regex_search(name, pattern_) != inverted_; }

private:
    bool inverted_;
    std::regex pattern_;
};

} // namespace

task_list select(const task_list& all, const std::string& filter) {
    const name_filter wanted(filter);
    task_list chosen;
    for (const auto& each : all) {
        bool any = false;
        for (contender& who : each->contenders) any |= who.selected = wanted.matches(each->name(who));
        if (any) chosen.push_back(each);
    }
    return chosen;
}

} // namespace bench
