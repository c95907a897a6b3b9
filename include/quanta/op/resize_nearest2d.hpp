// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <vector>

#include <quanta/core/inline_executor.hpp>
#include <quanta/op/byte_storage.hpp>
#include <quanta/op/resize_samples.hpp>
#include <quanta/op/task_count.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// An image of another size whose pixels are copies of the nearest ones; of integers (parameters stay as they are) or of
/// floats.
///
///     output(y, x) = input(nearest(y), nearest(x))
///     nearest(i)   = floor(clamp((i + 0.5) * pixels / resized - 0.5, 0, pixels - 1) + 0.5)      halves are rounded up
///
/// (ONNX Resize with `half_pixel` and `round_prefer_ceil`.) Immutable.
template <class T>
    requires ByteStorage<T> || std::same_as<T, float>
class resize_nearest2d {
public:
    /// The sizes of the images before and after. Errors: an axis of zero, or of more than 2^31 pixels.
    resize_nearest2d(size2d from, size2d to)
        : from_(from), to_(to), rows_(nearest("height", from.height, to.height)),
          columns_(nearest("width", from.width, to.width)) {}

    /// input (N, H, W, C), output (N, OH, OW, C), of any strides; quick where the channels are neighbours in both. The
    /// output does not overlap the input. Allocates nothing. Errors name the extent.
    template <Executor Workers>
    void run(const tensor_view<const T, 4>& input, const tensor_view<T, 4>& output, Workers& executor) const {
        check_resized(name, input, from_, output, to_);
        if (output.size() == 0) return;
        const std::size_t rows = output.extent(0) * to_.height;
        const std::size_t tasks = std::min(rows, task_count(output.size(), executor.workers()));
        executor.run(tasks, [&](std::size_t task, std::size_t) {
            for (std::size_t row = rows * task / tasks; row < rows * (task + 1) / tasks; ++row)
                for (std::size_t x = 0; x < to_.width; ++x) {
                    const std::size_t n = row / to_.height, y = row % to_.height;
                    copy(&input(n, rows_[y], columns_[x], 0), input.stride(3), input.extent(3), &output(n, y, x, 0),
                         output.stride(3));
                }
        });
    }

    /// On the calling thread.
    void run(const tensor_view<const T, 4>& input, const tensor_view<T, 4>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::resize_nearest2d";

    [[nodiscard]] static std::vector<std::size_t> nearest(std::string_view axis, std::size_t pixels,
                                                          std::size_t resized) {
        std::vector<std::size_t> indices;
        for (const sample& each : samples_of(name, axis, pixels, resized))
            indices.push_back(each.fraction < 0.5 ? each.low : each.high);
        return indices;
    }

    static void copy(const T* in, std::ptrdiff_t in_step, std::size_t count, T* out, std::ptrdiff_t out_step) {
        if (in_step == 1 && out_step == 1) {
            std::copy_n(in, count, out);
            return;
        }
        for (std::ptrdiff_t i = 0; i < static_cast<std::ptrdiff_t>(count); ++i) out[i * out_step] = in[i * in_step];
    }

    size2d from_, to_;
    std::vector<std::size_t> rows_, columns_;
};

} // namespace quanta::op
