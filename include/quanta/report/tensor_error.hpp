// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <quanta/isa/target.hpp>

namespace quanta::report::inline QUANTA_ABI {

/// How far the values y of one tensor are from the values x of its reference. Where nothing was compared, errors are 0 and
/// what would be a ratio is NaN.
struct tensor_error {
    std::uint64_t count = 0;      ///< pairs (x, y) compared
    std::uint64_t non_finite = 0; ///< pairs left out because one of them is NaN or infinite

    /// 10 log10(sum x^2 / sum (x - y)^2), in decibels. +infinity where no pair differs, -infinity where x is all zero and
    /// y is not.
    double sqnr_db = 0;
    /// sum x y / sqrt(sum x^2 sum y^2). 1 where both are all zero, 0 where one of them is.
    double cosine_similarity = 0;
    double maximum_error = 0;      ///< max |x - y|, in the unit of x
    double mean_error = 0;         ///< sum |x - y| / count, in the unit of x
    double histogram_distance = 0; ///< of x and y without regard to pairs: see `histogram_distance`

    /// Share of the x beyond the reals that the integers of y reach: x / scale < lowest - zero_point - 1/2 or
    /// x / scale > highest - zero_point + 1/2. None where y was never integers.
    std::optional<double> clip_rate = std::nullopt;
    /// Share of the integers of y that are the format's highest, or its lowest unless that stands for 0, as where a relu
    /// precedes. None where y was never integers.
    std::optional<double> saturation_rate = std::nullopt;
};

/// The same of one tensor among others.
struct named_error {
    std::string name;
    tensor_error error;
};

} // namespace quanta::report
