// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>

#include <quanta/core/core_concepts.hpp>
#include <quanta/kernel/elementwise_params.hpp>
#include <quanta/op/task_count.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The image's channels at the four corners of one sample: (row low, column low), (low, high), (high, low), (high, high).
template <class T>
struct corner_pixels {
    const T* pixels[4];
    std::ptrdiff_t step; ///< from channel to channel

    /// Calls `action(neighbours, first, count)` for the channels in blocks of at most `Block`, where they are gathered on
    /// the stack if they are no neighbours.
    template <std::size_t Block, class Weight, class Action>
    void for_each_block(const Weight (&weights)[4], std::size_t channels, const Action& action) const {
        T gathered[4][Block];
        for (std::size_t first = 0; first < channels; first += Block) {
            const std::size_t count = std::min(Block, channels - first);
            kernel::corners<T, Weight> block{};
            for (std::size_t corner = 0; corner < 4; ++corner) {
                const T* from = pixels[corner] + static_cast<std::ptrdiff_t>(first) * step;
                for (std::size_t i = 0; step != 1 && i < count; ++i)
                    gathered[corner][i] = from[static_cast<std::ptrdiff_t>(i) * step];
                block.pixels[corner] = step == 1 ? from : gathered[corner];
                block.weights[corner] = weights[corner];
            }
            action(block, first, count);
        }
    }
};

/// Calls `action(corners, y, x, output pixel)` for each pixel of the output (N, OH, OW, C), shared out over the executor;
/// `rows` and `columns` are its samples.
template <class T, class Samples, Executor Workers, class Action>
void for_each_sample(const tensor_view<const T, 4>& input, const Samples& rows, const Samples& columns,
                     const tensor_view<T, 4>& output, Workers& executor, const Action& action) {
    if (output.size() == 0) return;
    const std::size_t lines = output.extent(0) * rows.size();
    const std::size_t tasks = std::min(lines, task_count(output.size(), executor.workers()));
    executor.run(tasks, [&](std::size_t task, std::size_t) {
        for (std::size_t line = lines * task / tasks; line < lines * (task + 1) / tasks; ++line)
            for (std::size_t x = 0; x < columns.size(); ++x) {
                const std::size_t n = line / rows.size(), y = line % rows.size();
                const auto at = [&](std::size_t row, std::size_t column) { return &input(n, row, column, 0); };
                action(corner_pixels<T>{{at(rows[y].low, columns[x].low), at(rows[y].low, columns[x].high),
                                         at(rows[y].high, columns[x].low), at(rows[y].high, columns[x].high)},
                                        input.stride(3)},
                       y, x, &output(n, y, x, 0));
            }
    });
}

} // namespace quanta::op
