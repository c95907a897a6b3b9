// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <quanta/op/elementwise.hpp>
#include <quanta/op/operands.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The `count` indices of `axis` from `first` on.
template <class T, std::size_t Rank>
[[nodiscard]] tensor_view<T, Rank> part_of(const tensor_view<T, Rank>& whole, std::size_t axis, std::size_t first,
                                           std::size_t count) {
    auto extents = whole.extents();
    extents[axis] = count;
    return {whole.data() + static_cast<std::ptrdiff_t>(first) * whole.stride(axis), extents, whole.strides()};
}

/// Errors unless the inputs, one behind the other along `axis`, have the output's extents, the output does not overlap
/// itself, and each input is its part of the output or shares no memory with the output.
template <class T, std::size_t Rank>
void check_parts(std::string_view operation, std::span<const tensor_view<const T, Rank>> inputs, std::size_t axis,
                 const tensor_view<T, Rank>& output) {
    check(axis < Rank, operation, ": axis ", axis, " of tensors of rank ", Rank);
    std::size_t joined = 0;
    for (std::size_t input = 0; input < inputs.size(); ++input) {
        for (std::size_t other = 0; other < Rank; ++other)
            check(other == axis || inputs[input].extent(other) == output.extent(other), operation, ": axis ", other,
                  " has ", inputs[input].extent(other), " elements in input ", input, " and ", output.extent(other),
                  " in the output");
        joined += inputs[input].extent(axis);
    }
    check(joined == output.extent(axis), operation, ": axis ", axis, " has ", joined,
          " elements in the inputs together and ", output.extent(axis), " in the output");
    check_distinct(operation, output);
    for (std::size_t input = 0, first = 0; input < inputs.size(); first += inputs[input++].extent(axis))
        check(detail::same_places(inputs[input], part_of(output, axis, first, inputs[input].extent(axis))) ||
                  !overlap(inputs[input], output),
              operation, ": input ", input, " and the output of ", output.size(), " elements overlap");
}

} // namespace quanta::op
