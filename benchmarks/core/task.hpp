// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <core/conditions.hpp>

namespace bench {

struct task;
using task_list = std::vector<std::shared_ptr<task>>;

/// A lower bound of the time that a task takes: so many operations or bytes at the rate of the quickest of these loops.
struct bound {
    task_list loops;
    double amount;
};

/// Says of a library that it packs weights in the timed call, as it has no way to do so beforehand.
inline constexpr bool packs_in_call = true;

/// One library at work on a task. `run` does the work once, the same each time; it is empty until the task is prepared.
struct contender {
    std::string library;
    bool packs_in_call = false; ///< weights are packed in the timed call, not beforehand
    std::function<void()> run{};
    bool selected = true; ///< by the filter
};

/// Work on given operands that several libraries do.
struct task {
    std::string operation; ///< gemm_u8s8u8
    std::string size;      ///< M:64/N:256/K:784, and the conditions
    std::string unit;      ///< of the rate: GOP/s
    double amount;         ///< operations or bytes that one run is worth
    std::vector<contender> contenders{};
    std::function<void(task&)> prepare{}; ///< makes operands, packs weights, compares results
    std::vector<bound> bounds{};
    std::string in_floats{}; ///< the operation that does the same without quantization, in the same sizes
    task_list beside{};      ///< measured whenever this is
    conditions under{};

    [[nodiscard]] std::string name(const contender& who) const { return operation + "/" + who.library + "/" + size; }
};

/// Whether a contender is this library rather than a peer: `quanta`, `quanta_unpacked`.
[[nodiscard]] inline bool is_ours(const contender& who) { return who.library.starts_with("quanta"); }

} // namespace bench
