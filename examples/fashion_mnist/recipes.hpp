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

template <class Format>
using unsigned_activations = quanta::scheme<Format, quanta::asymmetric, quanta::per_tensor>;
using signed_activations = quanta::scheme<quanta::int8, quanta::symmetric, quanta::per_tensor>;

template <class Format>
using weights_per_channel = quanta::scheme<Format, quanta::symmetric, quanta::per_channel<0>>;
using weights_per_tensor = quanta::scheme<quanta::int8_narrow, quanta::symmetric, quanta::per_tensor>;

template <class Calibrator, class Activations = unsigned_activations<quanta::uint8>,
          class Weights = weights_per_channel<quanta::int8_narrow>>
using recipe = quanta::recipe<Activations, Weights, quanta::histogram<2048>, Calibrator, quanta::profile::quanta>;

using int8_min_max = recipe<quanta::full_range>;
using int8_percentile = recipe<quanta::percentile>;
using int8_entropy = recipe<quanta::entropy>;
using int8_mse = recipe<quanta::minimum_squared_error>;
using int8_symmetric = recipe<quanta::full_range, signed_activations>;
using int8_per_tensor = recipe<quanta::minimum_squared_error, unsigned_activations<quanta::uint8>, weights_per_tensor>;
using w4a8 =
    recipe<quanta::minimum_squared_error, unsigned_activations<quanta::uint8>, weights_per_channel<quanta::int4>>;
using w4a4 =
    recipe<quanta::minimum_squared_error, unsigned_activations<quanta::uint4>, weights_per_channel<quanta::int4>>;

} // namespace demo::recipes
