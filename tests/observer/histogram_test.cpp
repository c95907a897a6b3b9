// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <map>
#include <mutex>
#include <thread>

#include <catch2/catch_all.hpp>

#include <observer/float_data.hpp>
#include <quanta/observer/histogram.hpp>

namespace {

constexpr std::size_t few = 16;

auto row(const float* values, std::size_t count) { return quanta::tensor_view<const float, 1>(values, {count}); }

template <std::size_t Bins>
quanta::histogram<Bins> observed(const std::vector<float>& values) {
    quanta::histogram<Bins> histogram;
    histogram.observe(quanta::view(values));
    return histogram;
}

template <std::size_t Bins>
std::map<int, std::uint64_t> bins_of(const quanta::histogram<Bins>& histogram) {
    std::map<int, std::uint64_t> bins;
    for (int bin = histogram.first_bin(); bin <= histogram.last_bin(); ++bin)
        if (histogram.in_bin(bin) != 0) bins[bin] = histogram.in_bin(bin);
    return bins;
}

/// The definition, word for word, in doubles: the smallest width that fits, then one value after the other.
template <std::size_t Bins>
std::map<int, std::uint64_t> reference(const std::vector<float>& values, double& width) {
    const auto bin_of = [&width](double x) { return x < 0 ? -1 - std::trunc(-x / width) : std::trunc(x / width); };
    double low = 0, high = 0;
    for (const float value : values)
        if (std::isfinite(value)) low = std::min<double>(low, value), high = std::max<double>(high, value);
    for (width = 0x1p-126; bin_of(high) - bin_of(low) + 1 > double(Bins);) width *= 2;
    std::map<int, std::uint64_t> bins;
    for (const float value : values)
        if (std::isfinite(value)) ++bins[static_cast<int>(bin_of(value))];
    return bins;
}

using bins = std::map<int, std::uint64_t>;

} // namespace

TEST_CASE("data of one sign use every bin", "[observer]") {
    const auto histogram = observed<few>({0, 0.5f, 1, 1.5f, 7.75f, 15.5f});
    CHECK(histogram.bin_width() == 1);
    CHECK(bins_of(histogram) == bins{{0, 2}, {1, 2}, {7, 1}, {15, 1}});
    CHECK(histogram.first_bin() == 0);
    CHECK(histogram.last_bin() == 15);
    CHECK(histogram.zeros() == 1);
    CHECK(histogram.count() == 6);
    CHECK(histogram.minimum() == 0);
    CHECK(histogram.maximum() == 15.5);
}

TEST_CASE("bins mirror each other about zero", "[observer]") {
    const auto histogram = observed<few>({-8, -7.5f, -1, -0.25f, -0.0f, 0.0f, 0.25f, 1, 7.5f});
    CHECK(histogram.bin_width() == 2); // -8 has bin -9 of width 1, so 17 would be needed
    CHECK(bins_of(histogram) == bins{{-5, 1}, {-4, 1}, {-1, 2}, {0, 4}, {3, 1}});
    CHECK(histogram.zeros() == 2);
}

TEST_CASE("a growing range joins bins in pairs", "[observer]") {
    quanta::histogram<few> histogram;
    histogram.observe(row(std::vector<float>{1, 2, 3}.data(), 3));
    CHECK(histogram.bin_width() == 0.25);
    CHECK(bins_of(histogram) == bins{{4, 1}, {8, 1}, {12, 1}});
    histogram.observe(row(std::vector<float>{-1}.data(), 1));
    CHECK(histogram.bin_width() == 0.5);
    CHECK(bins_of(histogram) == bins{{-3, 1}, {2, 1}, {4, 1}, {6, 1}});
    histogram.observe(row(std::vector<float>{100}.data(), 1));
    CHECK(histogram.bin_width() == 8);
    CHECK(bins_of(histogram) == bins{{-1, 1}, {0, 3}, {12, 1}});
}

TEST_CASE("the ends of the float range", "[observer]") {
    constexpr float largest = std::numeric_limits<float>::max(), smallest = std::numeric_limits<float>::denorm_min();
    SECTION("largest of both signs") {
        const auto histogram = observed<few>({-largest, -smallest, 0, smallest, largest});
        CHECK(histogram.bin_width() == 0x1p125);
        CHECK(bins_of(histogram) == bins{{-8, 1}, {-1, 1}, {0, 2}, {7, 1}});
    }
    SECTION("largest of one sign") {
        const auto histogram = observed<2048>({largest});
        CHECK(histogram.bin_width() == 0x1p117);
        CHECK(bins_of(histogram) == bins{{2047, 1}});
    }
    SECTION("denormals share the two bins at zero") {
        const auto histogram = observed<2048>({-smallest, smallest, 2 * smallest, 0});
        CHECK(histogram.bin_width() == 0x1p-126);
        CHECK(bins_of(histogram) == bins{{-1, 1}, {0, 3}});
        CHECK(histogram.zeros() == 1);
        CHECK(histogram.minimum() == -smallest);
    }
    SECTION("from denormals to the largest") {
        quanta::histogram<65536> histogram;
        for (const float value : {-smallest, 1.0f, largest}) histogram.observe(row(&value, 1));
        CHECK(bins_of(histogram) == bins{{-1, 1}, {0, 1}, {32767, 1}});
    }
}

TEST_CASE("equal values, zeros, one value, none", "[observer]") {
    CHECK(bins_of(observed<few>(std::vector<float>(5000, 3.0f))) == bins{{12, 5000}});
    CHECK(bins_of(observed<few>(std::vector<float>(5000, -3.0f))) == bins{{-13, 5000}});
    CHECK(bins_of(observed<few>(std::vector<float>(5000))) == bins{{0, 5000}});
    CHECK(bins_of(observed<few>({1.0f})) == bins{{8, 1}});
    const auto nothing = observed<few>({});
    CHECK(nothing == quanta::histogram<few>());
    CHECK(bins_of(nothing).empty());
    CHECK(nothing.minimum() == support::infinity);
}

TEST_CASE("NaN and infinity are counted and land in no bin", "[observer]") {
    const auto histogram = observed<few>({support::nan, 1, support::infinity, -support::infinity, 2});
    CHECK(histogram.count() == 2);
    CHECK(histogram.non_finite() == 3);
    CHECK(bins_of(histogram) == bins{{4, 1}, {8, 1}});
}

TEMPLATE_TEST_CASE_SIG("the histogram is the definition", "[observer]", ((std::size_t Bins), Bins), 16, 128, 2048) {
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        const std::vector<float> values = support::hostile_floats(1 + seed * 37, seed % 3 == 0, seed);
        double width = 0;
        const auto expected = reference<Bins>(values, width);
        const auto histogram = observed<Bins>(values);
        REQUIRE(histogram.bin_width() == width);
        REQUIRE(bins_of(histogram) == expected);
        REQUIRE(histogram.zeros() == static_cast<std::uint64_t>(std::count(values.begin(), values.end(), 0.0f)));
        REQUIRE(histogram.last_bin() - histogram.first_bin() < static_cast<int>(Bins));
    }
}

TEST_CASE("a large tensor is the definition", "[observer]") {
    for (std::uint32_t seed = 1; seed <= 3; ++seed) {
        CAPTURE(seed);
        const std::vector<float> values = support::hostile_floats(40'000, seed == 3, seed);
        double width = 0;
        const auto expected = reference<2048>(values, width);
        const auto histogram = observed<2048>(values);
        CHECK(histogram.bin_width() == width);
        CHECK(bins_of(histogram) == expected);
    }
}

TEMPLATE_TEST_CASE_SIG("any split and any order give the same bits", "[observer]", ((std::size_t Bins), Bins), 16,
                       2048) {
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        const std::vector<float> values = support::hostile_floats(4000, seed % 2 == 0, seed);
        const auto merged = support::observed_in_parts<quanta::histogram<Bins>>(values, 1 + seed % 7, seed, row);
        REQUIRE(merged == observed<Bins>(values));
    }
}

TEST_CASE("threads may merge in the order in which they end", "[observer]") {
    const std::vector<float> values = support::hostile_floats(40'000, true, 12);
    quanta::histogram<512> merged;
    std::mutex merging;
    {
        std::vector<std::jthread> threads;
        for (std::size_t begin = 0; begin < values.size(); begin += 5000)
            threads.emplace_back([&, begin] {
                quanta::histogram<512> part;
                part.observe(row(values.data() + begin, 5000));
                const std::lock_guard lock(merging);
                merged.merge(part);
            });
    }
    CHECK(merged == observed<512>(values));
}

TEST_CASE("every instruction set gives the same bits", "[observer]") {
    const quanta::isa::id before = quanta::isa::select();
    for (const bool large : {false, true}) { // large tensors are counted in tables of their own
        const std::vector<float> values = support::hostile_floats(large ? 50'000 : 5000, true, 31);
        quanta::isa::limit_to(quanta::isa::id::reference);
        const auto expected = observed<2048>(values);
        for (const quanta::isa::id id : quanta::isa::available()) {
            CAPTURE(quanta::isa::name(id), large);
            quanta::isa::limit_to(id);
            CHECK(observed<2048>(values) == expected);
        }
        quanta::isa::limit_to(before);
    }
}

TEST_CASE("merging a histogram into itself counts twice", "[observer]") {
    auto histogram = observed<few>({-1, 0, 3});
    const auto& same = histogram;
    histogram.merge(same);
    CHECK(histogram == observed<few>({-1, 0, 3, 3, 0, -1}));
}

TEST_CASE("views with strides count like copies", "[observer]") {
    const std::vector<float> values = support::hostile_floats(3 * 1500, true, 7);
    std::vector<float> copied;
    for (std::size_t i = 0; i < values.size(); i += 3) copied.push_back(values[i]);
    quanta::histogram<128> strided;
    strided.observe(quanta::tensor_view<const float, 2>(values.data(), {30, 50}, {150, 3}));
    CHECK(strided == observed<128>(copied));
}
