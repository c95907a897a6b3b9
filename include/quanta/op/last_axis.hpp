// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <quanta/core/core_concepts.hpp>
#include <quanta/op/elementwise.hpp>
#include <quanta/op/task_count.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The values of one row along the last axis, `step` elements apart.
template <class T>
struct last_axis_row {
    T* values;
    std::ptrdiff_t step;

    [[nodiscard]] T& operator[](std::size_t index) const { return values[static_cast<std::ptrdiff_t>(index) * step]; }
};

/// Calls `action(input row, output row, length)` for all rows along the last axis, shared out over the executor. Errors:
/// other extents, operands that overlap without being the same elements.
template <class In, class Out, std::size_t Rank, Executor Workers, class Action>
void for_each_last_axis_row(std::string_view operation, const tensor_view<const In, Rank>& input,
                            const tensor_view<Out, Rank>& output, Workers& executor, const Action& action) {
    check_shape(operation, "input", input, output);
    check_distinct(operation, output);
    if (output.size() == 0) return;
    const std::size_t length = output.extent(Rank - 1), rows = output.size() / length;
    const std::size_t tasks = std::min(rows, task_count(output.size(), executor.workers()));
    executor.run(tasks, [&](std::size_t task, std::size_t) {
        for (std::size_t row = rows * task / tasks; row < rows * (task + 1) / tasks; ++row) {
            std::ptrdiff_t in = 0, out = 0;
            std::size_t rest = row;
            for (std::size_t axis = Rank - 1; axis-- > 0; rest /= output.extent(axis)) {
                const auto index = static_cast<std::ptrdiff_t>(rest % output.extent(axis));
                in += index * input.stride(axis);
                out += index * output.stride(axis);
            }
            action(last_axis_row<const In>{input.data() + in, input.stride(Rank - 1)},
                   last_axis_row<Out>{output.data() + out, output.stride(Rank - 1)}, length);
        }
    });
}

} // namespace quanta::op
