// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/core/inline_executor.hpp>
#include <quanta/op/byte_storage.hpp>
#include <quanta/op/elementwise.hpp>
#include <quanta/op/stored_rows.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// What sums and products of stored integers share: output = function(l, r), value by value, each tensor with parameters of
/// its own. `Function` has a name, the parameters of its rows, and, for each rule and instruction set, the rows.
/// Immutable; runs on the instruction set that was selected when it was made.
template <IntegerStorage T, Profile Arithmetic, class Function>
class stored_pairs {
public:
    /// `range`: what the output may hold, a narrower format's values or what an activation lets pass (`clamp_range`).
    /// Errors: a scale or zero point that is none, or not 0 for 16 bits; a range that T does not hold; scales too far apart.
    stored_pairs(affine_params lhs, affine_params rhs, affine_params output, integer_range range,
                 const Arithmetic& profile = Arithmetic{})
        : row_(Function::row(profile)) {
        check_stored_params<T>(Function::name, lhs, "left side");
        check_stored_params<T>(Function::name, rhs, "right side");
        check_stored_params<T>(Function::name, output, "output");
        check_range<T>(Function::name, range);
        parameters_ = Function::parameters(profile, lhs, rhs, output, range);
    }

    /// Operands of equal extents, any rank and strides (strides of 0 repeat an operand's values). The output may be either
    /// operand itself, and overlaps neither otherwise. Allocates nothing. Errors name the axis or the operand.
    template <std::size_t Rank, Executor Workers>
    void run(const input_view<T, Rank>& lhs, const input_view<T, Rank>& rhs, const tensor_view<T, Rank>& output,
             Workers& executor) const {
        elementwise(Function::name, lhs, rhs, output, executor,
                    [&](const T* l, const T* r, std::size_t count, T* out) { row_(l, r, count, parameters_, out); });
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(const input_view<T, Rank>& lhs, const input_view<T, Rank>& rhs, const tensor_view<T, Rank>& output) const {
        inline_executor executor;
        run(lhs, rhs, output, executor);
    }

private:
    typename Function::row_parameters parameters_;
    typename Function::row_function row_;
};

} // namespace quanta::op
