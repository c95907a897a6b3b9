// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/core/inline_executor.hpp>
#include <quanta/op/stored_mean.hpp>
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
        : moved_(moved), mean_(name, input, output, range, profile) {
        check_window(name, moved);
        mean_.check_taps(name, moved.kernel);
        mean_.divide_integers(0);
    }

    /// input (N, H, W, C), output (N, OH, OW, C) of `output_size`, of any strides; quick where the channels are
    /// neighbours in both. The output does not overlap the input. Allocates nothing. Errors name the extent, or the row or
    /// column of the output whose window has no tap inside the image.
    template <Executor Workers>
    void run(const tensor_view<const std::int16_t, 4>& input, const tensor_view<std::int16_t, 4>& output,
             Workers& executor) const {
        const pool_walk<std::int16_t, std::int16_t> walk(name, moved_, input, output);
        walk.for_each_strip(executor, [&](const std::int16_t* in, const kernel::pool_strip& strip, std::int16_t* out) {
            mean_.run(in, strip, strip.rows * strip.columns, out);
        });
    }

    /// On the calling thread.
    void run(const tensor_view<const std::int16_t, 4>& input, const tensor_view<std::int16_t, 4>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::wide_average_pool2d";

    window moved_;
    stored_mean<std::int16_t, Arithmetic> mean_;
};

} // namespace quanta::op
