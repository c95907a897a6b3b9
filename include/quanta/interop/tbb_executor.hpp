// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/partitioner.h>
#include <oneapi/tbb/task_arena.h>

#include <quanta/core/contracts.hpp>

namespace quanta::interop::inline QUANTA_ABI {

/// Tasks on oneTBB's threads, in an arena of their own.
class tbb_executor {
public:
    /// As many workers as the calling thread's arena has slots.
    tbb_executor() : tbb_executor(static_cast<std::size_t>(oneapi::tbb::this_task_arena::max_concurrency())) {}
    /// Error unless `workers` is in [1, 65536].
    explicit tbb_executor(std::size_t workers) : arena_(checked(workers)) {}

    [[nodiscard]] std::size_t workers() const { return static_cast<std::size_t>(arena_.max_concurrency()); }

    /// Runs `task(index, worker)` for every index below `count`; a worker is a slot of the arena. The first exception of a
    /// task is thrown here; remaining indices are not started.
    template <class Task>
    void run(std::size_t count, const Task& task) {
        using range = oneapi::tbb::blocked_range<std::size_t>;
        const auto on_slot = [&task](const range& indices) {
            // A slot that waits for work of the task's own must not begin another task meanwhile.
            oneapi::tbb::this_task_arena::isolate([&] {
                const auto worker = static_cast<std::size_t>(oneapi::tbb::this_task_arena::current_thread_index());
                for (std::size_t index = indices.begin(); index < indices.end(); ++index) task(index, worker);
            });
        };
        arena_.execute(
            [&] { oneapi::tbb::parallel_for(range(0, count, 1), on_slot, oneapi::tbb::simple_partitioner()); });
    }

private:
    static int checked(std::size_t workers) {
        constexpr std::size_t most_workers = 65536;
        check(workers >= 1 && workers <= most_workers, "tbb_executor: ", workers, " workers; 1 to ", most_workers,
              " can be had");
        return static_cast<int>(workers);
    }

    oneapi::tbb::task_arena arena_;
};

} // namespace quanta::interop
