// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <quanta/core/inline_executor.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/op/byte_storage.hpp>
#include <quanta/op/elementwise.hpp>
#include <quanta/op/stored_rows.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Integers with other parameters, or of a narrower range: an activation that stands alone is a rescale whose parameters
/// are equal and whose range is its own.
///
///     output = profile.requantize(x - zero point, profile.multiplier(input scale, 1, output scale))
///
/// Equal parameters, storage and the whole range copy. Immutable; runs on the instruction set that was selected when it
/// was made.
template <ByteStorage In, ByteStorage Out = In, Profile Arithmetic = profile::quanta>
class rescale {
public:
    /// `range`: what the output may hold, a narrower format's values or what an activation lets pass (`clamp_range`).
    /// Errors: a scale or zero point that is none, a range that Out does not hold, scales too far apart.
    rescale(affine_params input, affine_params output, integer_range range, const Arithmetic& profile = Arithmetic{})
        : copies_(std::is_same_v<In, Out> && input.scale == output.scale && input.zero_point == output.zero_point &&
                  range.lowest == whole_range<Out>().lowest && range.highest == whole_range<Out>().highest),
          row_(select_stored_rows(profile,
                                  []<class Rows>(Rows) -> row_function { return &Rows::template rescale<In, Out>; })) {
        check_params<byte_format<In>>(name, input, "input");
        check_params<byte_format<Out>>(name, output, "output");
        check_range<Out>(name, range);
        change_ = rescaling_of(name, profile, "the input", input, output, range);
    }

    /// Operands of equal extents, any rank and strides. The output may be the input itself, and does not overlap it
    /// otherwise. Allocates nothing. Errors name the axis.
    template <std::size_t Rank, Executor Workers>
    void run(const input_view<In, Rank>& input, const tensor_view<Out, Rank>& output, Workers& executor) const {
        elementwise(name, input, output, executor,
                    [&](const In* in, std::size_t count, Out* out) { convert(in, count, out); });
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(const input_view<In, Rank>& input, const tensor_view<Out, Rank>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::rescale";
    using row_function = void (*)(const In*, std::size_t, const rescaling&, Out*) noexcept;

    void convert(const In* in, std::size_t count, Out* out) const {
        if constexpr (std::is_same_v<In, Out>)
            if (copies_) {
                if (in != out) std::copy_n(in, count, out);
                return;
            }
        row_(in, count, change_, out);
    }

    rescaling change_;
    bool copies_;
    row_function row_;
};

} // namespace quanta::op
