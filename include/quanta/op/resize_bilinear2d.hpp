// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <quanta/core/inline_executor.hpp>
#include <quanta/core/rounding.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/op/byte_storage.hpp>
#include <quanta/op/resize_corners.hpp>
#include <quanta/op/resize_samples.hpp>
#include <quanta/op/stored_rows.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// An image of another size, interpolated between the four pixels around each sample, in integers.
///
///     sample      = clamp((i + 0.5) * pixels / resized - 0.5, 0, pixels - 1)      on either axis (ONNX, `half_pixel`)
///     weight      = rint(fraction of the sample * 2048) for the pixel behind it, 2048 less that for the one before
///     accumulator = sum over the corners of row weight * column weight * (x - zero point)      exact in 32 bits
///     output      = profile.requantize(accumulator, profile.multiplier(s_in, 2^-22, s_out))
///
/// Immutable; runs on the instruction set that was selected when it was made.
template <ByteStorage T, Profile Arithmetic = profile::quanta>
class resize_bilinear2d {
public:
    /// The sizes of the images before and after. `range`: what the output may hold, a narrower format's values or what an
    /// activation lets pass (`clamp_range`). Errors: an axis of zero, or of more than 2^31 pixels; a scale or zero point
    /// that is none, a range that T does not hold, scales too far apart.
    resize_bilinear2d(size2d from, size2d to, affine_params input, affine_params output, integer_range range,
                      const Arithmetic& profile = Arithmetic{})
        : from_(from), to_(to), rows_(weighted("height", from.height, to.height)),
          columns_(weighted("width", from.width, to.width)), zero_point_(input.zero_point),
          interpolate_(isa::visit(isa::select(),
                                  []<class Tag>(Tag) -> interpolate_function {
                                      return &kernel::elementwise_int8<Tag>::template interpolate<T>;
                                  })),
          requantize_(select_stored_rows(
              profile, []<class Rows>(Rows) -> requantize_function { return &Rows::template requantize<T>; })) {
        check_params<byte_format<T>>(name, input, "input");
        check_params<byte_format<T>>(name, output, "output");
        check_range<T>(name, range);
        const auto m = checked_multiplier(name, profile, input.scale, 0x1p-22, output.scale, "the input");
        result_ = {to_multiplier_value(m), output.zero_point, range};
    }

    /// input (N, H, W, C), output (N, OH, OW, C), of any strides; quick where the channels are neighbours in both. The
    /// output does not overlap the input. Allocates nothing. Errors name the extent.
    template <Executor Workers>
    void run(const tensor_view<const T, 4>& input, const tensor_view<T, 4>& output, Workers& executor) const {
        check_resized(name, input, from_, output, to_);
        for_each_sample(input, rows_, columns_, output, executor,
                        [&](const corner_pixels<T>& around, std::size_t y, std::size_t x, T* out) {
                            run_pixel(around, rows_[y].weight, columns_[x].weight, input.extent(3), out,
                                      output.stride(3));
                        });
    }

    /// On the calling thread.
    void run(const tensor_view<const T, 4>& input, const tensor_view<T, 4>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::resize_bilinear2d";
    using interpolate_function = void (*)(const kernel::corners<T, std::int32_t>&, std::size_t, std::int32_t,
                                          std::int32_t*) noexcept;
    using requantize_function = void (*)(const std::int32_t*, std::size_t, const requantization&, T*) noexcept;

    struct weighted_sample {
        std::size_t low, high;
        std::int32_t weight; ///< of `high`, in steps of 1 / 2048
    };

    [[nodiscard]] static std::vector<weighted_sample> weighted(std::string_view axis, std::size_t pixels,
                                                               std::size_t resized) {
        std::vector<weighted_sample> samples;
        for (const sample& each : samples_of(name, axis, pixels, resized))
            samples.push_back({each.low, each.high, static_cast<std::int32_t>(round_to_even(each.fraction * 2048))});
        return samples;
    }

    void run_pixel(const corner_pixels<T>& around, std::int32_t down, std::int32_t across, std::size_t channels, T* out,
                   std::ptrdiff_t out_step) const {
        constexpr std::size_t most = 256;
        const std::int32_t weights[4] = {(2048 - down) * (2048 - across), (2048 - down) * across,
                                         down * (2048 - across), down * across};
        around.template for_each_block<most>(weights, channels,
                                             [&](const auto& block, std::size_t first, std::size_t count) {
                                                 std::int32_t sums[most];
                                                 T results[most];
                                                 T* to = out + static_cast<std::ptrdiff_t>(first) * out_step;
                                                 interpolate_(block, count, zero_point_, sums);
                                                 requantize_(sums, count, result_, out_step == 1 ? to : results);
                                                 for (std::size_t i = 0; out_step != 1 && i < count; ++i)
                                                     to[static_cast<std::ptrdiff_t>(i) * out_step] = results[i];
                                             });
    }

    size2d from_, to_;
    std::vector<weighted_sample> rows_, columns_;
    std::int32_t zero_point_;
    requantization result_;
    interpolate_function interpolate_;
    requantize_function requantize_;
};

} // namespace quanta::op
