// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include <quanta/core/core_concepts.hpp>
#include <quanta/core/inline_executor.hpp>
#include <quanta/core/thread_pool.hpp>
#include <support/failure.hpp>

using namespace quanta;

namespace {

/// A user's own executor, in ten lines: a thread for each worker, tasks dealt out in turn.
struct thread_per_worker {
    std::size_t count = 3;
    [[nodiscard]] std::size_t workers() const { return count; }
    template <class Task>
    void run(std::size_t tasks, const Task& task) {
        std::vector<std::thread> threads;
        for (std::size_t worker = 0; worker < count; ++worker)
            threads.emplace_back([&, worker] {
                for (std::size_t i = worker; i < tasks; i += count) task(i, worker);
            });
        for (std::thread& thread : threads) thread.join();
    }
};

struct no_workers {
    void run(std::size_t, const auto&) {}
};

} // namespace

static_assert(Executor<inline_executor> && Executor<thread_pool> && Executor<thread_per_worker>);
static_assert(!Executor<no_workers> && !Executor<int>);

TEST_CASE("every index is run once, by a worker that exists", "[core][threads]") {
    const auto runs_all = [](auto& executor) {
        for (const std::size_t count : std::initializer_list<std::size_t>{0, 1, 2, 1000}) {
            std::vector<std::atomic<int>> seen(count);
            std::atomic<bool> known{true};
            executor.run(count, [&](std::size_t index, std::size_t worker) {
                ++seen[index];
                if (worker >= executor.workers()) known = false;
            });
            REQUIRE(known);
            for (const auto& times : seen) REQUIRE(times == 1);
        }
    };
    inline_executor alone;
    runs_all(alone);
    thread_pool one(1), four(4);
    runs_all(one);
    runs_all(four);
    thread_per_worker own;
    runs_all(own);
}

TEST_CASE("a worker never runs two tasks at once", "[core][threads]") {
    thread_pool pool(4);
    std::vector<std::atomic<int>> inside(4);
    std::atomic<bool> alone{true};
    pool.run(2000, [&](std::size_t, std::size_t worker) {
        if (++inside[worker] != 1) alone = false;
        --inside[worker];
    });
    REQUIRE(alone);
}

TEST_CASE("a task's exception reaches the caller, and the pool goes on", "[core][threads]") {
    thread_pool pool(3);
    for (int round = 0; round < 20; ++round) {
        REQUIRE_THROWS_AS(pool.run(100,
                                   [](std::size_t index, std::size_t) {
                                       if (index == 42) throw std::out_of_range("task 42");
                                   }),
                          std::out_of_range);
        std::atomic<int> sum{0};
        pool.run(10, [&](std::size_t index, std::size_t) { sum += static_cast<int>(index); });
        REQUIRE(sum == 45);
    }
}

TEST_CASE("callers on different threads take turns", "[core][threads]") {
    thread_pool pool(2);
    std::atomic<int> total{0};
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 4; ++caller)
        callers.emplace_back([&] {
            for (int round = 0; round < 50; ++round) pool.run(7, [&](std::size_t, std::size_t) { ++total; });
        });
    for (std::thread& caller : callers) caller.join();
    REQUIRE(total == 4 * 50 * 7);
}

TEST_CASE("a pool without workers is refused", "[core]") { REQUIRE_ERROR(thread_pool(0), "0 workers"); }

TEST_CASE("a pool used from inside its own task is an error, not a wait without end", "[core][threads]") {
    thread_pool pool(2), other(2);
    REQUIRE_ERROR(pool.run(4, [&](std::size_t, std::size_t) { pool.run(4, [](std::size_t, std::size_t) {}); }),
                  "from inside a task of the same pool");
    std::atomic<int> sum{0};
    pool.run(2, [&](std::size_t, std::size_t) { other.run(3, [&](std::size_t, std::size_t) { ++sum; }); });
    CHECK(sum == 6);
}

TEST_CASE("a single task runs on the caller", "[core][threads]") {
    thread_pool pool(3);
    const std::thread::id here = std::this_thread::get_id();
    pool.run(1, [&](std::size_t index, std::size_t worker) {
        CHECK(index == 0);
        CHECK(worker == 0);
        CHECK(std::this_thread::get_id() == here);
    });
}
