// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/core/inline_executor.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/kernel/pool_int8.hpp>
#include <quanta/op/byte_storage.hpp>
#include <quanta/op/pool_walk.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The largest value of each window, channel by channel, in integers whose parameters stay as they are.
///
///     output = clamp(max of x over the taps inside the image, lowest, highest)
///
/// Immutable; runs on the instruction set that was selected when it was made.
template <ByteStorage T>
class max_pool2d {
public:
    /// `range`: what the output may hold, such as what an activation lets pass (`clamp_range`).
    /// Errors: as `check_window`; a range that T does not hold.
    max_pool2d(const window& moved, integer_range range)
        : moved_(moved), range_(range), pool_(isa::visit(isa::select(), []<class Tag>(Tag) -> pool_function {
              return &kernel::pool_int8<Tag>::template maximum<T>;
          })) {
        check_window(name, moved);
        check_range<T>(name, range);
    }

    /// input (N, H, W, C), output (N, OH, OW, C) of `output_size`, of any strides; quick where the channels are
    /// neighbours in both. The output does not overlap the input. Allocates nothing. Errors name the extent, or the row or
    /// column of the output whose window has no tap inside the image.
    template <Executor Workers>
    void run(const tensor_view<const T, 4>& input, const tensor_view<T, 4>& output, Workers& executor) const {
        const pool_walk<T, T> walk(name, moved_, input, output);
        walk.for_each_strip(executor, [&](const T* in, const kernel::pool_strip& strip, T* out) {
            pool_(in, strip, static_cast<T>(range_.lowest), static_cast<T>(range_.highest), out);
        });
    }

    /// On the calling thread.
    void run(const tensor_view<const T, 4>& input, const tensor_view<T, 4>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::max_pool2d";
    using pool_function = void (*)(const T*, const kernel::pool_strip&, T, T, T*) noexcept;

    window moved_;
    integer_range range_;
    pool_function pool_;
};

} // namespace quanta::op
