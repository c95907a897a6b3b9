// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch_all.hpp>
#include <nlohmann/json.hpp>

#include <quanta/report/json_text.hpp>

using namespace quanta;

TEST_CASE("a report in JSON has every number to the last bit, and null where there is none", "[report]") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const std::vector<report::named_error> rows{{"a \"name\"\n",
                                                 {.count = 3,
                                                  .non_finite = 1,
                                                  .sqnr_db = 0.1,
                                                  .cosine_similarity = 1.0 / 3,
                                                  .maximum_error = 1e-300,
                                                  .mean_error = 4e300,
                                                  .histogram_distance = 0x1.fffffffffffffp-3,
                                                  .clip_rate = 0.0,
                                                  .saturation_rate = 2.0 / 3}},
                                                {"equal", {.sqnr_db = infinity}}};
    const auto all = nlohmann::json::parse(report::json_text(rows));
    REQUIRE(all.size() == 2);
    REQUIRE(all[0] == nlohmann::json{{"name", "a \"name\"\n"},
                                     {"count", 3},
                                     {"non_finite", 1},
                                     {"sqnr_db", 0.1},
                                     {"cosine_similarity", 1.0 / 3},
                                     {"maximum_error", 1e-300},
                                     {"mean_error", 4e300},
                                     {"histogram_distance", 0x1.fffffffffffffp-3},
                                     {"clip_rate", 0.0},
                                     {"saturation_rate", 2.0 / 3}});
    REQUIRE(all[1]["sqnr_db"].is_null());
    REQUIRE(all[1]["clip_rate"].is_null());
    REQUIRE(nlohmann::json::parse(report::json_text({})) == nlohmann::json::array());
}

TEST_CASE("names that are not UTF-8 do not end the program", "[report]") {
    const std::vector<report::named_error> rows{{"\xff", {}}};
    REQUIRE(nlohmann::json::parse(report::json_text(rows)).size() == 1);
}
