// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/core/inline_executor.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/check_activation.hpp>
#include <quanta/op/elementwise.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// What `float_add` and `float_mul` share: output = activation(l o r) in floats, value by value; NaN passes through the
/// activation too. `Function` has a name and, for each instruction set, the row kernel of o.
/// Immutable; runs on the instruction set that was selected when it was made, all of which give the same bits.
template <class Function>
class float_pairs {
public:
    /// Error unless the activation's bounds are in order.
    explicit float_pairs(activation function)
        : function_(function),
          row_(isa::visit(isa::select(), []<class Tag>(Tag) -> row_function { return Function::template row<Tag>; })) {
        check_activation(Function::name, function);
    }

    /// Operands of equal extents, any rank and strides (strides of 0 repeat an operand's values). The output may be either
    /// operand itself, and overlaps neither otherwise. Allocates nothing. Errors name the axis or the operand.
    template <std::size_t Rank, Executor Workers>
    void run(const input_view<float, Rank>& lhs, const input_view<float, Rank>& rhs,
             const tensor_view<float, Rank>& output, Workers& executor) const {
        elementwise(Function::name, lhs, rhs, output, executor,
                    [&](const float* l, const float* r, std::size_t count, float* out) {
                        row_(l, r, count, function_.lowest, function_.highest, out);
                    });
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(const input_view<float, Rank>& lhs, const input_view<float, Rank>& rhs,
             const tensor_view<float, Rank>& output) const {
        inline_executor executor;
        run(lhs, rhs, output, executor);
    }

private:
    using row_function = void (*)(const float*, const float*, std::size_t, float, float, float*) noexcept;

    activation function_;
    row_function row_;
};

} // namespace quanta::op
