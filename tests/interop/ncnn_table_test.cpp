// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch_all.hpp>

#include <interop/golden_calibration.hpp>
#include <quanta/interop/ncnn_table.hpp>
#include <support/failure.hpp>
#include <support/scratch_folder.hpp>

using namespace quanta;
using interop::ncnn_table;
using interop::parse_ncnn_table;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("ncnn's table is read as ncnn reads it", "[interop]") {
    const golden_calibration golden = load_golden_calibration("ncnn.table");
    const ncnn_table table = parse_ncnn_table(golden.text);
    REQUIRE(table.weights.size() == 2);
    REQUIRE(table.activations.size() == 2);
    for (const auto& [name, channels] : golden.read) {
        const auto& scales = (name.ends_with("_param_0") ? table.weights : table.activations).at(name);
        REQUIRE(scales.size() == channels.size());
        for (std::size_t i = 0; i < scales.size(); ++i) REQUIRE(double{scales[i]} == channels[i][0]);
    }
    REQUIRE(parse_ncnn_table(text_of(table)) == table);
}

TEST_CASE("any scale of an ncnn table is written and read to the last bit", "[interop]") {
    constexpr std::uint32_t seed = 6;
    CAPTURE(seed);
    std::mt19937 random(seed);
    ncnn_table table{{{"conv_param_0", {infinity, std::numeric_limits<float>::denorm_min()}}}, {}};
    for (int i = 0; i < 2000; ++i) {
        const auto scale = std::bit_cast<float>(static_cast<std::uint32_t>(random()) >> 1);
        if (scale > 0) table.activations["layer" + std::to_string(i % 100)].push_back(scale);
    }
    REQUIRE(parse_ncnn_table(text_of(table)) == table);
}

TEST_CASE("spaces and line ends of an ncnn table do not matter where ncnn does not care", "[interop]") {
    const ncnn_table expected{{{"a_param_1", {1.5F, 2.0F}}}, {{"a", {3.0F}}}};
    REQUIRE(parse_ncnn_table("a_param_1 1.5 2\na 3.000000 \n") == expected);
    REQUIRE(parse_ncnn_table("  a_param_1   1.5  2  \r\na 3e0\r\n\n\n") == expected);
    REQUIRE(parse_ncnn_table("a_param_1 1.5 2\na 3") == expected);
    REQUIRE(parse_ncnn_table("") == ncnn_table{});
    REQUIRE(text_of(expected) == "a_param_1 1.5 2\na 3\n");
}

TEST_CASE("an ncnn table that is none is refused with the line", "[interop]") {
    const std::string start = "a_param_0 1 2\n";
    REQUIRE_ERROR(parse_ncnn_table(start + "b\n", "x.table"), "x.table: line 2: a name without scales");
    for (const char* word : {"x", "1,5", "1.5x", "0x10", "-1", "0", "nan", "1e99", "1e-99", "+1", "\t1"})
        REQUIRE_ERROR(parse_ncnn_table(start + "b " + word + "\n"), "is no positive number");
    REQUIRE_ERROR(parse_ncnn_table(start + "a_param_0 1\n"), "line 2: a second line of 'a_param_0'");
    REQUIRE_ERROR(parse_ncnn_table(start + "\n\nb 1\n"), "line 4: stands behind an empty line");
    REQUIRE_ERROR(parse_ncnn_table("a\tb 1\n"), "line 1: 'a?b' is no name of ncnn");
    REQUIRE_ERROR(parse_ncnn_table(text(std::string(256, 'a'), " 1\n")), "is no name of ncnn");
}

TEST_CASE("what an ncnn table cannot hold is not written", "[interop]") {
    REQUIRE_ERROR(text_of(ncnn_table{{{"a", {1.0F}}}, {}}), "'a' is no name of weights");
    REQUIRE_ERROR(text_of(ncnn_table{{}, {{"a_param_0", {1.0F}}}}), "'a_param_0' is no name of a layer");
    REQUIRE_ERROR(text_of(ncnn_table{{}, {{"a b", {1.0F}}}}), "'a b' is no name");
    REQUIRE_ERROR(text_of(ncnn_table{{}, {{"a", {}}}}), "'a' has no scales");
    REQUIRE_ERROR(text_of(ncnn_table{{}, {{"a", {std::nanf("")}}}}), "is not positive");
}

TEST_CASE("ranges become scales of an ncnn table and back", "[interop]") {
    const interop::range_table ranges{{"w_param_0", {{-2.0, 1.0}, {0.0, 0.0}, {-0.5, 31.0}}}};
    REQUIRE(interop::ncnn_scales_of(ranges, 127) ==
            interop::ncnn_scales{{"w_param_0", {63.5F, 1.0F, static_cast<float>(127.0 / 31)}}});
    REQUIRE(interop::ncnn_scales_of(ranges, 31).at("w_param_0")[2] == 1.0F);
    REQUIRE(interop::ranges_of(interop::ncnn_scales{{"a", {63.5F, infinity}}}, 127) ==
            interop::range_table{{"a", {{-2.0, 2.0}, {-0.0, 0.0}}}});
}

TEST_CASE("an ncnn table is saved and loaded", "[interop]") {
    const support::scratch_folder folder;
    const ncnn_table table{{{"a_param_0", {1.0F, 3.25F}}}, {{"a", {7.0F}}}};
    interop::save_ncnn_table(table, folder / "x.table");
    REQUIRE(interop::load_ncnn_table(folder / "x.table") == table);
}
