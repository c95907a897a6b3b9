// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>

#include <quanta/graph/model.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// How a batch is cut: `chunks` of `samples` samples each, the last may be shorter.
struct batch_cut {
    std::size_t chunks, samples;
    [[nodiscard]] constexpr std::size_t capacity() const { return chunks * samples; }
};

/// The cut of a batch for a network: samples few enough that a chunk's values stay near its core, chunks few enough that
/// their sums of weight gradients, each as large as the weights, take at most 256 MiB. It depends on nothing else.
[[nodiscard]] inline batch_cut cut_batch(const graph::model& net, std::size_t batch) {
    constexpr std::size_t most_chunks = 64, near_samples = 4, sums_bytes = std::size_t{1} << 28;
    std::size_t parameters = 1;
    for (const graph::node& node : net.nodes())
        for (const graph::parameter& each : node.parameters) parameters += each.values.size();
    const std::size_t chunks = std::clamp<std::size_t>(sums_bytes / sizeof(float) / parameters, 1, most_chunks);
    const auto share = [batch](std::size_t parts) { return (batch + parts - 1) / parts; };
    const std::size_t samples = std::max(share(chunks), std::min(near_samples, share(8)));
    return {share(samples), samples};
}

} // namespace quanta::train
