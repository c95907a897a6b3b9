// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace bench {

/// Where the operands are when a run begins.
enum class cache_state {
    hot,      ///< where the run before has left them
    flushed,  ///< in memory: before each run, not timed, more than the last-level cache holds is written
    rotating, ///< in memory: each run takes another copy of operands and packed weights, which together exceed the cache
};

/// Under which conditions a task is measured.
struct conditions {
    std::size_t threads = 1;
    cache_state caches = cache_state::hot;

    [[nodiscard]] bool cold() const { return caches != cache_state::hot; }

    /// What follows the size in a name: nothing for one thread and hot caches.
    [[nodiscard]] std::string suffix() const {
        std::string made;
        if (caches == cache_state::flushed) made += "/caches:flushed";
        if (caches == cache_state::rotating) made += "/caches:rotating";
        if (threads != 1) made += "/threads:" + std::to_string(threads);
        return made;
    }
};

} // namespace bench
