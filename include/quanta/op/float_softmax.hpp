// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/core/inline_executor.hpp>
#include <quanta/op/last_axis.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// exp(x) / sum of exp(x) along the last axis, in floats:
///
///     e      = float(exp(double(x) - double(max)))
///     output = float(double(e) / sum of double(e))      the sum in order
///
/// A row that holds NaN or +infinity, or nothing but -infinity, gives NaN.
class float_softmax {
public:
    /// Operands of equal extents, any rank and strides. The output may be the input itself, and does not overlap it
    /// otherwise. Allocates nothing. Errors name the axis.
    template <std::size_t Rank, Executor Workers>
    void run(const input_view<float, Rank>& input, const tensor_view<float, Rank>& output, Workers& executor) const {
        for_each_last_axis_row("op::float_softmax", input, output, executor, run_row);
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(const input_view<float, Rank>& input, const tensor_view<float, Rank>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static void run_row(const last_axis_row<const float>& in, const last_axis_row<float>& out, std::size_t length) {
        float largest = in[0];
        for (std::size_t i = 1; i < length; ++i) largest = in[i] > largest ? in[i] : largest;
        double total = 0;
        for (std::size_t i = 0; i < length; ++i) {
            out[i] = static_cast<float>(__builtin_exp(double{in[i]} - double{largest}));
            total += out[i];
        }
        for (std::size_t i = 0; i < length; ++i) out[i] = static_cast<float>(out[i] / total);
    }
};

} // namespace quanta::op
