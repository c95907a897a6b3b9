// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#if !defined(_OPENMP)
#error "quanta: interop/openmp_executor.hpp needs OpenMP: compile with -fopenmp"
#endif

#include <omp.h>

#include <atomic>
#include <cstddef>
#include <exception>

#include <quanta/core/contracts.hpp>

namespace quanta::interop::inline QUANTA_ABI {

/// Tasks on the threads of an OpenMP team, which the runtime keeps between calls. Calls from inside a parallel region run
/// their tasks on the calling thread, unless nested regions are on.
class openmp_executor {
public:
    /// As many workers as a team has that is not told its size: OMP_NUM_THREADS, or what the processor runs at once.
    openmp_executor() : openmp_executor(static_cast<std::size_t>(omp_get_max_threads())) {}
    /// Error unless `workers` is in [1, 65536].
    explicit openmp_executor(std::size_t workers) : workers_(static_cast<int>(workers)) {
        check(workers >= 1 && workers <= most_workers, "openmp_executor: ", workers, " workers; 1 to ", most_workers,
              " can be had");
    }

    [[nodiscard]] std::size_t workers() const { return static_cast<std::size_t>(workers_); }

    /// Runs `task(index, worker)` for every index below `count`; workers take the next index when they are free.
    /// The first exception of a task is thrown here, after all workers have stopped; remaining indices are not started.
    template <class Task>
    void run(std::size_t count, const Task& task) const {
        if (count <= 1) { // no team for what cannot be shared
            if (count == 1) task(std::size_t{0}, std::size_t{0});
            return;
        }
        first_failure failure;
#pragma omp parallel for num_threads(workers_) schedule(dynamic, 1)
        for (std::size_t index = 0; index < count; ++index)
            failure.guard([&] { task(index, static_cast<std::size_t>(omp_get_thread_num())); });
        failure.rethrow();
    }

private:
    static constexpr std::size_t most_workers = 65536;

    /// An exception must not leave a parallel region.
    class first_failure {
    public:
        template <class Action>
        void guard(const Action& action) noexcept {
            if (failed_.load(std::memory_order_relaxed)) return;
#if defined(__cpp_exceptions)
            try {
                action();
            } catch (...) {
                if (!failed_.exchange(true)) exception_ = std::current_exception();
            }
#else
            action();
#endif
        }
        void rethrow() const { // the region's end has made `exception_` visible
#if defined(__cpp_exceptions)
            if (exception_) std::rethrow_exception(exception_);
#endif
        }

    private:
        std::atomic<bool> failed_{false};
        std::exception_ptr exception_;
    };

    int workers_;
};

} // namespace quanta::interop
