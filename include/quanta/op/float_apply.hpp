// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>

#include <quanta/core/inline_executor.hpp>
#include <quanta/op/elementwise.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// output = f(x), value by value, for any function of a float: those of op/functions.hpp, their derivatives, a user's own.
/// `f` must not throw and may run on any thread.
template <class Function>
    requires requires(const Function& f, float x) {
        { f(x) } -> std::same_as<float>;
    }
class float_apply {
public:
    explicit float_apply(const Function& function) : function_(function) {}

    /// Operands of equal extents, any rank and strides. The output may be the input itself, and does not overlap it
    /// otherwise. Allocates nothing, unless `f` does. Errors name the axis.
    template <std::size_t Rank, Executor Workers>
    void run(const input_view<float, Rank>& input, const tensor_view<float, Rank>& output, Workers& executor) const {
        elementwise("op::float_apply", input, output, executor, [&](const float* in, std::size_t count, float* out) {
            for (std::size_t i = 0; i < count; ++i) out[i] = function_(in[i]);
        });
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(const input_view<float, Rank>& input, const tensor_view<float, Rank>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    Function function_;
};

} // namespace quanta::op
