// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include <quanta/epilogue/requantize.hpp>
#include <quanta/epilogue/requantize_by_double.hpp>
#include <quanta/epilogue/requantize_fixed_point.hpp>
#include <quanta/epilogue/requantize_in_double.hpp>
#include <quanta/epilogue/requantize_twice_rounded.hpp>
#include <quanta/params/accumulators.hpp>

namespace quanta::op::inline QUANTA_ABI {

namespace detail {

/// Accumulators::requantize(v, m, zero_point, lowest, highest), a value at a time: what a profile of a user's own does.
template <class Accumulators>
struct scalar_requantize {
    template <std::same_as<std::int32_t> Value>
    using result = std::int32_t;

    const typename Accumulators::multiplier_type* multipliers; ///< (columns), or one
    bool per_column;
    std::int32_t zero_point;
    std::int32_t lowest;
    std::int32_t highest;

    [[nodiscard]] std::int32_t operator()(std::int32_t v, std::size_t, std::size_t column) const {
        return Accumulators::requantize(v, multipliers[per_column ? column : 0], zero_point, lowest, highest);
    }
};

template <class Accumulators>
struct stage_of {
    using type = scalar_requantize<Accumulators>;
};
template <>
struct stage_of<rule::scaled_in_float> {
    using type = epilogue::requantize;
};
template <>
struct stage_of<rule::scaled_by_double> {
    using type = epilogue::requantize_by_double<rule::ties_away>;
};
template <>
struct stage_of<rule::scaled_in_double> {
    using type = epilogue::requantize_in_double;
};
template <>
struct stage_of<rule::scaled_once_rounded> {
    using type = epilogue::requantize_fixed_point;
};
template <>
struct stage_of<rule::scaled_twice_rounded> {
    using type = epilogue::requantize_twice_rounded;
};

} // namespace detail

/// The epilogue stage that evaluates a rule for accumulators: {multipliers, per_column, zero_point, lowest, highest}.
template <class Accumulators>
using requantize_stage = typename detail::stage_of<Accumulators>::type;

} // namespace quanta::op
