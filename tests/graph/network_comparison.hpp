// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <graph/made_network.hpp>
#include <graph/simulated_forward.hpp>
#include <quanta/core/aligned_buffer.hpp>
#include <quanta/graph/integer_network.hpp>

namespace support {

struct memory {
    explicit memory(std::size_t bytes) : buffer(bytes) {}
    [[nodiscard]] std::span<std::byte> span() { return {buffer.data(), buffer.size()}; }
    quanta::aligned_buffer buffer;
};

inline std::size_t elements_of(const quanta::graph::shape& extents) {
    std::size_t count = 1;
    for (const std::size_t extent : extents) count *= extent;
    return count;
}

/// Counts the values of a running network that are not those of the simulation.
struct comparison {
    const std::vector<std::vector<simulated_tensor>>& expected; // by sample and tensor
    std::size_t& values;
    std::size_t& differences;

    void operator()(quanta::graph::tensor_id t, const quanta::graph::integer_samples& seen) const {
        for (std::size_t b = 0; b < seen.batch(); ++b)
            for (std::size_t i = 0; i < seen.elements(); ++i) count(seen(b, i) == expected[b][t.index].integers.at(i));
    }
    void operator()(quanta::graph::tensor_id t, const quanta::graph::const_samples& seen) const {
        for (std::size_t b = 0; b < seen.extent(0); ++b)
            for (std::size_t i = 0; i < seen.extent(1); ++i) count(seen(b, i) == expected[b][t.index].reals.at(i));
    }
    void count(bool is_same) const {
        ++values;
        differences += !is_same;
    }
};

/// The simulation of each sample.
inline std::vector<std::vector<simulated_tensor>> simulate(const quanta::graph::quantized_model& quantized,
                                                           const std::vector<float>& inputs, std::size_t batch,
                                                           const simulated_forward::float_node& in_floats = {}) {
    const simulated_forward simulation(quantized, in_floats);
    const std::size_t size = inputs.size() / batch;
    std::vector<std::vector<simulated_tensor>> results;
    for (std::size_t b = 0; b < batch; ++b) {
        const auto begin = inputs.begin() + static_cast<std::ptrdiff_t>(b * size);
        results.push_back(simulation({std::vector<float>(begin, begin + static_cast<std::ptrdiff_t>(size))}));
    }
    return results;
}

template <quanta::Executor Workers>
void check_against(const std::vector<std::vector<simulated_tensor>>& expected,
                   const quanta::graph::quantized_model& quantized, const std::vector<float>& inputs,
                   Workers& executor) {
    const quanta::graph::integer_network network = made_network(quantized);
    memory workspace(network.observe_workspace_bytes(expected.size(), executor.workers()));
    const quanta::graph::const_samples input(inputs.data(), {expected.size(), inputs.size() / expected.size()});
    std::size_t values = 0, differences = 0;
    network.observe(std::span(&input, 1), workspace.span(), executor, comparison{expected, values, differences});
    REQUIRE(values > 0);
    REQUIRE(differences == 0);
}

} // namespace support
