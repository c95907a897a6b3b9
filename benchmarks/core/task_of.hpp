// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <core/cold_caches.hpp>
#include <core/comparison.hpp>
#include <core/comparison_log.hpp>
#include <core/task.hpp>

namespace bench {

/// A library that is ready: `run` leaves the result in `values`. It keeps all that it needs alive.
template <class Result>
struct solution {
    std::function<void()> run;
    std::span<const Result> values;
    tolerance allowed{};
    std::string kernel{};            ///< what the library says it runs, if it tells
    std::function<void()> collect{}; ///< brings a result that is elsewhere to `values`; not timed
};

/// A library that can do an operation on such operands; `prepare` packs what may be packed beforehand.
template <class Operands>
struct library {
    std::string name;
    std::function<solution<typename Operands::result_type>(const std::shared_ptr<const Operands>&)> prepare;
    bool packs_in_call = false;
};

/// Runs each of `copies` in turn: what one needs has left the caches until it is its turn again.
template <class Result>
[[nodiscard]] std::function<void()> in_turn(const std::vector<solution<Result>>& copies) {
    std::vector<std::function<void()>> runs;
    for (const solution<Result>& each : copies) runs.push_back(each.run);
    return [runs = std::move(runs), next = std::size_t{0}]() mutable {
        runs[next]();
        if (++next == runs.size()) next = 0;
    };
}

/// Makes operands, prepares every library, runs each once and compares the results with those of the first. With more
/// than one copy of the operands, each library is prepared for every copy.
template <class Operands>
void prepare_all(task& work, const std::vector<library<Operands>>& libraries, const std::function<Operands()>& make,
                 std::size_t copies) {
    using result_type = typename Operands::result_type;
    const auto operands = std::make_shared<const Operands>(make());
    std::vector<std::shared_ptr<const Operands>> others;
    for (std::size_t copy = 1; copy < copies; ++copy) others.push_back(std::make_shared<const Operands>(*operands));
    std::span<const result_type> ours;
    for (std::size_t i = 0; i < libraries.size(); ++i) {
        std::vector<solution<result_type>> ready{libraries[i].prepare(operands)};
        ready[0].run();
        if (ready[0].collect) ready[0].collect();
        if (i == 0)
            ours = ready[0].values;
        else
            log_comparison(work.operation + "/" + work.size, libraries[i].name, ready[0].kernel,
                           compare(ours, ready[0].values), ready[0].allowed);
        for (const auto& copy : others) ready.push_back(libraries[i].prepare(copy));
        work.contenders[i].run = copies == 1 ? ready[0].run : in_turn(ready);
    }
}

/// `work` with these contenders; the first library is quanta, with which the others are compared. `footprint`: bytes that
/// a run reads and writes at least.
template <class Operands>
[[nodiscard]] std::shared_ptr<task> task_of(task work, std::vector<library<Operands>> libraries, std::size_t footprint,
                                            std::function<Operands()> make) {
    for (const auto& each : libraries) work.contenders.push_back({each.name, each.packs_in_call});
    const std::size_t copies =
        work.under.caches == cache_state::rotating ? bytes_beyond_caches() / footprint + 2 : std::size_t{1};
    work.prepare = [libraries = std::move(libraries), make = std::move(make), copies](task& self) {
        prepare_all(self, libraries, make, copies);
    };
    return std::make_shared<task>(std::move(work));
}

} // namespace bench
