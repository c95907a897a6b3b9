// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/contracts.hpp>
#include <quanta/core/core_concepts.hpp>
#include <quanta/graph/calibration_data.hpp>
#include <quanta/graph/float_network.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/graph/progress.hpp>
#include <quanta/graph/quantization_plan.hpp>
#include <quanta/observer/observer_concepts.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// What an observer saw of each tensor that has parameters of its own; the others have none. By the tensor's index.
template <Observer Statistics>
using edge_statistics = std::vector<std::optional<Statistics>>;

/// Runs the network in floats over all samples, `batch` at a time, and shows each tensor that the plan gives parameters of
/// its own to a copy of `prototype`. Memory: one observer for each of them, and a workspace for one batch. An observer sees
/// whole batches in their order, whatever the executor, so the result does not depend on it.
/// `report` is called after each batch with stage "observe"; none is returned where it cancels.
/// Errors: no data, samples of another size, a batch of 0.
template <Observer Statistics, Executor Workers>
[[nodiscard]] std::optional<edge_statistics<Statistics>>
observe_edges(const model& folded, const quantization_plan& plan, const calibration_data& data, std::size_t batch,
              const Statistics& prototype, Workers& executor, const progress_callback& callback = {}) {
    data.check_for(folded);
    check(batch > 0, "calibration: batches of 0 samples");
    edge_statistics<Statistics> statistics(plan.tensors.size());
    for (std::size_t t = 0; t < statistics.size(); ++t)
        if (plan.has_own_parameters(t)) statistics[t] = prototype;

    const float_network network(folded);
    const std::size_t total = data.samples_count(), batches = (total + batch - 1) / batch;
    aligned_buffer memory(network.observe_workspace_bytes(std::min(batch, total), executor.workers()));
    for (std::size_t b = 0; b < batches; ++b) {
        const std::vector<const_samples> inputs = data.batch(b * batch, batch);
        network.observe(std::span(inputs), {memory.data(), memory.size()}, executor,
                        [&](tensor_id id, const const_samples& values) {
                            if (statistics[id.index]) statistics[id.index]->observe(values);
                        });
        if (!report(callback, {"observe", b + 1, batches})) return std::nullopt;
    }
    return statistics;
}

} // namespace quanta::graph
