// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <tuple>
#include <utility>

#include <quanta/core/core_concepts.hpp>
#include <quanta/op/task_count.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// `Operands` tensors of one shape seen as rows: the axes in the order of the last tensor's memory, and those joined to
/// one that lie end to end in all of them. The values stay together; only the order of the walk changes.
template <std::size_t Operands>
class shape_walk {
public:
    using steps = std::array<std::ptrdiff_t, Operands>; ///< elements from one value to the next, for each tensor

    /// Of views whose extents are equal.
    template <class... Ts, std::size_t Rank>
        requires(sizeof...(Ts) == Operands && Rank <= 16)
    explicit shape_walk(const tensor_view<Ts, Rank>&... views) {
        const auto& last = std::get<Operands - 1>(std::tie(views...));
        std::array<axis, 16> outer{};
        std::size_t count = 0;
        for (std::size_t a = 0; a < Rank; ++a)
            if (last.extent(a) != 1) outer[count++] = axis{last.extent(a), steps{views.stride(a)...}};
        arrange(outer, count);
    }

    [[nodiscard]] std::size_t length() const { return row_.extent; } ///< of a row
    [[nodiscard]] const steps& step() const { return row_.step; }    ///< within a row

    /// Calls `action(origins, count)` for all rows or parts of rows, shared out over the executor: `origins` are where the
    /// tensors' values begin, in elements from their first.
    template <Executor Workers, class Action>
    void for_each_row(Workers& executor, const Action& action) const {
        std::size_t rows = 1;
        for (std::size_t a = 0; a < outer_axes_; ++a) rows *= outer_[a].extent;
        if (rows * row_.extent == 0) return;
        const std::size_t tasks = task_count(rows * row_.extent, executor.workers());
        const std::size_t parts = std::clamp<std::size_t>(row_.extent / part_multiple, 1, (tasks + rows - 1) / rows);
        const std::size_t pieces = rows * parts, used = std::min(tasks, pieces);
        executor.run(used, [&](std::size_t task, std::size_t) {
            walk(pieces * task / used, pieces * (task + 1) / used, parts, action);
        });
    }

private:
    struct axis {
        std::size_t extent = 1;
        steps step{};
    };
    static constexpr std::size_t part_multiple = 256; // no two tasks write to one cache line of a row

    void arrange(std::array<axis, 16>& axes, std::size_t count) {
        const auto further = [](const axis& a, const axis& b) {
            return std::abs(a.step[Operands - 1]) > std::abs(b.step[Operands - 1]);
        };
        for (std::size_t a = 1; a < count; ++a)
            for (std::size_t b = a; b > 0 && further(axes[b], axes[b - 1]); --b) std::swap(axes[b], axes[b - 1]);
        if (count == 0) return row_.step.fill(1); // a single value
        row_ = axes[--count];
        while (count > 0 && continues(axes[count - 1])) row_.extent *= axes[--count].extent;
        outer_ = axes;
        outer_axes_ = count;
    }

    /// Whether the rows along `outer` lie end to end in every tensor.
    [[nodiscard]] bool continues(const axis& outer) const {
        for (std::size_t operand = 0; operand < Operands; ++operand)
            if (outer.step[operand] != static_cast<std::ptrdiff_t>(row_.extent) * row_.step[operand]) return false;
        return true;
    }

    template <class Action>
    void walk(std::size_t first, std::size_t end, std::size_t parts, const Action& action) const {
        std::array<std::size_t, 16> index = index_of(first / parts);
        for (std::size_t piece = first; piece < end; ++piece) {
            const std::size_t part = piece % parts;
            const std::size_t begin = cut(part, parts), stop = cut(part + 1, parts);
            steps origins{};
            for (std::size_t operand = 0; operand < Operands; ++operand) {
                origins[operand] = static_cast<std::ptrdiff_t>(begin) * row_.step[operand];
                for (std::size_t a = 0; a < outer_axes_; ++a)
                    origins[operand] += static_cast<std::ptrdiff_t>(index[a]) * outer_[a].step[operand];
            }
            action(origins, stop - begin);
            if (part + 1 == parts)
                for (std::size_t a = outer_axes_; a-- > 0 && ++index[a] == outer_[a].extent;) index[a] = 0;
        }
    }

    [[nodiscard]] std::size_t cut(std::size_t part, std::size_t parts) const {
        return part == parts ? row_.extent : row_.extent * part / parts / part_multiple * part_multiple;
    }

    [[nodiscard]] std::array<std::size_t, 16> index_of(std::size_t row) const {
        std::array<std::size_t, 16> index{};
        for (std::size_t a = outer_axes_; a-- > 0; row /= outer_[a].extent) index[a] = row % outer_[a].extent;
        return index;
    }

    std::array<axis, 16> outer_{};
    std::size_t outer_axes_ = 0;
    axis row_{};
};

} // namespace quanta::op
