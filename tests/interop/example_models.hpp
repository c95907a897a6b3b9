// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include <quanta/graph/model.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/interop/user_function.hpp>

/// A function that files know by name only.
float twice(float x);
float twice_derivative(float x);

/// These two, by the name "twice".
std::span<const quanta::interop::user_function> example_functions();

/// A graph that has every operation and function, on small tensors. Its parameters need all digits.
quanta::graph::model example_model();

/// A quantized graph that has every kind of payload.
quanta::graph::quantized_model example_quantized_model();

/// What first differs between two models, to the last bit; empty if nothing does.
std::string difference(const quanta::graph::model& a, const quanta::graph::model& b);
std::string difference(const quanta::graph::quantized_model& a, const quanta::graph::quantized_model& b);
