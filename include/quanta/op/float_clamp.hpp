// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/core/inline_executor.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/kernel/elementwise_float.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/check_activation.hpp>
#include <quanta/op/elementwise.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// An activation that stands alone: output = min(max(x, lowest), highest) in floats; NaN passes through.
/// Immutable; runs on the instruction set that was selected when it was made, all of which give the same bits.
class float_clamp {
public:
    /// Error unless the activation's bounds are in order.
    explicit float_clamp(activation function)
        : function_(function), row_(isa::visit(isa::select(), []<class Tag>(Tag) -> row_function {
              return &kernel::elementwise_float<Tag>::clamp;
          })) {
        check_activation(name, function);
    }

    /// Operands of equal extents, any rank and strides. The output may be the input itself, and does not overlap it
    /// otherwise. Allocates nothing. Errors name the axis.
    template <std::size_t Rank, Executor Workers>
    void run(const input_view<float, Rank>& input, const tensor_view<float, Rank>& output, Workers& executor) const {
        elementwise(name, input, output, executor, [&](const float* in, std::size_t count, float* out) {
            row_(in, count, function_.lowest, function_.highest, out);
        });
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(const input_view<float, Rank>& input, const tensor_view<float, Rank>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::float_clamp";
    using row_function = void (*)(const float*, std::size_t, float, float, float*) noexcept;

    activation function_;
    row_function row_;
};

} // namespace quanta::op
