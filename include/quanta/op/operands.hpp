// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <quanta/core/contracts.hpp>
#include <quanta/core/core_concepts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/core/integer_formats.hpp>
#include <quanta/params/affine_params.hpp>
#include <quanta/tensor/distinct.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Error unless `got == expected`.
inline void check_extent(std::string_view operation, std::string_view what, std::size_t got, std::size_t expected) {
    check(got == expected, operation, ": ", what, " is ", got, ", expected is ", expected);
}

/// Error unless the scale is positive and finite and the zero point is one of the format's integers. `name`: the parts of
/// the operand's, which an error joins.
template <IntegerFormat Format, class... Name>
void check_params(std::string_view operation, affine_params params, const Name&... name) {
    check(is_finite(params.scale) && params.scale > 0, operation, ": scale ", params.scale, " of the ", name...,
          " is not positive and finite");
    check(params.zero_point >= Format::lowest && params.zero_point <= Format::highest, operation, ": zero point ",
          params.zero_point, " of the ", name..., " is not in ", Format::name, "'s range [", Format::lowest, ", ",
          Format::highest, "]");
}

/// Error unless `params` are those of symmetric 16-bit integers.
inline void check_wide_params(std::string_view operation, affine_params params, std::string_view name) {
    check_params<int16>(operation, params, name);
    check(params.zero_point == 0, operation, ": zero point ", params.zero_point, " of the ", name,
          ", which is symmetric: it is 0");
}

namespace detail {

/// Where a matrix or a batch lies: bytes from the first to behind the last element, of a row, and between rows.
struct footprint {
    std::intptr_t begin, end, row, pitch;
    bool rows_of_one_pitch; ///< contiguous rows, all `pitch` apart
};

template <class T, std::size_t Rank>
[[nodiscard]] footprint footprint_of(const tensor_view<T, Rank>& tensor) {
    constexpr auto width = static_cast<std::intptr_t>(sizeof(T));
    constexpr std::size_t row = Rank - 2, column = Rank - 1;
    const auto start = reinterpret_cast<std::intptr_t>(tensor.data());
    footprint bytes{start, start + width, static_cast<std::intptr_t>(tensor.extent(column)) * width,
                    tensor.stride(row) * width, tensor.stride(column) == 1 && tensor.stride(row) > 0};
    for (std::size_t axis = 0; axis < Rank; ++axis) {
        const std::intptr_t reach = static_cast<std::intptr_t>(tensor.extent(axis) - 1) * tensor.stride(axis) * width;
        (reach < 0 ? bytes.begin : bytes.end) += reach;
    }
    if constexpr (Rank == 3)
        bytes.rows_of_one_pitch &=
            tensor.extent(0) == 1 ||
            tensor.stride(0) == tensor.stride(row) * static_cast<std::ptrdiff_t>(tensor.extent(row));
    return bytes;
}

} // namespace detail

/// Whether two matrices, or batches of them, share memory. Column ranges of one buffer with one distance between rows do
/// not; any other pair whose address ranges meet is taken to.
template <class A, std::size_t RankA, class B, std::size_t RankB>
[[nodiscard]] bool share_memory(const tensor_view<A, RankA>& a, const tensor_view<B, RankB>& b) {
    if (a.size() == 0 || b.size() == 0) return false;
    const detail::footprint x = detail::footprint_of(a), y = detail::footprint_of(b);
    if (x.end <= y.begin || y.end <= x.begin) return false;
    if (!x.rows_of_one_pitch || !y.rows_of_one_pitch || x.pitch != y.pitch) return true;
    const std::intptr_t distance = ((y.begin - x.begin) % x.pitch + x.pitch) % x.pitch;
    return distance < x.row || distance + y.row > x.pitch;
}

/// Error if `output` shares memory with `input`.
template <class A, class B, std::size_t Rank>
void check_disjoint(std::string_view operation, std::string_view input_name, const tensor_view<A, Rank>& input,
                    const tensor_view<B, Rank>& output) {
    check(!share_memory(input, output), operation, ": the output (", output.extent(Rank - 2), ", ",
          output.extent(Rank - 1), ") overlaps the ", input_name, " (", input.extent(Rank - 2), ", ",
          input.extent(Rank - 1), ")");
}

/// Error unless the values of one row stand next to each other, and no two values of the output in one place.
template <class T, std::size_t Rank>
void check_output(std::string_view operation, const tensor_view<T, Rank>& output) {
    check(output.stride(Rank - 1) == 1 || output.extent(Rank - 1) <= 1, operation, ": the output's columns are ",
          output.stride(Rank - 1), " elements apart, they must be neighbours");
    check(has_distinct_elements(output), operation, ": the output overlaps itself: rows of ", output.extent(Rank - 1),
          " columns are ", output.stride(Rank - 2), " elements apart");
}

/// Error if `memory`, which an operator writes, shares a byte with `tensor`.
template <class T, std::size_t Rank>
void check_outside(std::string_view operation, std::string_view name, const tensor_view<T, Rank>& tensor,
                   std::span<std::byte> memory) {
    const tensor_view<std::byte, 2> bytes(memory.data(), {1, memory.size()});
    check(!share_memory(tensor, bytes), operation, ": the ", name, " (", tensor.extent(Rank - 2), ", ",
          tensor.extent(Rank - 1), ") overlaps the workspace of ", memory.size(), " bytes");
}

/// Errors unless input (M, inputs) and output (M, outputs) fit a layer, and share no memory with each other or with the
/// workspace.
template <class I, class O>
void check_layer(std::string_view operation, const tensor_view<I, 2>& input, std::size_t inputs,
                 const tensor_view<O, 2>& output, std::size_t outputs, std::span<std::byte> memory) {
    check_extent(operation, "the depth of the input", input.extent(1), inputs);
    check_extent(operation, "the output's rows", output.extent(0), input.extent(0));
    check_extent(operation, "the output's columns", output.extent(1), outputs);
    check_output(operation, output);
    check_disjoint(operation, "input", input, output);
    check_outside(operation, "input", input, memory);
    check_outside(operation, "output", output, memory);
}

/// Rows whose values are neighbours: `matrix` itself where they are, else a copy of (rows, columns) in `memory`.
template <class T>
[[nodiscard]] tensor_view<const T, 2> rows_of(const tensor_view<const T, 2>& matrix, T* memory) {
    if (matrix.stride(1) == 1 || matrix.extent(1) <= 1) return matrix;
    for (std::size_t i = 0; i < matrix.extent(0); ++i)
        for (std::size_t k = 0; k < matrix.extent(1); ++k) memory[i * matrix.extent(1) + k] = matrix(i, k);
    return {memory, matrix.extents()};
}

} // namespace quanta::op
