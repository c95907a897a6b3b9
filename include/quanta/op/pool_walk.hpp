// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include <quanta/core/contracts.hpp>
#include <quanta/core/core_concepts.hpp>
#include <quanta/kernel/pool_strip.hpp>
#include <quanta/op/elementwise.hpp>
#include <quanta/op/operands.hpp>
#include <quanta/op/task_count.hpp>
#include <quanta/op/window.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The taps of a window along one axis that are inside the image: `count` pixels from `first` on, a dilation apart.
struct taps {
    std::size_t first, count;

    [[nodiscard]] constexpr bool operator==(const taps&) const = default;
};

/// The taps of output `index`, whose window begins at index * stride - padding.
[[nodiscard]] constexpr taps taps_inside(std::size_t index, std::size_t stride, std::size_t padding,
                                         std::size_t dilation, std::size_t kernel, std::size_t pixels) {
    const std::size_t start = index * stride; // in the padded image
    const std::size_t outside = padding > start ? (padding - start + dilation - 1) / dilation : 0;
    const std::size_t first = start + outside * dilation - padding;
    if (outside >= kernel || first >= pixels) return {0, 0};
    return {first, std::min(kernel - outside, (pixels - first + dilation - 1) / dilation)};
}

/// Where a window meets an image (N, H, W, C) to give (N, OH, OW, C): what pooling operators of all types walk over.
template <class T, class Out>
class pool_walk {
public:
    /// Errors unless the output has the size that the window gives (`output_size`), every window has a tap inside the
    /// image, and the output overlaps neither itself nor the input.
    pool_walk(std::string_view operation, const window& moved, const tensor_view<const T, 4>& input,
              const tensor_view<Out, 4>& output)
        : moved_(moved), input_(input), output_(output) {
        const size2d size = output_size(operation, moved, {input.extent(1), input.extent(2)});
        check_extent(operation, "the output's batch", output.extent(0), input.extent(0));
        check_extent(operation, "the output's height", output.extent(1), size.height);
        check_extent(operation, "the output's width", output.extent(2), size.width);
        check_extent(operation, "the number of the output's channels", output.extent(3), input.extent(3));
        check_distinct(operation, output);
        check(!overlap(input, output), operation, ": the output of ", output.size(), " values overlaps the input");
        for (std::size_t y = 0; y < size.height; ++y)
            check(rows_of_taps(y).count > 0, operation, ": no tap of row ", y,
                  " of the output is inside the image, which has ", input.extent(1), " rows");
        for (std::size_t x = 0; x < size.width; ++x)
            check(columns_of_taps(x).count > 0, operation, ": no tap of column ", x,
                  " of the output is inside the image, which has ", input.extent(2), " columns");
    }

    /// Calls `pool(first tap, strip, first output)` for all strips of all rows, shared out over the executor.
    template <Executor Workers, class Pool>
    void for_each_strip(Workers& executor, const Pool& pool) const {
        if (output_.size() == 0) return;
        const std::size_t height = output_.extent(1), rows = output_.extent(0) * height;
        const std::size_t reads =
            output_.size() * std::min(moved_.kernel.height * moved_.kernel.width, input_.extent(1) * input_.extent(2));
        const std::size_t tasks = std::min(rows, task_count(reads, executor.workers()));
        executor.run(tasks, [&](std::size_t task, std::size_t) {
            for (std::size_t row = rows * task / tasks; row < rows * (task + 1) / tasks; ++row)
                pool_row(row / height, row % height, pool);
        });
    }

private:
    [[nodiscard]] taps rows_of_taps(std::size_t y) const {
        return taps_inside(y, moved_.stride.height, moved_.padding.top, moved_.dilation.height, moved_.kernel.height,
                           input_.extent(1));
    }
    [[nodiscard]] taps columns_of_taps(std::size_t x) const {
        return taps_inside(x, moved_.stride.width, moved_.padding.left, moved_.dilation.width, moved_.kernel.width,
                           input_.extent(2));
    }

    template <class Pool>
    void pool_row(std::size_t n, std::size_t y, const Pool& pool) const {
        const taps rows = rows_of_taps(y);
        for (std::size_t x = 0; x < output_.extent(2);) {
            const taps columns = columns_of_taps(x);
            const std::size_t outputs = alike(x, columns);
            pool(&input_(n, rows.first, columns.first, 0), strip(rows.count, columns.count, outputs),
                 &output_(n, y, x, 0));
            x += outputs;
        }
    }

    /// How many outputs from x on have all their columns of taps inside, or 1.
    [[nodiscard]] std::size_t alike(std::size_t x, const taps& columns) const {
        const std::size_t stride = moved_.stride.width, padding = moved_.padding.left;
        const std::size_t covered = reach(moved_.kernel.width, moved_.dilation.width);
        if (columns.count < moved_.kernel.width) return 1;
        const std::size_t last = (input_.extent(2) + padding - covered) / stride; // whose window ends inside
        return std::min(last, output_.extent(2) - 1) - x + 1;
    }

    [[nodiscard]] kernel::pool_strip strip(std::size_t rows, std::size_t columns, std::size_t outputs) const {
        const auto times = [](std::size_t count, std::ptrdiff_t step) {
            return static_cast<std::ptrdiff_t>(count) * step;
        };
        return {outputs,
                times(moved_.stride.width, input_.stride(2)),
                output_.stride(2),
                rows,
                columns,
                times(moved_.dilation.height, input_.stride(1)),
                times(moved_.dilation.width, input_.stride(2)),
                input_.extent(3),
                input_.stride(3),
                output_.stride(3)};
    }

    window moved_;
    tensor_view<const T, 4> input_;
    tensor_view<Out, 4> output_;
};

/// A pooled image (N, C) seen as (N, 1, 1, C).
template <class T>
[[nodiscard]] tensor_view<T, 4> as_image(const tensor_view<T, 2>& pooled) {
    return {pooled.data(),
            {pooled.extent(0), 1, 1, pooled.extent(1)},
            {pooled.stride(0), pooled.stride(0), pooled.stride(0), pooled.stride(1)}};
}

/// The window that is the whole of an image. Error if the image has no pixel.
[[nodiscard]] inline window whole_image(std::string_view operation, size2d image) {
    check(image.height > 0 && image.width > 0, operation, ": an image of ", image.height, " x ", image.width,
          " pixels");
    return window_of(image);
}

} // namespace quanta::op
