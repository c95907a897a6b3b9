// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>
#include <vector>

#include <quanta/core/inline_executor.hpp>
#include <quanta/op/byte_storage.hpp>
#include <quanta/op/concat_parts.hpp>
#include <quanta/op/rescale.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Tensors of integers, one behind the other along an axis, each brought to the output's parameters as `rescale` does it;
/// those that have them are copied. Immutable; runs on the instruction set that was selected when it was made.
template <ByteStorage T, Profile Arithmetic = profile::quanta>
class concat {
public:
    /// `inputs`: the parameters of each input. `range`: what the output may hold, a narrower format's values or what an
    /// activation lets pass (`clamp_range`).
    /// Errors: no input, a scale or zero point that is none, a range that T does not hold, scales too far apart.
    concat(std::span<const affine_params> inputs, affine_params output, std::size_t axis, integer_range range,
           const Arithmetic& profile = Arithmetic{})
        : axis_(axis) {
        check(!inputs.empty(), name, ": no inputs");
        check_params<byte_format<T>>(name, output, "output");
        check_range<T>(name, range);
        rescales_.reserve(inputs.size());
        for (const affine_params& input : inputs) {
            const std::size_t index = rescales_.size();
            check_params<byte_format<T>>(name, input, "input ", index);
            static_cast<void>(checked_multiplier(name, profile, input.scale, 1, output.scale, "the input ", index));
            rescales_.emplace_back(input, output, range, profile);
        }
    }

    /// As many inputs as there are parameters, of any rank and strides; the output has their extents, added up along the
    /// axis. An input may stand in its place in the output already; none overlaps the output otherwise. Allocates nothing.
    /// Errors: another number of inputs; an axis beyond the rank; extents that do not fit, by input and axis.
    template <std::size_t Rank, Executor Workers>
    void run(std::type_identity_t<std::span<const tensor_view<const T, Rank>>> inputs,
             const tensor_view<T, Rank>& output, Workers& executor) const {
        check_extent(name, "the number of inputs", inputs.size(), rescales_.size());
        check_parts(name, inputs, axis_, output);
        std::size_t first = 0;
        for (std::size_t input = 0; input < inputs.size(); ++input) {
            const std::size_t count = inputs[input].extent(axis_);
            rescales_[input].run(inputs[input], part_of(output, axis_, first, count), executor);
            first += count;
        }
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(std::type_identity_t<std::span<const tensor_view<const T, Rank>>> inputs,
             const tensor_view<T, Rank>& output) const {
        inline_executor executor;
        run(inputs, output, executor);
    }

private:
    static constexpr const char* name = "op::concat";

    std::size_t axis_;
    std::vector<rescale<T, T, Arithmetic>> rescales_;
};

} // namespace quanta::op
