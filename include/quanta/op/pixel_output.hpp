// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>

#include <quanta/epilogue/tile.hpp>
#include <quanta/op/images.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Stores the tiles of a product whose rows are the pixels (n, y, x) of images of any strides, and whose columns are
/// their channels. `Finish` makes the pipeline for the tile at (row, column) that stores at `T* data`, rows `step` apart:
/// `finish(row, column, data, step)`, to be run on a tile at (0, 0).
template <class T, class Finish>
class pixel_output {
public:
    pixel_output(const tensor_view<T, 4>& images, const Finish& finish)
        : images_(images), step_(pixel_step(images)), finish_(finish) {}

    template <class Tag, class Value>
    void consume(const epilogue::tile<Value>& tile) const {
        if (step_) return run<Tag>(tile, 0, tile.rows, images_.data() + offset(tile, *step_), *step_);
        const std::size_t width = images_.extent(2), height = images_.extent(1);
        for (std::size_t row = 0; row < tile.rows;) {
            const std::size_t pixel = tile.first_row + row, line = pixel / width, x = pixel % width;
            const std::size_t part = std::min(tile.rows - row, width - x);
            T* data = &images_(line / height, line % height, x, tile.first_column);
            if (images_.stride(3) == 1)
                run<Tag>(tile, row, part, data, images_.stride(2));
            else
                scatter<Tag>(tile, row, part, data);
            row += part;
        }
    }

private:
    static constexpr std::size_t scratch_size = 512; // as many values as the largest tile has, or more

    template <class Value>
    [[nodiscard]] static std::ptrdiff_t offset(const epilogue::tile<Value>& tile, std::ptrdiff_t step) {
        return static_cast<std::ptrdiff_t>(tile.first_row) * step + static_cast<std::ptrdiff_t>(tile.first_column);
    }

    /// Rows [first, first + count) of the tile, to `data`.
    template <class Tag, class Value>
    void run(const epilogue::tile<Value>& tile, std::size_t first, std::size_t count, T* data,
             std::ptrdiff_t step) const {
        finish_(tile.first_row + first, tile.first_column, data, step)
            .template consume<Tag>(
                epilogue::tile<Value>{tile.values + first * tile.stride, tile.stride, count, tile.columns, 0, 0});
    }

    /// The same where channels are apart: by way of a tile of outputs.
    template <class Tag, class Value>
    void scatter(const epilogue::tile<Value>& tile, std::size_t first, std::size_t count, T* data) const {
        T scratch[scratch_size];
        const std::size_t rows_at_once = scratch_size / tile.columns;
        for (const std::size_t end = first + count; first < end;) {
            const std::size_t rows = std::min(rows_at_once, end - first);
            run<Tag>(tile, first, rows, scratch, static_cast<std::ptrdiff_t>(tile.columns));
            for (std::size_t j = 0; j < tile.columns; ++j) {
                T* channel = data + static_cast<std::ptrdiff_t>(j) * images_.stride(3);
                for (std::size_t i = 0; i < rows; ++i)
                    channel[static_cast<std::ptrdiff_t>(i) * images_.stride(2)] = scratch[i * tile.columns + j];
            }
            data += static_cast<std::ptrdiff_t>(rows) * images_.stride(2);
            first += rows;
        }
    }

    tensor_view<T, 4> images_;
    std::optional<std::ptrdiff_t> step_;
    Finish finish_;
};

} // namespace quanta::op
