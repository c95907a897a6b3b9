// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/minimum_squared_error.hpp>
#include <quanta/core/integer_formats.hpp>
#include <quanta/observer/histogram.hpp>
#include <quanta/observer/observer_concepts.hpp>
#include <quanta/params/params_concepts.hpp>
#include <quanta/params/profile_quanta.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/tensor/granularity.hpp>

namespace quanta::inline QUANTA_ABI {

/// Everything that a user chooses about quantizing a network: how activations and weights are represented, what
/// observes the activations and how the statistics become ranges, and whose arithmetic is used. Names only, no data.
///
/// `recipe<>` is what to begin with: 8 bits, weights per channel, and the ranges of the least error, of rounding and
/// clipping together.
template <class Activations = scheme<uint8, asymmetric, per_tensor>,
          class Weights = scheme<int8_narrow, symmetric, per_channel<0>>, class Statistics = histogram<2048>,
          class Calibrator = minimum_squared_error, class Arithmetic = profile::quanta>
struct recipe {
    static_assert(Scheme<Activations>,
                  "recipe: the activations must be a scheme, such as scheme<uint8, asymmetric, per_tensor>");
    static_assert(Scheme<Weights>,
                  "recipe: the weights must be a scheme, such as scheme<int8_narrow, symmetric, per_channel<0>>");
    static_assert(Observer<Statistics>,
                  "recipe: the observer must have observe, merge, count and non_finite, such as histogram<2048>");
    static_assert(CalibratorFor<Calibrator, Statistics>,
                  "recipe: the calibrator must give a range from what the observer knows; percentile, entropy and "
                  "minimum_squared_error need a histogram");
    static_assert(Profile<Arithmetic>,
                  "recipe: the profile must have all the scalar functions of profile::quanta, with their signatures");

    using activations = Activations;
    using weights = Weights;
    using observer = Statistics;
    using calibrator = Calibrator;
    using profile = Arithmetic;
};

} // namespace quanta
