// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/isa/tags.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// Values that an operation on rows reads: those of a row next to each other, and row behind row.
struct dense {
    const float* values;
    [[nodiscard]] constexpr const float* row(std::size_t index, std::size_t columns) const {
        return values + index * columns;
    }
};

/// Values of the columns, the same for every row.
struct by_column {
    const float* values;
    [[nodiscard]] constexpr const float* row(std::size_t, std::size_t) const { return values; }
};

/// f(x) = x, which `sum_rows` knows.
struct itself {
    [[nodiscard]] constexpr float operator()(float x) const { return x; }
};

/// Whether there are loops for a tag besides those of the reference.
template <class Tag>
inline constexpr bool has_leaf = false;

/// Loops over rows of floats, one specialization for each group of instruction sets; the primary one is plain code that
/// a compiler vectorizes for what the translation unit is compiled for. Outputs overlap no operand.
template <class Tag>
struct row_leaf {
    /// output = f(value of each operand)
    template <class F, class... Operands>
    static void map(const F& f, std::size_t rows, std::size_t columns, float* output, const Operands&... operands) {
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < columns; ++j) output[i * columns + j] = f(operands.row(i, columns)[j]...);
    }

    /// output = f(output, value of each operand)
    template <class F, class... Operands>
    static void update(const F& f, std::size_t rows, std::size_t columns, float* output, const Operands&... operands) {
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < columns; ++j) {
                float& value = output[i * columns + j];
                value = f(value, operands.row(i, columns)[j]...);
            }
    }

    /// sums[j] += the sum over the rows of f(value of each operand)
    template <class F, class... Operands>
    static void sum_rows(const F& f, std::size_t rows, std::size_t columns, float* sums, const Operands&... operands) {
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < columns; ++j) sums[j] += f(operands.row(i, columns)[j]...);
    }
};

} // namespace quanta::train
