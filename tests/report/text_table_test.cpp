// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_all.hpp>

#include <quanta/report/text_table.hpp>
#include <quanta/report/worst_first.hpp>

using namespace quanta;
using report::named_error;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<named_error> rows() {
    return {{"image", {.count = 784, .sqnr_db = infinity, .cosine_similarity = 1}},
            {"stem",
             {.count = 25088,
              .non_finite = 3,
              .sqnr_db = 31.25,
              .cosine_similarity = 0.99962,
              .maximum_error = 0.0123,
              .mean_error = 4.567e-5,
              .histogram_distance = 0.00098,
              .clip_rate = 0.001,
              .saturation_rate = 0.25}},
            {"pool", {.sqnr_db = nan, .cosine_similarity = nan, .histogram_distance = nan}},
            {"logits", {.count = 10, .sqnr_db = -infinity, .maximum_error = 1}},
            {"sum", {.count = 10, .sqnr_db = 31.25, .maximum_error = 1}}};
}

} // namespace

TEST_CASE("a report as a table", "[report]") {
    REQUIRE(report::text_table(rows()) ==
            "tensor  SQNR dB    cosine  max error  mean error  clipped %  saturated %  distance  values  not finite\n"
            "------  -------  --------  ---------  ----------  ---------  -----------  --------  ------  ----------\n"
            "image       inf  1.000000          0           0          -            -         0     784           0\n"
            "stem       31.2  0.999620     0.0123    4.57e-05       0.10        25.00   0.00098   25088           3\n"
            "pool          -         -          0           0          -            -         -       0           0\n"
            "logits     -inf  0.000000          1           0          -            -         0      10           0\n"
            "sum        31.2  0.000000          1           0          -            -         0      10           0\n");
}

TEST_CASE("whatever a name holds, a table has one line a tensor", "[report]") {
    const auto shown = [](std::string name) {
        const std::string table = report::text_table(std::vector<named_error>{{std::move(name), {}}});
        REQUIRE(std::count(table.begin(), table.end(), '\n') == 3);
        const std::size_t begin = table.find('\n', table.find('\n') + 1) + 1;
        return table.substr(begin, table.find("  ", begin) - begin);
    };
    REQUIRE(shown("a\n\r\tb") == "a\\n\\r\\tb");
    REQUIRE(shown("na\"m\\e") == "na\\\"m\\\\e");
    REQUIRE(shown(std::string("\0\x01\x1f\x7f", 4)) == "\\u0000\\u0001\\u001f\\u007f");
    const std::string replaced = "\xef\xbf\xbd";
    REQUIRE(shown("l\u00e4nge \u20ac \U0001f600") == "l\u00e4nge \u20ac \U0001f600");
    REQUIRE(shown("name\xff") == "name" + replaced);
    REQUIRE(shown("\xc0\xaf name") == replaced + replaced + " name");                // too long a form of '/'
    REQUIRE(shown("name \xe2\x82") == "name " + replaced + replaced);                // the last byte is missing
    REQUIRE(shown("\xed\xa0\x80 name") == replaced + replaced + replaced + " name"); // a surrogate
    REQUIRE(report::text_table(std::vector<named_error>{{"\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4", {}}})
                .starts_with("tensor   SQNR"));
}

TEST_CASE("tensors that differ, the worst first", "[report]") {
    std::vector<std::string> names;
    for (const named_error& row : report::worst_first(rows())) names.push_back(row.name);
    REQUIRE(names == std::vector<std::string>{"logits", "stem", "sum"});
    REQUIRE(report::worst_first({}).empty());
}
