// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/core/inline_executor.hpp>
#include <quanta/op/stored_mean.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The mean of each window, channel by channel, in integers.
///
///     output = profile.requantize(sum of (x - zero point), profile.multiplier(s_in, 1.0 / count, s_out))
///
/// over the taps inside the image, exact in 32 bits; count is their number, or kernel height * width where padding counts
/// as zeros. Where the profile scales in fixed point, as TensorFlow Lite, both parameters are the same and padding does not
/// count, it is the mean of the integers: round(sum of x / count), ties away from zero (reference/integer_ops/pooling.h).
/// Immutable; runs on the instruction set that was selected when it was made.
template <ByteStorage T, Profile Arithmetic = profile::quanta>
class average_pool2d {
public:
    /// `range`: what the output may hold, a narrower format's values or what an activation lets pass (`clamp_range`).
    /// `offset`: what a T is higher than the integer that it stands for, whose sign decides a tie of such a mean.
    /// Errors: as `check_window`; more taps than 32 bits can sum; a scale or zero point that is none, a range that T does
    /// not hold, scales too far apart.
    average_pool2d(const window& moved, bool counts_padding, affine_params input, affine_params output,
                   integer_range range, const Arithmetic& profile = Arithmetic{}, std::int32_t offset = 0)
        : moved_(moved), counts_padding_(counts_padding), mean_(name, input, output, range, profile) {
        check_window(name, moved);
        if (!counts_padding) mean_.divide_integers(offset);
        mean_.check_taps(name, moved.kernel);
    }

    /// input (N, H, W, C), output (N, OH, OW, C) of `output_size`, of any strides; quick where the channels are
    /// neighbours in both. The output does not overlap the input. Allocates nothing. Errors name the extent, or the row or
    /// column of the output whose window has no tap inside the image.
    template <Executor Workers>
    void run(const tensor_view<const T, 4>& input, const tensor_view<T, 4>& output, Workers& executor) const {
        const pool_walk<T, T> walk(name, moved_, input, output);
        const std::size_t whole = moved_.kernel.height * moved_.kernel.width;
        walk.for_each_strip(executor, [&](const T* in, const kernel::pool_strip& strip, T* out) {
            mean_.run(in, strip, counts_padding_ ? whole : strip.rows * strip.columns, out);
        });
    }

    /// On the calling thread.
    void run(const tensor_view<const T, 4>& input, const tensor_view<T, 4>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::average_pool2d";

    window moved_;
    bool counts_padding_;
    stored_mean<T, Arithmetic> mean_;
};

} // namespace quanta::op
