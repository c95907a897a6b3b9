// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/core/inline_executor.hpp>
#include <quanta/op/stored_mean.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The mean of each channel of each image, in integers.
///
///     output = profile.requantize(sum of (x - zero point), profile.multiplier(s_in, 1.0 / (H * W), s_out))
///
/// exact in 32 bits. Immutable; runs on the instruction set that was selected when it was made.
template <ByteStorage T, Profile Arithmetic = profile::quanta>
class global_average_pool {
public:
    /// `range`: what the output may hold, a narrower format's values or what an activation lets pass (`clamp_range`).
    /// Errors: a scale or zero point that is none, a range that T does not hold, scales too far apart.
    global_average_pool(affine_params input, affine_params output, integer_range range,
                        const Arithmetic& profile = Arithmetic{})
        : mean_(name, input, output, range, profile) {}

    /// input (N, H, W, C), output (N, 1, 1, C), of any strides; quick where the channels are neighbours in both. The output
    /// does not overlap the input. Allocates nothing. Errors: an image without pixels or with more than 32 bits can sum,
    /// other extents.
    template <Executor Workers>
    void run(const tensor_view<const T, 4>& input, const tensor_view<T, 4>& output, Workers& executor) const {
        const size2d image{input.extent(1), input.extent(2)};
        const window whole = whole_image(name, image);
        mean_.check_taps(name, image);
        const pool_walk<T, T> walk(name, whole, input, output);
        walk.for_each_strip(executor, [&](const T* in, const kernel::pool_strip& strip, T* out) {
            mean_.run(in, strip, image.height * image.width, out);
        });
    }

    /// The same with an output (N, C).
    template <Executor Workers>
    void run(const tensor_view<const T, 4>& input, const tensor_view<T, 2>& output, Workers& executor) const {
        run(input, as_image(output), executor);
    }

    /// Either on the calling thread.
    template <std::size_t Rank>
    void run(const tensor_view<const T, 4>& input, const tensor_view<T, Rank>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::global_average_pool";

    stored_mean<T, Arithmetic> mean_;
};

} // namespace quanta::op
