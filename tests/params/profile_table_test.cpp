// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/contracts.hpp>
#include <quanta/params/profile_value.hpp>

using namespace quanta;

namespace {

/// How reals become integers: what a rule says of itself, in a cell.
template <class Reals>
std::string reals_text() {
    return text(Reals::steps::text, ", ", Reals::ties::text, ", z ", Reals::zero_point::text);
}

/// The profile's line in the table, from its rules.
struct line_of {
    template <class Arithmetic>
    std::string operator()(Arithmetic) const {
        using accumulators = typename Arithmetic::accumulators_rule;
        using bias = typename Arithmetic::bias_rule;
        using bounds = typename Arithmetic::bounds_rule;
        const bool same = std::same_as<bounds, typename Arithmetic::reals_rule>;
        return text("| `", Arithmetic::name, "` | ", reals_text<typename Arithmetic::reals_rule>(), " | ",
                    accumulators::text, ", z ", accumulators::zero_point_text, " | ", Arithmetic::multiplier_rule::text,
                    " | ", bias::precision, ": ", bias::steps::text, ", ", bias::ties::text, " | ",
                    same ? "as reals" : reals_text<bounds>(), " | ", Arithmetic::symmetric_scale, " |\n");
    }
};

std::string profile_table() {
    std::string table = "| profile | reals to integers | accumulators | multiplier | bias | bounds of activations | "
                        "symmetric scale |\n|---|---|---|---|---|---|---|\n";
    for (const profile_value each : known_profiles) {
        table += visit_profile(each, line_of{});
        if (each == profile_value::tflite) table += line_of{}(profile::tflite_linear{});
    }
    return table;
}

std::string readme() {
    std::ifstream file(QUANTA_README);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST_CASE("the README's table of who rounds how is that of the rules", "[params]") {
    constexpr std::string_view begin = "<!-- profiles -->\n", end = "<!-- /profiles -->";
    const std::string page = readme();
    const std::size_t first = page.find(begin), last = page.find(end);
    REQUIRE((first != std::string::npos && last != std::string::npos));
    INFO("it should be:\n" << profile_table());
    CHECK(page.substr(first + begin.size(), last - first - begin.size()) == profile_table());
}

TEST_CASE("profiles are found by their names", "[params]") {
    for (const profile_value each : known_profiles) CHECK(find_profile(profile_name(each)) == each);
    CHECK(find_profile("tflite_reference") == std::nullopt);
    CHECK(profile_value_of<profile::aimet> == profile_value::aimet);
    struct own : profile::quanta {};
    STATIC_CHECK(Profile<own> && !KnownProfile<own>);
}
