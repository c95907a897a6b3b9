// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/epilogue/narrow.hpp>
#include <quanta/epilogue/pipeline.hpp>
#include <quanta/epilogue/tile.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// What happens to 64-bit accumulators between the kernel and the output: a stage that narrows them to int32 or float,
/// then stages as in any `pipeline`, the last of which stores.
///
///     wide_pipeline{requantize_by_double<rule::ties_to_even>{...}, store<std::int16_t>{output, columns}}
///
/// Owns copies of its stages, which are plain data; the arrays they point at must outlive it.
template <NarrowingStage First, EpilogueStage... Rest>
class wide_pipeline {
public:
    /// Error where a stage refuses its numbers, see the stages.
    explicit wide_pipeline(const First& first, const Rest&... rest) : first_(first), rest_(rest...) {
        if constexpr (requires { first.validate(); }) first.validate();
    }

    /// Runs the stages on `values` with the instruction set `Tag`, as `pipeline` does.
    template <class Tag>
    void consume(const tile<std::int64_t>& values) const {
        alignas(buffer_alignment) value_type narrowed[scratch_size];
        const std::size_t at_once = scratch_size / values.columns; // rows
        for (std::size_t top = 0; top < values.rows; top += at_once) {
            const std::size_t rows = std::min(at_once, values.rows - top);
            for (std::size_t i = 0; i < rows; ++i)
                narrow<Tag>::run(first_, values.values + (top + i) * values.stride, values.columns, values.first_column,
                                 narrowed + i * values.columns);
            rest_.template consume<Tag>(tile<value_type>{narrowed, values.columns, rows, values.columns,
                                                         values.first_row + top, values.first_column});
        }
    }

private:
    using value_type = typename First::template result<std::int64_t>;
    static constexpr std::size_t scratch_size = 512; // as many values as the largest tile has columns, or more

    First first_;
    pipeline<Rest...> rest_;
};

} // namespace quanta::epilogue
