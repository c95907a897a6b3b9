// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string_view>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/params/accumulators.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// profile.multiplier(lhs, rhs, out). Error, naming the operation and what is multiplied, where scales so far apart met
/// that no such multiplier holds their quotient.
template <Profile Arithmetic, class... Name>
[[nodiscard]] auto checked_multiplier(std::string_view operation, const Arithmetic& profile, double lhs, double rhs,
                                      double out, const Name&... name) {
    if (scales_in_fixed_point(profile)) {
        const double exact = lhs * rhs / out;
        check(exact < 0x1p30, operation, ": the multiplier of ", name..., " is ", exact,
              "; fixed point holds less than 2^30");
    }
    const auto multiplier = profile.multiplier(lhs, rhs, out);
    const double real = to_multiplier_value(multiplier).real;
    check(std::abs(real) <= std::numeric_limits<float>::max(), operation, ": the multiplier of ", name..., " is ", real,
          "; the scales are too far apart for a float");
    return multiplier;
}

/// The multipliers of each column, in the arrays that stages read: of the one kind that a profile has, or, for
/// `profile::any`, of each.
class column_multipliers {
public:
    void push_back(const multiplier_value& value) {
        push_back(value.real);
        push_back(multiplier_as<float>(value));
        push_back(value.fixed);
    }
    void push_back(double value) { doubles_.push_back(value); }
    void push_back(float value) { floats_.push_back(value); }
    void push_back(fixed_point_multiplier value) { fixed_.push_back(value); }

    /// Those of the columns from `column` on.
    template <Multiplier T>
    [[nodiscard]] const T* from(std::size_t column) const {
        if constexpr (std::same_as<T, double>)
            return doubles_.data() + column;
        else if constexpr (std::same_as<T, float>)
            return floats_.data() + column;
        else
            return fixed_.data() + column;
    }

private:
    std::vector<double> doubles_;
    std::vector<float> floats_;
    std::vector<fixed_point_multiplier> fixed_;
};

} // namespace quanta::op
