// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <graph/made_network.hpp>

quanta::graph::integer_network support::made_network(const quanta::graph::quantized_model& model) {
    return quanta::graph::integer_network(model);
}
