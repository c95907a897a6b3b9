// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/core_concepts.hpp>
#include <quanta/core/inline_executor.hpp>
#include <quanta/core/integer_formats.hpp>
#include <quanta/interop/openmp_executor.hpp>
#include <quanta/interop/tbb_executor.hpp>
#include <quanta/op/linear.hpp>
#include <quanta/params/scheme.hpp>

#include "support/failure.hpp"
#include "support/integer_data.hpp"

using namespace quanta;
using interop::openmp_executor;
using interop::tbb_executor;

static_assert(Executor<openmp_executor> && Executor<tbb_executor>);

TEMPLATE_TEST_CASE("every index is run once, by a worker that runs no other task meanwhile", "[interop][threads]",
                   openmp_executor, tbb_executor) {
    for (const std::size_t workers : std::initializer_list<std::size_t>{1, 2, 4}) {
        TestType executor(workers);
        REQUIRE(executor.workers() == workers);
        for (const std::size_t count : std::initializer_list<std::size_t>{0, 1, 2, 1000}) {
            std::vector<std::atomic<int>> seen(count), inside(workers);
            std::atomic<bool> alone{true};
            executor.run(count, [&](std::size_t index, std::size_t worker) {
                ++seen[index];
                if (worker >= workers || ++inside[worker] != 1) alone = false;
                --inside[worker];
            });
            REQUIRE(alone);
            for (const auto& times : seen) REQUIRE(times == 1);
        }
    }
}

TEMPLATE_TEST_CASE("a task's exception reaches the caller, and the executor goes on", "[interop][threads]",
                   openmp_executor, tbb_executor) {
    TestType executor(3);
    for (int round = 0; round < 20; ++round) {
        REQUIRE_THROWS_AS(executor.run(100,
                                       [](std::size_t index, std::size_t) {
                                           if (index == 42) throw std::out_of_range("task 42");
                                       }),
                          std::out_of_range);
        std::atomic<int> ran{0};
        executor.run(100, [&](std::size_t, std::size_t) { ++ran; });
        REQUIRE(ran == 100);
    }
}

TEMPLATE_TEST_CASE("executors refuse numbers of workers that cannot be", "[interop][threads]", openmp_executor,
                   tbb_executor) {
    REQUIRE_ERROR(TestType(0), "executor: 0 workers; 1 to 65536");
    REQUIRE_ERROR(TestType(65537), "executor: 65537 workers; 1 to 65536");
    CHECK(TestType().workers() >= 1);
}

TEMPLATE_TEST_CASE("a layer gives the same integers on the threads of others", "[interop][threads]", openmp_executor,
                   tbb_executor) {
    constexpr std::size_t rows = 70, outputs = 130, inputs = 96;
    using activations = scheme<uint8, asymmetric, per_tensor>;
    using weights = scheme<int8, symmetric, per_channel<0>>;
    const auto x = support::integers<uint8>(rows * inputs, support::pattern::uniform, 1);
    const auto w = support::integers<int8>(outputs * inputs, support::pattern::uniform, 2);
    const op::linear<activations, weights> layer(
        view(w.data(), {outputs, inputs}),
        quantization<weights>(std::vector<float>(outputs, 0.01F), std::vector<std::int32_t>(outputs, 0)),
        std::vector<float>(outputs, 0.5F), {0.02F, 100}, {0.7F, 30}, op::activation::relu);
    const auto in = view(x.data(), {rows, inputs});
    const auto on = [&](auto& executor) {
        std::vector<std::uint8_t> y(rows * outputs);
        aligned_buffer memory(layer.workspace_bytes(in, executor.workers()));
        layer.run(in, view(y.data(), {rows, outputs}), {memory.data(), memory.size()}, executor);
        return y;
    };
    inline_executor alone;
    TestType theirs(4);
    CHECK(on(theirs) == on(alone));
}
