// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <quanta/core/contracts.hpp>

/// The expression throws quanta::error, and its text contains `part`.
#define REQUIRE_ERROR(expression, part)                                                                                \
    REQUIRE_THROWS_MATCHES(expression, quanta::error,                                                                  \
                           Catch::Matchers::MessageMatches(Catch::Matchers::ContainsSubstring(part)))
