// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>

#include <quanta/core/core_concepts.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// Any executor behind one type, so that a network's operators are compiled once, not once for each kind of executor.
/// Costs a call through a pointer for each `run` and each task. Owns nothing and allocates nothing.
class executor_reference {
public:
    template <Executor Workers>
        requires(!std::same_as<Workers, executor_reference>)
    explicit executor_reference(Workers& executor)
        : executor_(&executor), workers_(executor.workers()),
          run_([](void* object, std::size_t count, const task_reference& task) {
              static_cast<Workers*>(object)->run(count, task);
          }) {}

    [[nodiscard]] std::size_t workers() const { return workers_; }

    template <class Task>
    void run(std::size_t count, const Task& task) const {
        run_(executor_, count, {&task, [](const void* object, std::size_t index, std::size_t worker) {
                                    (*static_cast<const Task*>(object))(index, worker);
                                }});
    }

private:
    struct task_reference {
        const void* task;
        void (*call)(const void*, std::size_t, std::size_t);
        void operator()(std::size_t index, std::size_t worker) const { call(task, index, worker); }
    };

    void* executor_;
    std::size_t workers_;
    void (*run_)(void*, std::size_t, const task_reference&);
};

} // namespace quanta::graph
