// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/core/integer_formats.hpp>
#include <quanta/graph/overrides.hpp>
#include <quanta/graph/scheme_value.hpp>

namespace demo {

/// What enters the network, and what enters its last layer, have 8 bits whatever the activations have.
[[nodiscard]] inline quanta::graph::overrides wide_ends(quanta::graph::scheme_value activations) {
    namespace graph = quanta::graph;
    activations.format =
        activations.format.is_signed() ? graph::format_value_of<quanta::int8> : graph::format_value_of<quanta::uint8>;
    graph::overrides exceptions;
    for (const char* node : {"image", "average"})
        exceptions.nodes.push_back({.node = node, .weights = {}, .activations = activations, .in_float = false});
    return exceptions;
}

} // namespace demo
