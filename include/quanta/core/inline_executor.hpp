// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/isa/target.hpp>

namespace quanta::inline QUANTA_ABI {

/// Runs every task on the calling thread, in order.
struct inline_executor {
    [[nodiscard]] static constexpr std::size_t workers() { return 1; }

    template <class Task>
    static void run(std::size_t count, const Task& task) {
        for (std::size_t index = 0; index < count; ++index) task(index, 0);
    }
};

} // namespace quanta
