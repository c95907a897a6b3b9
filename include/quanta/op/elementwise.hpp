// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <quanta/core/contracts.hpp>
#include <quanta/op/shape_walk.hpp>
#include <quanta/quantizer/aliasing.hpp>
#include <quanta/tensor/distinct.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The operand of an operator whose rank is that of its output: mutable views convert to it.
template <class T, std::size_t Rank>
using input_view = std::type_identity_t<tensor_view<const T, Rank>>;

namespace detail {

/// Whether two views of one shape have every element at the same place.
template <class A, class B, std::size_t Rank>
[[nodiscard]] bool same_places(const tensor_view<A, Rank>& a, const tensor_view<B, Rank>& b) {
    if (sizeof(A) != sizeof(B) || static_cast<const void*>(a.data()) != static_cast<const void*>(b.data()))
        return false;
    for (std::size_t axis = 0; axis < Rank; ++axis)
        if (a.extent(axis) > 1 && a.stride(axis) != b.stride(axis)) return false;
    return true;
}

/// Calls `row(inputs, count, out)` on neighbours: values that lie otherwise pass through blocks on the stack.
template <class In, class Out, std::size_t Inputs, class Row>
void run_row(std::array<const In*, Inputs> inputs, const std::array<std::ptrdiff_t, Inputs + 1>& step,
             std::size_t length, Out* out, const Row& row) {
    constexpr std::size_t block = 256;
    const bool neighbours = std::all_of(step.begin(), step.end(), [](std::ptrdiff_t each) { return each == 1; });
    if (neighbours || length == 1) return row(inputs, length, out);
    In gathered[Inputs][block];
    Out results[block];
    for (std::size_t start = 0; start < length; start += block) {
        const std::size_t count = std::min(block, length - start);
        std::array<const In*, Inputs> from{};
        for (std::size_t input = 0; input < Inputs; ++input) {
            from[input] = step[input] == 1 ? inputs[input] : gathered[input];
            for (std::size_t i = 0; step[input] != 1 && i < count; ++i)
                gathered[input][i] = inputs[input][static_cast<std::ptrdiff_t>(i) * step[input]];
            inputs[input] += static_cast<std::ptrdiff_t>(count) * step[input];
        }
        row(from, count, step[Inputs] == 1 ? out : results);
        for (std::size_t i = 0; step[Inputs] != 1 && i < count; ++i)
            out[static_cast<std::ptrdiff_t>(i) * step[Inputs]] = results[i];
        out += static_cast<std::ptrdiff_t>(count) * step[Inputs];
    }
}

} // namespace detail

/// Errors unless input and output have the same extents and share no memory, or are the same elements.
template <class In, class Out, std::size_t Rank>
void check_shape(std::string_view operation, std::string_view name, const tensor_view<In, Rank>& input,
                 const tensor_view<Out, Rank>& output) {
    for (std::size_t axis = 0; axis < Rank; ++axis)
        check(input.extent(axis) == output.extent(axis), operation, ": axis ", axis, " has ", input.extent(axis),
              " elements in the ", name, " and ", output.extent(axis), " in the output");
    check(detail::same_places(input, output) || !overlap(input, output), operation, ": the ", name,
          " and the output of ", output.size(), " elements overlap without being the same elements");
}

/// Error if two elements of the output are in one place.
template <class Out, std::size_t Rank>
void check_distinct(std::string_view operation, const tensor_view<Out, Rank>& output) {
    check(has_distinct_elements(output), operation, ": the output of ", output.size(), " elements overlaps itself");
}

/// output = row(input), value by value: `row(in, count, out)` takes neighbours. Operands of equal extents, any rank and
/// strides; `output` may be `input` itself. Errors: other extents, operands that overlap otherwise.
template <class In, class Out, std::size_t Rank, Executor Workers, class Row>
void elementwise(std::string_view operation, const tensor_view<const In, Rank>& input,
                 const tensor_view<Out, Rank>& output, Workers& executor, const Row& row) {
    check_shape(operation, "input", input, output);
    check_distinct(operation, output);
    const shape_walk<2> walk(input, output);
    walk.for_each_row(executor, [&](const std::array<std::ptrdiff_t, 2>& origins, std::size_t count) {
        detail::run_row<In, Out, 1>({input.data() + origins[0]}, walk.step(), count, output.data() + origins[1],
                                    [&](const auto& from, std::size_t n, Out* to) { row(from[0], n, to); });
    });
}

/// output = row(lhs, rhs), value by value: `row(lhs, rhs, count, out)` takes neighbours. As above; either operand may be
/// the output, and an operand may have strides of 0, which repeat its values along that axis.
template <class In, class Out, std::size_t Rank, Executor Workers, class Row>
void elementwise(std::string_view operation, const tensor_view<const In, Rank>& lhs,
                 const tensor_view<const In, Rank>& rhs, const tensor_view<Out, Rank>& output, Workers& executor,
                 const Row& row) {
    check_shape(operation, "left side", lhs, output);
    check_shape(operation, "right side", rhs, output);
    check_distinct(operation, output);
    const shape_walk<3> walk(lhs, rhs, output);
    walk.for_each_row(executor, [&](const std::array<std::ptrdiff_t, 3>& origins, std::size_t count) {
        detail::run_row<In, Out, 2>({lhs.data() + origins[0], rhs.data() + origins[1]}, walk.step(), count,
                                    output.data() + origins[2],
                                    [&](const auto& from, std::size_t n, Out* to) { row(from[0], from[1], n, to); });
    });
}

} // namespace quanta::op
