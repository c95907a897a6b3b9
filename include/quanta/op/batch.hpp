// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <quanta/op/operands.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Matrix `index` of a batch; a batch of one serves every index.
template <class T>
[[nodiscard]] tensor_view<T, 2> matrix_of(const tensor_view<T, 3>& batch, std::size_t index) {
    const std::size_t used = batch.extent(0) == 1 ? 0 : index;
    return {batch.data() + static_cast<std::ptrdiff_t>(used) * batch.stride(0),
            {batch.extent(1), batch.extent(2)},
            {batch.stride(1), batch.stride(2)}};
}
template <class T>
[[nodiscard]] tensor_view<T, 2> matrix_of(const tensor_view<T, 2>& matrix, std::size_t) {
    return matrix;
}

/// Errors unless lhs (M, K) * rhs (K, N) = output (M, N), in each matrix of a batch, no two values of the output share a
/// place, and neither the output nor the workspace shares memory with the others.
template <class L, class R, class O, std::size_t Rank>
void check_product(std::string_view operation, const tensor_view<L, Rank>& lhs, const tensor_view<R, Rank>& rhs,
                   const tensor_view<O, Rank>& output, std::span<std::byte> memory) {
    constexpr std::size_t row = Rank - 2, column = Rank - 1;
    check_extent(operation, "the rows of the right side", rhs.extent(row), lhs.extent(column));
    check_extent(operation, "the output's rows", output.extent(row), lhs.extent(row));
    check_extent(operation, "the output's columns", output.extent(column), rhs.extent(column));
    if constexpr (Rank == 3) {
        const auto one_or_all = [&](std::size_t extent) { return extent == 1 || extent == output.extent(0); };
        check(one_or_all(lhs.extent(0)) && one_or_all(rhs.extent(0)), operation, ": batches of ", lhs.extent(0),
              " and ", rhs.extent(0), " for an output of ", output.extent(0), "; each must be 1 or that");
    }
    check_output(operation, output);
    check_disjoint(operation, "left side", lhs, output);
    check_disjoint(operation, "right side", rhs, output);
    check_outside(operation, "left side", lhs, memory);
    check_outside(operation, "right side", rhs, memory);
    check_outside(operation, "output", output, memory);
}

} // namespace quanta::op
