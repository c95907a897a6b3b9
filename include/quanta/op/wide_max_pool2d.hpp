// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/core/inline_executor.hpp>
#include <quanta/kernel/portable/pool_int8_portable.hpp>
#include <quanta/op/byte_storage.hpp>
#include <quanta/op/pool_walk.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The largest value of each window, channel by channel, of 16-bit integers whose parameters stay as they are.
///
///     output = clamp(max of x over the taps inside the image, lowest, highest)
///
/// Immutable; runs in the registers that the translation unit's flags give.
class wide_max_pool2d {
public:
    /// `range`: what the output may hold, such as what an activation lets pass (`clamp_range`).
    /// Errors: as `check_window`; a range that 16 bits do not hold.
    wide_max_pool2d(const window& moved, integer_range range) : moved_(moved), range_(range) {
        check_window(name, moved);
        check_range<std::int16_t>(name, range);
    }

    /// input (N, H, W, C), output (N, OH, OW, C) of `output_size`, of any strides; quick where the channels are
    /// neighbours in both. The output does not overlap the input. Allocates nothing. Errors name the extent, or the row or
    /// column of the output whose window has no tap inside the image.
    template <Executor Workers>
    void run(const tensor_view<const std::int16_t, 4>& input, const tensor_view<std::int16_t, 4>& output,
             Workers& executor) const {
        const pool_walk<std::int16_t, std::int16_t> walk(name, moved_, input, output);
        const auto lowest = static_cast<std::int16_t>(range_.lowest),
                   highest = static_cast<std::int16_t>(range_.highest);
        walk.for_each_strip(executor, [&](const std::int16_t* in, const kernel::pool_strip& strip, std::int16_t* out) {
            kernel::pool_int8_portable::maximum(in, strip, lowest, highest, out);
        });
    }

    /// On the calling thread.
    void run(const tensor_view<const std::int16_t, 4>& input, const tensor_view<std::int16_t, 4>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::wide_max_pool2d";

    window moved_;
    integer_range range_;
};

} // namespace quanta::op
