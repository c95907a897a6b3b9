// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <quanta/core/contracts.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Error unless `got == expected`.
inline void check_extent(std::string_view operation, std::string_view what, std::size_t got, std::size_t expected) {
    check(got == expected, operation, ": ", what, " is ", got, ", expected is ", expected);
}

namespace detail {

/// Where a matrix lies: bytes from the first to behind the last element, of a row, and between rows.
struct footprint {
    std::intptr_t begin, end, row, pitch;
    bool rows_are_contiguous;
};

template <class T>
[[nodiscard]] footprint footprint_of(const tensor_view<T, 2>& matrix) {
    constexpr auto width = static_cast<std::intptr_t>(sizeof(T));
    const auto start = reinterpret_cast<std::intptr_t>(matrix.data());
    footprint bytes{start, start + width, static_cast<std::intptr_t>(matrix.extent(1)) * width,
                    matrix.stride(0) * width, matrix.stride(1) == 1};
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const std::intptr_t reach = static_cast<std::intptr_t>(matrix.extent(axis) - 1) * matrix.stride(axis) * width;
        (reach < 0 ? bytes.begin : bytes.end) += reach;
    }
    return bytes;
}

} // namespace detail

/// Whether two matrices share memory. Column ranges of one buffer with one distance between rows do not; any other pair
/// whose address ranges meet is taken to.
template <class A, class B>
[[nodiscard]] bool share_memory(const tensor_view<A, 2>& a, const tensor_view<B, 2>& b) {
    if (a.size() == 0 || b.size() == 0) return false;
    const detail::footprint x = detail::footprint_of(a), y = detail::footprint_of(b);
    if (x.end <= y.begin || y.end <= x.begin) return false;
    if (!x.rows_are_contiguous || !y.rows_are_contiguous || x.pitch != y.pitch || x.pitch <= 0) return true;
    const std::intptr_t distance = ((y.begin - x.begin) % x.pitch + x.pitch) % x.pitch;
    return distance < x.row || distance + y.row > x.pitch;
}

/// Error if `output` shares memory with `input`.
template <class A, class B>
void check_disjoint(std::string_view operation, std::string_view input_name, const tensor_view<A, 2>& input,
                    const tensor_view<B, 2>& output) {
    check(!share_memory(input, output), operation, ": the output (", output.extent(0), ", ", output.extent(1),
          ") overlaps the ", input_name, " (", input.extent(0), ", ", input.extent(1), ")");
}

/// Error unless the values of one row stand next to each other.
template <class T>
void check_row_contiguous(std::string_view operation, const tensor_view<T, 2>& output) {
    check(output.stride(1) == 1 || output.extent(1) <= 1, operation, ": the output's columns are ", output.stride(1),
          " elements apart, they must be neighbours");
}

/// Error if `memory`, which an operator writes, shares a byte with `matrix`.
template <class T>
void check_outside(std::string_view operation, std::string_view matrix_name, const tensor_view<T, 2>& matrix,
                   std::span<std::byte> memory) {
    const tensor_view<std::byte, 2> bytes(memory.data(), {1, memory.size()});
    check(!share_memory(matrix, bytes), operation, ": the ", matrix_name, " (", matrix.extent(0), ", ",
          matrix.extent(1), ") overlaps the workspace of ", memory.size(), " bytes");
}

/// Errors unless input (M, inputs) and output (M, outputs) fit a layer, and share no memory with each other or with the
/// workspace.
template <class I, class O>
void check_layer(std::string_view operation, const tensor_view<I, 2>& input, std::size_t inputs,
                 const tensor_view<O, 2>& output, std::size_t outputs, std::span<std::byte> memory) {
    check_extent(operation, "the depth of the input", input.extent(1), inputs);
    check_extent(operation, "the output's rows", output.extent(0), input.extent(0));
    check_extent(operation, "the output's columns", output.extent(1), outputs);
    check_row_contiguous(operation, output);
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
