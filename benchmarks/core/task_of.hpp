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
    solution<typename Operands::result_type> (*prepare)(const std::shared_ptr<const Operands>&);
    bool packs_in_call = false;
};

/// Makes operands, prepares every library, runs each once and compares the results with those of the first.
template <class Operands>
void prepare_all(task& work, const std::vector<library<Operands>>& libraries, const std::function<Operands()>& make) {
    const auto operands = std::make_shared<const Operands>(make());
    std::span<const typename Operands::result_type> ours;
    for (std::size_t i = 0; i < libraries.size(); ++i) {
        const auto ready = libraries[i].prepare(operands);
        ready.run();
        if (ready.collect) ready.collect();
        if (i == 0)
            ours = ready.values;
        else
            log_comparison(work.operation + "/" + work.size, libraries[i].name, ready.kernel,
                           compare(ours, ready.values), ready.allowed);
        work.contenders[i].run = ready.run;
    }
}

/// `work` with these contenders; the first library is quanta, with which the others are compared.
template <class Operands>
[[nodiscard]] std::shared_ptr<task> task_of(task work, std::vector<library<Operands>> libraries,
                                            std::function<Operands()> make) {
    for (const auto& each : libraries) work.contenders.push_back({each.name, each.packs_in_call});
    work.prepare = [libraries = std::move(libraries), make = std::move(make)](task& self) {
        prepare_all(self, libraries, make);
    };
    return std::make_shared<task>(std::move(work));
}

} // namespace bench
