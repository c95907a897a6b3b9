// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include <quanta/core/inline_executor.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/kernel/elementwise_float.hpp>
#include <quanta/op/resize_corners.hpp>
#include <quanta/op/resize_samples.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// An image of another size, interpolated between the four pixels around each sample, in floats.
///
///     sample = clamp((i + 0.5) * pixels / resized - 0.5, 0, pixels - 1)      on either axis (ONNX, `half_pixel`)
///     output = fma(x11, w11, fma(x10, w10, fma(x01, w01, x00 * w00)))
///
/// w is the product of the row's and the column's weight, in double and rounded to a float: the sample's fraction f for the
/// pixel behind it, 1 - f for the one before. A pixel of weight 0 still passes on NaN and infinity times 0.
/// Immutable; runs on the instruction set that was selected when it was made, all of which give the same bits.
class float_resize_bilinear2d {
public:
    /// The sizes of the images before and after. Errors: an axis of zero, or of more than 2^31 pixels.
    float_resize_bilinear2d(size2d from, size2d to)
        : from_(from), to_(to), rows_(samples_of(name, "height", from.height, to.height)),
          columns_(samples_of(name, "width", from.width, to.width)),
          interpolate_(isa::visit(isa::select(), []<class Tag>(Tag) -> interpolate_function {
              return &kernel::elementwise_float<Tag>::interpolate;
          })) {}

    /// input (N, H, W, C), output (N, OH, OW, C), of any strides; quick where the channels are neighbours in both. The
    /// output does not overlap the input. Allocates nothing. Errors name the extent.
    template <Executor Workers>
    void run(const tensor_view<const float, 4>& input, const tensor_view<float, 4>& output, Workers& executor) const {
        check_resized(name, input, from_, output, to_);
        for_each_sample(input, rows_, columns_, output, executor,
                        [&](const corner_pixels<float>& around, std::size_t y, std::size_t x, float* out) {
                            run_pixel(around, rows_[y].fraction, columns_[x].fraction, input.extent(3), out,
                                      output.stride(3));
                        });
    }

    /// On the calling thread.
    void run(const tensor_view<const float, 4>& input, const tensor_view<float, 4>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::float_resize_bilinear2d";
    using interpolate_function = void (*)(const kernel::corners<float, float>&, std::size_t, float*) noexcept;

    void run_pixel(const corner_pixels<float>& around, double down, double across, std::size_t channels, float* out,
                   std::ptrdiff_t out_step) const {
        constexpr std::size_t most = 256;
        const float weights[4] = {static_cast<float>((1 - down) * (1 - across)),
                                  static_cast<float>((1 - down) * across), static_cast<float>(down * (1 - across)),
                                  static_cast<float>(down * across)};
        around.for_each_block<most>(weights, channels, [&](const auto& block, std::size_t first, std::size_t count) {
            float results[most];
            float* to = out + static_cast<std::ptrdiff_t>(first) * out_step;
            interpolate_(block, count, out_step == 1 ? to : results);
            for (std::size_t i = 0; out_step != 1 && i < count; ++i)
                to[static_cast<std::ptrdiff_t>(i) * out_step] = results[i];
        });
    }

    size2d from_, to_;
    std::vector<sample> rows_, columns_;
    interpolate_function interpolate_;
};

} // namespace quanta::op
