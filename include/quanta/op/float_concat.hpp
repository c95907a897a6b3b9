// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <type_traits>

#include <quanta/core/inline_executor.hpp>
#include <quanta/op/concat_parts.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Tensors of floats, one behind the other along an axis.
class float_concat {
public:
    explicit float_concat(std::size_t axis) : axis_(axis) {}

    /// Inputs of any rank and strides; the output has their extents, added up along the axis. An input may stand in its
    /// place in the output already; none overlaps the output otherwise. Allocates nothing.
    /// Errors: no input; an axis beyond the rank; extents that do not fit, by input and axis.
    template <std::size_t Rank, Executor Workers>
    void run(std::type_identity_t<std::span<const tensor_view<const float, Rank>>> inputs,
             const tensor_view<float, Rank>& output, Workers& executor) const {
        check(!inputs.empty(), name, ": no inputs");
        check_parts(name, inputs, axis_, output);
        std::size_t first = 0;
        for (const tensor_view<const float, Rank>& input : inputs) {
            elementwise(name, input, part_of(output, axis_, first, input.extent(axis_)), executor,
                        [](const float* in, std::size_t count, float* out) {
                            if (in != out) std::copy_n(in, count, out);
                        });
            first += input.extent(axis_);
        }
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(std::type_identity_t<std::span<const tensor_view<const float, Rank>>> inputs,
             const tensor_view<float, Rank>& output) const {
        inline_executor executor;
        run(inputs, output, executor);
    }

private:
    static constexpr const char* name = "op::float_concat";

    std::size_t axis_;
};

} // namespace quanta::op
