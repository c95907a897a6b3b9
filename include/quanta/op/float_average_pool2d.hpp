// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/core/inline_executor.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/kernel/pool_float.hpp>
#include <quanta/op/pool_walk.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The mean of each window, channel by channel, in floats:
///
///     output = (0 + tap + tap + ...) / count      in the order of the window's rows, each sum rounded
///
/// over the taps inside the image; count is their number, or kernel height * width where padding counts as zeros.
/// Immutable; runs on the instruction set that was selected when it was made, all of which give the same bits.
class float_average_pool2d {
public:
    /// Errors as `check_window`.
    float_average_pool2d(const window& moved, bool counts_padding)
        : moved_(moved), counts_padding_(counts_padding),
          pool_(isa::visit(isa::select(),
                           []<class Tag>(Tag) -> pool_function { return &kernel::pool_float<Tag>::average; })) {
        check_window(name, moved);
    }

    /// input (N, H, W, C), output (N, OH, OW, C) of `output_size`, of any strides; quick where the channels are
    /// neighbours in both. The output does not overlap the input. Allocates nothing. Errors name the extent, or the row or
    /// column of the output whose window has no tap inside the image.
    template <Executor Workers>
    void run(const tensor_view<const float, 4>& input, const tensor_view<float, 4>& output, Workers& executor) const {
        const pool_walk<float, float> walk(name, moved_, input, output);
        const std::size_t whole = moved_.kernel.height * moved_.kernel.width;
        walk.for_each_strip(executor, [&](const float* in, const kernel::pool_strip& strip, float* out) {
            pool_(in, strip, static_cast<float>(counts_padding_ ? whole : strip.rows * strip.columns), out);
        });
    }

    /// On the calling thread.
    void run(const tensor_view<const float, 4>& input, const tensor_view<float, 4>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::float_average_pool2d";
    using pool_function = void (*)(const float*, const kernel::pool_strip&, float, float*) noexcept;

    window moved_;
    bool counts_padding_;
    pool_function pool_;
};

} // namespace quanta::op
