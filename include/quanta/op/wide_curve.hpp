// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/core/inline_executor.hpp>
#include <quanta/op/elementwise.hpp>
#include <quanta/op/wide_sigmoid.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// What `wide_logistic` and `wide_tanh` share: a function of symmetric 16-bit integers by way of `wide_sigmoid`, value by
/// value. `Function` has a name, the largest shift of its steps, and their integer. Immutable.
template <class Function>
class wide_curve {
public:
    /// Errors: a scale that is none, a zero point other than 0.
    explicit wide_curve(affine_params input) : sigmoid_(Function::name, input, Function::largest_shift) {}

    /// The function of one integer.
    [[nodiscard]] std::int16_t operator()(std::int16_t x) const {
        return static_cast<std::int16_t>(Function::of(sigmoid_, sigmoid_.steps(x)));
    }

    /// Operands of equal extents, any rank and strides. The output may be the input itself, and does not overlap it
    /// otherwise. Allocates nothing. Errors name the axis.
    template <std::size_t Rank, Executor Workers>
    void run(const input_view<std::int16_t, Rank>& input, const tensor_view<std::int16_t, Rank>& output,
             Workers& executor) const {
        elementwise(Function::name, input, output, executor,
                    [&](const std::int16_t* in, std::size_t count, std::int16_t* out) {
                        for (std::size_t i = 0; i < count; ++i) out[i] = (*this)(in[i]);
                    });
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(const input_view<std::int16_t, Rank>& input, const tensor_view<std::int16_t, Rank>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    wide_sigmoid sigmoid_;
};

} // namespace quanta::op
