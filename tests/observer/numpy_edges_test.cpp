// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <limits>

#include <catch2/catch_all.hpp>

#include <quanta/observer/numpy_edges.hpp>

TEST_CASE("a value on an edge belongs above it, on the last edge below", "[observer]") {
    const quanta::numpy_edges edges(-1, 1, 4);
    CHECK(edges.bins() == 4);
    CHECK(edges.bin_of(-1) == 0);
    CHECK(edges.bin_of(-0.5F) == 1);
    CHECK(edges.bin_of(-0.50001F) == 0);
    CHECK(edges.bin_of(0) == 2);
    CHECK(edges.bin_of(0.75F) == 3);
    CHECK(edges.bin_of(1) == 3);
    CHECK(edges.bin_of(1.0001F) == 4);
    CHECK(edges.bin_of(-1.0001F) == 4);
}

TEST_CASE("edges stay finite where their distance leaves the floats", "[observer]") {
    const quanta::numpy_edges edges(-3e38F, 3e38F, 4);
    CHECK(edges.bin_of(-3e38F) == 0);
    CHECK(edges.bin_of(-1e38F) == 1);
    CHECK(edges.bin_of(0) == 2);
    CHECK(edges.bin_of(2e38F) == 3);
    CHECK(edges.bin_of(3e38F) == 3);
    CHECK(edges.width() == 1.5e38F);
    CHECK(edges.bins_until(3.3e38F) == std::numeric_limits<double>::infinity());
}

TEST_CASE("edges are appended until the last bin holds the end", "[observer]") {
    quanta::numpy_edges edges(0, 1, 4);
    edges.append_until(1.6F);
    CHECK(edges.bins() == 7);
    CHECK(edges.last() == 1.75F);
    CHECK(edges.bin_of(1.6F) == 6);
}

// NumPy 2.4.6: e = numpy.linspace(numpy.float32(0), numpy.float32(1), 1001, dtype=numpy.float32), w = e[1] - e[0],
// numpy.arange(e[-1] + w, numpy.float32(20) + w, w) has 19000 elements and ends at 20.000887870788574.
TEST_CASE("edges drift as NumPy's do", "[observer]") {
    quanta::numpy_edges edges(0, 1, 1000);
    edges.append_until(20);
    CHECK(edges.bins() == 20000);
    CHECK(edges.last() == static_cast<float>(20.000887870788574)); // half way between two floats
}

TEST_CASE("edges tell beforehand how many bins they come to", "[observer]") {
    quanta::numpy_edges edges(0, 1, 1000);
    CHECK(edges.bins_until(20) == 20000);
    edges.append_until(20);
    CHECK(edges.bins() == 20000);
}

// NumPy 2.4.6 fails too: numpy.arange with a step of 0, or "cannot compute length".
TEST_CASE("no number of bins of width 0 reaches further, and none reaches beyond the floats", "[observer]") {
    constexpr float infinity = std::numeric_limits<float>::infinity(), largest = std::numeric_limits<float>::max();
    const quanta::numpy_edges flat(1, 1 + 0x1p-13F, 2048); // 1 + 2^-24 is 1 in floats
    CHECK(flat.width() == 0);
    CHECK(flat.bins_until(1.01F) == infinity);
    CHECK(flat.bins_until(2) == infinity);
    CHECK(quanta::numpy_edges(0, largest / 2, 2).bins_until(0.7F * largest) == 3);
    CHECK(quanta::numpy_edges(0, largest / 2, 2).bins_until(largest) == infinity);
    CHECK(quanta::numpy_edges(0, 0.75F * largest, 2).bins_until(largest) == infinity);
}
