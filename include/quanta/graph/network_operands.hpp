// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/float_operator.hpp>
#include <quanta/graph/node.hpp>
#include <quanta/graph/shape.hpp>
#include <quanta/op/operands.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// Error unless there is a view of (batch, elements) for each tensor, the values of a sample next to each other.
template <class T>
void check_samples(std::string_view network, std::string_view side, std::span<const tensor_view<T, 2>> views,
                   std::span<const tensor> tensors, std::size_t batch) {
    check(views.size() == tensors.size(), network, ": ", views.size(), " ", side, "s, expected are ", tensors.size());
    for (std::size_t i = 0; i < views.size(); ++i) {
        const std::size_t elements = element_count(network, tensors[i].extents);
        check(views[i].extent(0) == batch && views[i].extent(1) == elements, network, ": the ", side, " '",
              tensors[i].name, "' is (", views[i].extent(0), ", ", views[i].extent(1), "), expected is (", batch, ", ",
              elements, ")");
        check(views[i].stride(1) == 1 || elements == 1, network, ": the values of a sample of the ", side, " '",
              tensors[i].name, "' are ", views[i].stride(1), " apart, they must be neighbours");
    }
}

/// Error if an output overlaps itself, another one or an input, or if any of them shares a byte with `memory`.
inline void check_apart(std::string_view network, std::span<const const_samples> inputs,
                        std::span<const samples> outputs, std::span<std::byte> memory) {
    for (const const_samples& input : inputs) op::check_outside(network, "input", input, memory);
    for (std::size_t o = 0; o < outputs.size(); ++o) {
        op::check_output(network, outputs[o]);
        op::check_outside(network, "output", outputs[o], memory);
        for (const const_samples& input : inputs) op::check_disjoint(network, "input", input, outputs[o]);
        for (std::size_t other = 0; other < o; ++other)
            op::check_disjoint(network, "output", outputs[other], outputs[o]);
    }
}

} // namespace quanta::graph
