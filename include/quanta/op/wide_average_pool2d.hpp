// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <quanta/core/inline_executor.hpp>
#include <quanta/kernel/portable/pool_int8_portable.hpp>
#include <quanta/op/pool_walk.hpp>
#include <quanta/op/wide_rows.hpp>
#include <quanta/params/profile_quanta.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The mean of each window, channel by channel, of symmetric 16-bit integers.
///
///     output = profile.requantize(sum of x, profile.multiplier(s_in, 1.0 / count, s_out))
///
/// over the taps inside the image, exact in 32 bits; count is their number. Where the profile scales in fixed point and both
/// scales are the same, the integers are divided, as TensorFlow Lite does: clamp(round(sum / count)), ties away from zero.
/// Immutable; runs on the instruction set that was selected when it was made.
template <Profile Arithmetic = profile::quanta>
class wide_average_pool2d {
public:
    /// `range`: what the output may hold, what an activation lets pass (`clamp_range`). Errors: as `check_window`; more taps
    /// than 32 bits can sum, 65 535; a scale that is none, a zero point other than 0, a range that 16 bits do not hold, scales
    /// too far apart.
    wide_average_pool2d(const window& moved, affine_params input, affine_params output, integer_range range,
                        const Arithmetic& profile = Arithmetic{})
        : moved_(moved), input_(input), output_(output), range_(range), profile_(profile),
          requantize_(select_wide_rows(profile, []<class Rows>(Rows) -> requantize_function {
              return &Rows::template requantize<std::int16_t>;
          })) {
        check_window(name, moved);
        check(moved.kernel.height <= most_taps / moved.kernel.width, name, ": a window of ", moved.kernel.height, " x ",
              moved.kernel.width, " taps, 32 bits sum ", most_taps);
        check_wide_params(name, input, "input");
        check_wide_params(name, output, "output");
        check_wide_range(name, range);
        static_cast<void>(checked_multiplier(name, profile, input.scale, 1, output.scale, "the mean"));
    }

    /// input (N, H, W, C), output (N, OH, OW, C) of `output_size`, of any strides; quick where the channels are
    /// neighbours in both. The output does not overlap the input. Allocates nothing. Errors name the extent, or the row or
    /// column of the output whose window has no tap inside the image.
    template <Executor Workers>
    void run(const tensor_view<const std::int16_t, 4>& input, const tensor_view<std::int16_t, 4>& output,
             Workers& executor) const {
        const pool_walk<std::int16_t, std::int16_t> walk(name, moved_, input, output);
        walk.for_each_strip(executor, [&](const std::int16_t* in, const kernel::pool_strip& strip, std::int16_t* out) {
            const auto place = [](std::size_t count, std::ptrdiff_t step) {
                return static_cast<std::ptrdiff_t>(count) * step;
            };
            for (std::size_t o = 0; o < strip.outputs; ++o)
                for (std::size_t c = 0; c < strip.channels; c += block)
                    mean(in + place(o, strip.input_step) + place(c, strip.input_channel_step), strip,
                         std::min(block, strip.channels - c),
                         out + place(o, strip.output_step) + place(c, strip.output_channel_step));
        });
    }

    /// On the calling thread.
    void run(const tensor_view<const std::int16_t, 4>& input, const tensor_view<std::int16_t, 4>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::wide_average_pool2d";
    static constexpr std::size_t block = 256, most_taps = 65535; // 2^31 / 2^15, less one
    using requantize_function = void (*)(const std::int32_t*, std::size_t, const requantization&,
                                         std::int16_t*) noexcept;

    /// `channels` means of one output.
    void mean(const std::int16_t* in, kernel::pool_strip strip, std::size_t channels, std::int16_t* out) const {
        std::int32_t sums[block];
        std::int16_t means[block];
        strip.outputs = 1;
        strip.channels = channels;
        kernel::pool_int8_portable::sum(in, strip, sums);
        const std::size_t count = strip.rows * strip.columns;
        if (scales_in_fixed_point(profile_) && input_.scale == output_.scale)
            for (std::size_t i = 0; i < channels; ++i) means[i] = divided(sums[i], static_cast<std::int32_t>(count));
        else
            requantize_(sums, channels,
                        {to_multiplier_value(
                             profile_.multiplier(input_.scale, 1.0 / static_cast<double>(count), output_.scale)),
                         0, range_},
                        means);
        for (std::size_t i = 0; i < channels; ++i)
            out[static_cast<std::ptrdiff_t>(i) * strip.output_channel_step] = means[i];
    }

    [[nodiscard]] std::int16_t divided(std::int32_t sum, std::int32_t count) const {
        const std::int64_t half = sum < 0 ? -(count / 2) : count / 2;
        const auto quotient = static_cast<std::int32_t>((sum + half) / count);
        return static_cast<std::int16_t>(std::clamp(quotient, range_.lowest, range_.highest));
    }

    window moved_;
    affine_params input_, output_;
    integer_range range_;
    [[no_unique_address]] Arithmetic profile_;
    requantize_function requantize_;
};

} // namespace quanta::op
