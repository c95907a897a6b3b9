// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>

#include <quanta/core/thread_pool.hpp>

namespace bench {

/// quanta's executor for a number of threads: its thread pool, or the calling thread alone. Copies share the pool.
class team {
public:
    explicit team(std::size_t threads)
        : pool_(threads == 1 ? nullptr : std::make_shared<quanta::thread_pool>(threads)) {}

    [[nodiscard]] std::size_t workers() const { return pool_ ? pool_->workers() : 1; }

    template <class Task>
    void run(std::size_t count, const Task& task) const {
        if (pool_)
            pool_->run(count, task);
        else
            for (std::size_t index = 0; index < count; ++index) task(index, std::size_t{0});
    }

private:
    std::shared_ptr<quanta::thread_pool> pool_;
};

} // namespace bench
