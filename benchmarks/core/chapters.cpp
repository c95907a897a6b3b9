// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <core/chapters.hpp>

#include <algorithm>
#include <string>

namespace bench {

namespace {

void append_once(task_list& list, const task_list& more) {
    for (const auto& each : more)
        if (std::find(list.begin(), list.end(), each) == list.end()) list.push_back(each);
}

} // namespace

std::vector<chapter> chapters_of(const task_list& chosen) {
    std::vector<std::string> sizes;
    std::vector<chapter> chapters;
    for (const auto& each : chosen) {
        const auto found = std::find(sizes.begin(), sizes.end(), each->size);
        const auto place = static_cast<std::size_t>(found - sizes.begin());
        if (found == sizes.end()) {
            sizes.push_back(each->size);
            chapters.emplace_back();
        }
        for (const bound& limit : each->bounds) append_once(chapters[place], limit.loops);
        append_once(chapters[place], each->beside);
        chapters[place].push_back(each);
    }
    return chapters;
}

} // namespace bench
