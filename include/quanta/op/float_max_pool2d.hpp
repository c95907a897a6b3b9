// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/core/inline_executor.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/kernel/pool_float.hpp>
#include <quanta/op/pool_walk.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The largest value of each window, channel by channel, in floats: the first of equal ones (zeros of either sign are
/// equal), NaN if a tap is NaN. Immutable; runs on the instruction set that was selected when it was made.
class float_max_pool2d {
public:
    /// Errors as `check_window`.
    explicit float_max_pool2d(const window& moved)
        : moved_(moved), pool_(isa::visit(isa::select(), []<class Tag>(Tag) -> pool_function {
              return &kernel::pool_float<Tag>::maximum;
          })) {
        check_window(name, moved);
    }

    /// input (N, H, W, C), output (N, OH, OW, C) of `output_size`, of any strides; quick where the channels are
    /// neighbours in both. The output does not overlap the input. Allocates nothing. Errors name the extent, or the row or
    /// column of the output whose window has no tap inside the image.
    template <Executor Workers>
    void run(const tensor_view<const float, 4>& input, const tensor_view<float, 4>& output, Workers& executor) const {
        const pool_walk<float, float> walk(name, moved_, input, output);
        walk.for_each_strip(executor, pool_);
    }

    /// On the calling thread.
    void run(const tensor_view<const float, 4>& input, const tensor_view<float, 4>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::float_max_pool2d";
    using pool_function = void (*)(const float*, const kernel::pool_strip&, float*) noexcept;

    window moved_;
    pool_function pool_;
};

} // namespace quanta::op
