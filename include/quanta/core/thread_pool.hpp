// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <quanta/core/contracts.hpp>

namespace quanta::inline QUANTA_ABI {

/// Threads that wait for work; the calling thread is worker 0. One `run` at a time: concurrent callers queue up.
/// Whoever waits looks on for a while before it sleeps, as to be woken takes longer than most layers do; it offers its
/// processor to other threads at each look.
class thread_pool {
public:
    /// As many workers as the processor runs at once.
    thread_pool() : thread_pool(std::max(1U, std::thread::hardware_concurrency())) {}
    /// Error unless `workers >= 1`; `workers - 1` threads are started.
    explicit thread_pool(std::size_t workers) {
        check(workers >= 1, "thread_pool: ", workers, " workers, at least 1 is needed");
        const closer on_failure{this}; // a thread that cannot be started must not leave the others waiting
        threads_.reserve(workers - 1);
        for (std::size_t worker = 1; worker < workers; ++worker)
            threads_.emplace_back([this, worker] { serve(worker); });
        on_failure.pool = nullptr;
    }
    thread_pool(const thread_pool&) = delete;
    thread_pool& operator=(const thread_pool&) = delete;
    ~thread_pool() { close(); }

    [[nodiscard]] std::size_t workers() const { return threads_.size() + 1; }

    /// Runs `task(index, worker)` for every index below `count`; workers take the next index when they are free.
    /// The first exception of a task is thrown here, after all workers have stopped; remaining indices are not started.
    /// Error if called from inside a task of the same pool, which would wait for itself.
    template <class Task>
    void run(std::size_t count, const Task& task) {
        check(inside_ != this, "thread_pool: run was called from inside a task of the same pool");
        const std::lock_guard one_caller(callers_);
        const visitor here(this);
        if (count <= 1) { // nothing to share
            if (count == 1) task(std::size_t{0}, std::size_t{0});
            return;
        }
        const job work{&task, [](const void* object, std::size_t index, std::size_t worker) {
                           (*static_cast<const Task*>(object))(index, worker);
                       }};
        {
            const std::lock_guard lock(mutex_);
            job_ = work;
            count_ = count;
            next_.store(0, std::memory_order_relaxed);
            busy_.store(threads_.size(), std::memory_order_relaxed);
            generation_.fetch_add(1, std::memory_order_release);
        }
        wake_.notify_all();
        take_tasks(work, count, 0);
        const auto is_done = [this] { return busy_.load(std::memory_order_acquire) == 0; };
        look_for(is_done);
        std::unique_lock lock(mutex_);
        done_.wait(lock, is_done);
        rethrow_failure();
    }

private:
    struct job {
        const void* object = nullptr;
        void (*call)(const void*, std::size_t, std::size_t) = nullptr;
    };

    struct closer {
        mutable thread_pool* pool;
        ~closer() {
            if (pool != nullptr) pool->close();
        }
    };

    /// Marks the thread as one that runs tasks of a pool.
    class visitor {
    public:
        explicit visitor(const thread_pool* pool) : before_(std::exchange(inside_, pool)) {}
        visitor(const visitor&) = delete;
        visitor& operator=(const visitor&) = delete;
        ~visitor() { inside_ = before_; }

    private:
        const thread_pool* before_;
    };

    void close() {
        {
            const std::lock_guard lock(mutex_);
            closing_ = true;
            generation_.fetch_add(1, std::memory_order_release);
        }
        wake_.notify_all();
        for (std::thread& thread : threads_) thread.join();
        threads_.clear();
    }

    void serve(std::size_t worker) {
        const visitor here(this);
        std::size_t seen = 0;
        for (;;) {
            job work;
            std::size_t count = 0;
            const auto is_called = [&] { return generation_.load(std::memory_order_acquire) != seen; };
            look_for(is_called);
            {
                std::unique_lock lock(mutex_);
                wake_.wait(lock, is_called);
                if (closing_) return;
                seen = generation_.load(std::memory_order_relaxed);
                work = job_;
                count = count_;
            }
            take_tasks(work, count, worker);
            const std::lock_guard lock(mutex_);
            if (busy_.fetch_sub(1, std::memory_order_release) == 1) done_.notify_one();
        }
    }

    static constexpr int looks = 300; // 0.1 to 0.5 ms

    /// Returns when `has_come()`, or after `looks` looks.
    template <class Event>
    static void look_for(const Event& has_come) {
        for (int look = 0; look < looks && !has_come(); ++look) std::this_thread::yield();
    }

    void take_tasks(const job& work, std::size_t count, std::size_t worker) {
#if defined(__cpp_exceptions)
        try {
            call_tasks(work, count, worker);
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!failure_) failure_ = std::current_exception();
            next_.store(count, std::memory_order_relaxed);
        }
#else
        call_tasks(work, count, worker);
#endif
    }

    void call_tasks(const job& work, std::size_t count, std::size_t worker) {
        for (std::size_t index = next_.fetch_add(1, std::memory_order_relaxed); index < count;
             index = next_.fetch_add(1, std::memory_order_relaxed))
            work.call(work.object, index, worker);
    }

    void rethrow_failure() {
#if defined(__cpp_exceptions)
        if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
#endif
    }

    inline static thread_local const thread_pool* inside_ = nullptr;

    std::mutex callers_; // held by the one thread that is inside run
    std::mutex mutex_;   // guards everything below; the atomic numbers change under it, but next_
    std::condition_variable wake_, done_;
    job job_;
    std::size_t count_ = 0;
    std::atomic<std::size_t> busy_{0}, generation_{0}; // workers that have not finished; how often there was work
    bool closing_ = false;
    std::exception_ptr failure_;
    std::atomic<std::size_t> next_{0};
    std::vector<std::thread> threads_; // last: they use all of the above
};

} // namespace quanta
