// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <support/failure.hpp>

using namespace quanta;

TEST_CASE("an error's text joins words and numbers", "[core]") {
    CHECK(text("depth ", 7, " > ", 2.5F, '!') == "depth 7 > 2.5!");
    CHECK(text(std::string("a"), "b", std::size_t{3}) == "ab3");
    REQUIRE_ERROR(check(false, "axis ", 3, " of ", "weights"), "axis 3 of weights");
    REQUIRE_NOTHROW(check(true, "never"));
}

TEST_CASE("an error is caught as std::invalid_argument", "[core]") {
    REQUIRE_THROWS_AS(fail("wrong"), std::invalid_argument);
}
