// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/calibrator.hpp>
#include <quanta/core/integer_formats.hpp>
#include <quanta/observer/histogram.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/recipe.hpp>

/// The choices that the rows of the demo's table stand for.
namespace demo::recipes {

using unsigned_activations = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;
using signed_activations = quanta::scheme<quanta::int8, quanta::symmetric, quanta::per_tensor>;
using weights = quanta::scheme<quanta::int8_narrow, quanta::symmetric, quanta::per_channel<0>>;
using observer = quanta::histogram<2048>;

template <class Activations, class Calibrator>
using calibrated = quanta::recipe<Activations, weights, observer, Calibrator, quanta::profile::quanta>;

using int8_min_max = calibrated<unsigned_activations, quanta::full_range>;
using int8_percentile = calibrated<unsigned_activations, quanta::percentile>;
using int8_entropy = calibrated<unsigned_activations, quanta::entropy>;
using int8_mse = calibrated<unsigned_activations, quanta::minimum_squared_error>;
using int8_symmetric = calibrated<signed_activations, quanta::full_range>;

} // namespace demo::recipes
