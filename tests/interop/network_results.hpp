// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <quanta/graph/model.hpp>
#include <quanta/graph/quantized_model.hpp>

/// The values of all outputs, one behind the other, that the network gives for a batch of samples, always the same
/// ones. In a source of their own: every kernel of every instruction set is compiled there.
std::vector<float> results(const quanta::graph::model& net);
std::vector<float> results(const quanta::graph::quantized_model& net);
