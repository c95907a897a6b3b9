// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_all.hpp>
#include <nlohmann/json.hpp>

#include <fashion_mnist/report.hpp>

namespace {

using Catch::Matchers::ContainsSubstring;

demo::report example() {
    demo::report results;
    results.isa = "avx2";
    results.seconds_total = 12.5;
    results.rows.push_back({"fp32", 89.5, 0, 400, 6000, {0.5, 1000}, 1, {}});
    results.rows.push_back(
        {"int8_entropy", 89.25, -0.25, 100, 1500, {0.125, 3000}, 3, demo::layer_error{"hidden_1", 40.25}});
    return results;
}

} // namespace

TEST_CASE("report: columns line up", "[demo]") {
    REQUIRE(demo::aligned_table({{"network", "n"}, {"a", "10.5"}, {"long name", "1"}}) == "network       n\n"
                                                                                          "---------  ----\n"
                                                                                          "a          10.5\n"
                                                                                          "long name     1\n");
}

TEST_CASE("report: Markdown", "[demo]") {
    REQUIRE(demo::markdown_table({{"network", "n"}, {"a", "1"}}) == "| network | n |\n|---|---:|\n| a | 1 |\n");
}

TEST_CASE("report: cells carry units, and nothing for the network in floats where nothing is compared", "[demo]") {
    const auto cells = demo::cells_of(example());
    REQUIRE(cells[1] == std::vector<std::string>{"fp32", "89.50 %", "", "400", "6000", "0.5000", "1000", "1.00 x", ""});
    REQUIRE(cells[2] == std::vector<std::string>{"int8_entropy", "89.25 %", "-0.25", "100", "1500", "0.1250", "3000",
                                                 "3.00 x", "hidden_1, 40.2 dB"});
}

TEST_CASE("report: JSON has the agreed keys", "[demo]") {
    const auto all = nlohmann::json::parse(demo::json_text(example()));
    REQUIRE(all["isa"] == "avx2");
    REQUIRE(all["seconds_total"] == 12.5);
    REQUIRE(all["rows"].size() == 2);
    const auto& row = all["rows"]["int8_entropy"];
    REQUIRE(row["accuracy"] == 89.25);
    REQUIRE(row["accuracy_change"] == -0.25);
    REQUIRE(row["weight_bytes"] == 100);
    REQUIRE(row["peak_bytes"] == 1500);
    REQUIRE(row["ms_per_image"] == 0.125);
    REQUIRE(row["images_per_second"] == 3000.0);
    REQUIRE(row["speedup"] == 3.0);
    REQUIRE(row["worst_layer"] == "hidden_1");
    REQUIRE(row["worst_sqnr_db"] == 40.25);
    REQUIRE(all["rows"]["fp32"]["worst_layer"].is_null());
    REQUIRE(all["rows"]["fp32"]["worst_sqnr_db"].is_null());
}

TEST_CASE("report: a place that cannot be written to is an error that names it", "[demo]") {
    REQUIRE_THROWS_WITH(demo::write_json(example(), "/proc/nowhere/report.json"),
                        ContainsSubstring("/proc/nowhere/report.json: the report cannot be written"));
}
