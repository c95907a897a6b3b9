// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <observer/float_data.hpp>
#include <quanta/observer/histogram.hpp>
#include <quanta/observer/pytorch_histogram.hpp>
#include <quanta/observer/tensorrt_histogram.hpp>
#include <support/counting_new.hpp>

TEST_CASE("ten thousand batches take no more memory than one: none beside the histogram itself", "[observer]") {
    static_assert(sizeof(quanta::histogram<2048>) <= 8 * 2048 + 64);
    const std::vector<float> values = support::hostile_floats(1000, true, 5),
                             large = support::hostile_floats(20'000, true, 6);
    quanta::histogram<2048> histogram;
    static_cast<void>(quanta::isa::select()); // asks the processor once
    const std::size_t before = support::allocations();
    histogram.observe(quanta::view(large));
    for (int batch = 0; batch < 10'000; ++batch) histogram.observe(quanta::view(values));
    const std::size_t after = support::allocations();
    CHECK(after == before);
    CHECK(histogram.count() + histogram.non_finite() == 10'020'000);
}

TEMPLATE_TEST_CASE("a toolkit's histogram keeps its memory as long as the range does not grow", "[observer]",
                   quanta::tensorrt_histogram, quanta::pytorch_histogram) {
    const std::vector<float> values = support::hostile_floats(1000, true, 5);
    TestType histogram;
    histogram.observe(quanta::view(values));
    const std::size_t before = support::allocations();
    for (int batch = 0; batch < 10'000; ++batch) histogram.observe(quanta::view(values));
    const std::size_t after = support::allocations();
    CHECK(after == before);
}
