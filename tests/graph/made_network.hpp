// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/graph/integer_network.hpp>

namespace support {

/// `integer_network(model)`, compiled once for all tests: every operator of every instruction set is in it.
quanta::graph::integer_network made_network(const quanta::graph::quantized_model& model);

} // namespace support
