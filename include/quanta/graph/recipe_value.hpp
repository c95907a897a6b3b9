// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <variant>

#include <quanta/calibrator.hpp>
#include <quanta/core/contracts.hpp>
#include <quanta/core/diagnostics.hpp>
#include <quanta/graph/scheme_value.hpp>
#include <quanta/observer.hpp>
#include <quanta/params/profile_value.hpp>
#include <quanta/quantizer/recipe.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// What observes the tensors of a network, known at run time only.
struct observer_value {
    enum class kind { histogram, min_max, absolute_max, moving_average_min_max } what = kind::histogram;
    /// Of `histogram`: 2048, the one size whose code every program has. Others are for `quantize<recipe<...>>`.
    std::size_t bins = 2048;
    /// Of `moving_average_min_max`.
    double averaging_constant = 0.01;
    [[nodiscard]] friend constexpr bool operator==(const observer_value&, const observer_value&) = default;
};

/// How statistics become ranges, known at run time only, with its parameters.
using calibrator_value = std::variant<full_range, percentile, entropy, minimum_squared_error>;

/// A `recipe<...>` known at run time only: read from a file, found by a search. Plain data; what is not given is that of
/// `recipe<>`.
struct recipe_value {
    scheme_value activations = scheme_value_of<recipe<>::activations>;
    scheme_value weights = scheme_value_of<recipe<>::weights>;
    observer_value observer = {};
    calibrator_value calibrator = recipe<>::calibrator{};
    profile_value profile = profile_value_of<recipe<>::profile>;
};

namespace detail {

template <class Statistics>
struct observer_value_of {
    static_assert(dependent_false<Statistics>,
                  "quanta: a recipe_value observes with histogram<2048>, min_max, absolute_max or "
                  "moving_average_min_max; with another observer call quantize<recipe<...>>");
};
template <std::size_t Bins>
struct observer_value_of<histogram<Bins>> {
    static constexpr observer_value value{.what = observer_value::kind::histogram, .bins = Bins};
};
template <>
struct observer_value_of<min_max> {
    static constexpr observer_value value{.what = observer_value::kind::min_max};
};
template <>
struct observer_value_of<absolute_max> {
    static constexpr observer_value value{.what = observer_value::kind::absolute_max};
};
template <>
struct observer_value_of<moving_average_min_max> {
    static constexpr observer_value value{.what = observer_value::kind::moving_average_min_max};
};

template <class Calibrator>
concept KnownCalibrator = std::same_as<Calibrator, full_range> || std::same_as<Calibrator, percentile> ||
    std::same_as<Calibrator, entropy> || std::same_as<Calibrator, minimum_squared_error>;

} // namespace detail

/// The recipe as a value, with the calibrator's parameters: what `quantize<Recipe>` does, `quantize` with this does.
template <class Recipe>
[[nodiscard]] recipe_value recipe_value_of(const typename Recipe::calibrator& calibrator = {}) {
    static_assert(detail::KnownCalibrator<typename Recipe::calibrator>,
                  "quanta: a recipe_value calibrates with full_range, percentile, entropy or minimum_squared_error; "
                  "with another calibrator call quantize<recipe<...>>");
    static_assert(KnownProfile<typename Recipe::profile>,
                  "quanta: a graph follows one of the library's profiles, see params/profiles.hpp");
    return {scheme_value_of<typename Recipe::activations>, scheme_value_of<typename Recipe::weights>,
            detail::observer_value_of<typename Recipe::observer>::value, calibrator,
            profile_value_of<typename Recipe::profile>};
}

/// action(a new observer, the calibrator), both in their own types. Errors name the pair: percentile, entropy and
/// minimum_squared_error read a histogram; a histogram that has not 2048 bins.
template <class Action>
decltype(auto) visit(const observer_value& observer, const calibrator_value& calibrator, const Action& action) {
    using kind = observer_value::kind;
    if (observer.what == kind::histogram) {
        check(observer.bins == 2048, "recipe: a histogram of ", observer.bins,
              " bins; what is chosen at run time has 2048, quantize<recipe<...>> takes any");
        return std::visit([&](const auto& own) { return action(histogram<2048>(), own); }, calibrator);
    }
    static constexpr const char* names[] = {"full_range", "percentile", "entropy", "minimum_squared_error"};
    check(std::holds_alternative<full_range>(calibrator), "recipe: ", names[calibrator.index()],
          " reads a histogram; min_max, absolute_max and moving_average_min_max go with full_range");
    switch (observer.what) {
    case kind::min_max: return action(min_max(), full_range{});
    case kind::absolute_max: return action(absolute_max(), full_range{});
    case kind::moving_average_min_max: return action(moving_average_min_max(observer.averaging_constant), full_range{});
    default: fail("recipe: observer ", static_cast<int>(observer.what), " is none of those known");
    }
}

} // namespace quanta::graph
