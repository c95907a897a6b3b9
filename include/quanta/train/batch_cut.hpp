// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>

#include <quanta/graph/model.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// How a batch is cut: `chunks` of `samples` samples each, the last may be shorter, and `groups` of `chunks_per_group`
/// chunks, of which the last may have fewer.
struct batch_cut {
    std::size_t chunks, samples, groups, chunks_per_group;
    [[nodiscard]] constexpr std::size_t capacity() const { return chunks * samples; }
};

/// The cut of a batch for a network, which depends on nothing else. Chunks are so small that a tensor's part stays in
/// the cache of a core from layer to layer. A group is a task, which goes through its chunks in order; there are few
/// groups, as each has sums of weight gradients of its own: together at most 256 MiB.
[[nodiscard]] inline batch_cut cut_batch(const graph::model& net, std::size_t batch) {
    constexpr std::size_t most_groups = 32, most_samples = 8, chunk_bytes = 64 * 1024,
                          sums_bytes = std::size_t{1} << 28;
    std::size_t parameters = 1, largest = 1;
    for (const graph::node& node : net.nodes())
        for (const graph::parameter& each : node.parameters) parameters += each.values.size();
    for (const graph::tensor& each : net.tensors())
        largest = std::max(largest, graph::element_count(each.name, each.extents));
    const auto share = [](std::size_t whole, std::size_t parts) { return (whole + parts - 1) / parts; };
    const std::size_t groups = std::clamp<std::size_t>(sums_bytes / sizeof(float) / parameters, 1, most_groups);
    const std::size_t of_group = share(batch, groups);
    const std::size_t samples =
        std::clamp<std::size_t>(chunk_bytes / sizeof(float) / largest, 1, std::min(most_samples, of_group));
    const std::size_t chunks = share(batch, samples), chunks_per_group = share(of_group, samples);
    return {chunks, samples, share(chunks, chunks_per_group), chunks_per_group};
}

} // namespace quanta::train
