// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/graph/memory_plan.hpp>

#include <support/failure.hpp>

using quanta::graph::memory_plan;
using quanta::graph::planned_tensor;

namespace {

using tensors = std::vector<planned_tensor>;

std::size_t rounded(std::size_t bytes) { return (bytes + 63) / 64 * 64; }

bool alive_together(const planned_tensor& a, const planned_tensor& b) {
    return a.first_use <= b.last_use && b.first_use <= a.last_use;
}

/// Tensors as a network's: each made at its own step, most read at the next one only.
tensors random_network(std::mt19937& generator) {
    const std::size_t steps = 1 + generator() % 40;
    tensors made;
    for (std::size_t step = 0; step < steps; ++step) {
        const std::size_t reads = generator() % 4 == 0 ? generator() % 7 : 1;
        made.push_back({generator() % 5000, step, std::min(steps, step + reads)});
    }
    std::shuffle(made.begin(), made.end(), generator);
    return made;
}

void require_disjoint(const tensors& planned, const memory_plan& plan, std::size_t batch) {
    for (std::size_t a = 0; a < planned.size(); ++a) {
        const std::size_t end = plan.offset(a, batch) + planned[a].bytes_per_sample * batch;
        REQUIRE(plan.offset(a, batch) % 64 == 0);
        REQUIRE(end <= plan.peak_bytes(batch));
        for (std::size_t b = 0; b < a; ++b) {
            if (!alive_together(planned[a], planned[b])) continue;
            const bool apart = end <= plan.offset(b, batch) ||
                               plan.offset(b, batch) + planned[b].bytes_per_sample * batch <= plan.offset(a, batch);
            CAPTURE(a, b, batch);
            REQUIRE(apart);
        }
    }
}

} // namespace

TEST_CASE("tensors alive together never overlap", "[graph]") {
    const std::uint32_t seed = 20260301;
    CAPTURE(seed);
    std::mt19937 generator(seed);
    std::size_t peak = 0, least = 0;
    for (int round = 0; round < 60; ++round) {
        const tensors planned = random_network(generator);
        const memory_plan plan(planned);
        for (const std::size_t batch : {1U, 3U, 64U}) require_disjoint(planned, plan, batch);
        REQUIRE(plan.least_bytes(1) <= plan.peak_bytes(1));
        REQUIRE(plan.peak_bytes(1) <= plan.unshared_bytes(1));
        peak += plan.peak_bytes(1);
        least += plan.least_bytes(1);
    }
    REQUIRE(peak <= least + least / 50); // at most 2 % above what is alive together, on average
}

TEST_CASE("a chain needs no more than its largest pair of neighbours", "[graph]") {
    const std::uint32_t seed = 7;
    CAPTURE(seed);
    std::mt19937 generator(seed);
    for (int round = 0; round < 50; ++round) {
        tensors chain;
        const std::size_t length = 1 + generator() % 30;
        for (std::size_t step = 0; step < length; ++step) chain.push_back({1 + generator() % 9000, step, step + 1});
        std::size_t largest = rounded(chain[0].bytes_per_sample);
        for (std::size_t i = 1; i < length; ++i)
            largest = std::max(largest, rounded(chain[i - 1].bytes_per_sample) + rounded(chain[i].bytes_per_sample));
        const memory_plan plan(chain);
        REQUIRE(plan.peak_bytes(1) == largest);
        REQUIRE(plan.least_bytes(1) == largest);
    }
}

TEST_CASE("a plan says what it needs and what it would need without reuse", "[graph]") {
    // A residual block: the second tensor is read again by the fourth step.
    const tensors block{{256, 0, 1}, {256, 1, 3}, {256, 2, 3}, {40, 3, 4}};
    const memory_plan plan(block);
    REQUIRE(plan.unshared_bytes(1) == 3 * 256 + 64);
    REQUIRE(plan.peak_bytes(1) == 2 * 256 + 64);
    REQUIRE(plan.peak_bytes(10) == 10 * (2 * 256 + 64));
    REQUIRE(memory_plan().peak_bytes(5) == 0);
    REQUIRE(memory_plan(tensors{}).peak_bytes(5) == 0);
}

TEST_CASE("a plan for many tensors is made quickly and is as tight on a chain", "[graph]") {
    tensors chain;
    for (std::size_t step = 0; step < 20000; ++step) chain.push_back({64, step, step + 1});
    const memory_plan plan(chain);
    REQUIRE(plan.peak_bytes(1) == 128);
}

TEST_CASE("a plan refuses lifetimes that end before they begin and sizes that memory cannot hold", "[graph]") {
    REQUIRE_ERROR(memory_plan(tensors{{64, 3, 2}}), "memory_plan: a tensor is used first at step 3 and last at step 2");
    const std::size_t half = std::size_t{1} << 62;
    REQUIRE_ERROR(memory_plan(tensors{{half, 0, 1}, {half, 0, 1}}), "memory_plan");
    REQUIRE_ERROR(memory_plan(tensors{{~std::size_t{0}, 0, 1}}), "is more than");
    const memory_plan plan(tensors{{64, 0, 1}});
    REQUIRE_ERROR(static_cast<void>(plan.peak_bytes(half)), "memory_plan: 64 * ");
}
