// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <quanta/calibrator/entropy.hpp>
#include <quanta/calibrator/full_range.hpp>
#include <quanta/core/integer_formats.hpp>
#include <quanta/observer/histogram.hpp>
#include <quanta/observer/min_max.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/recipe.hpp>

using activations = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;
using weights = quanta::scheme<quanta::int8_narrow, quanta::symmetric, quanta::per_channel<0>>;

#ifdef QUANTA_FAIL
using chosen = quanta::recipe<activations, weights, quanta::histogram<2048>, quanta::entropy, quanta::uint8>;
#else
using chosen = quanta::recipe<activations, weights, quanta::histogram<2048>, quanta::entropy>;
#endif

chosen::activations first;
