// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include <quanta/core/inline_executor.hpp>
#include <quanta/core/rounding.hpp>
#include <quanta/op/byte_storage.hpp>
#include <quanta/op/last_axis.hpp>
#include <quanta/params/profile_quanta.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// exp(x) / sum of exp(x) along the last axis, in integers: exponentials are entries of a table that is computed when the
/// operator is made.
///
///     t[d]   = uint32(rint(exp(-d * input scale) * 2^23)), d = 0 ... 255
///     output = profile.quantize(float(double(t[max - x]) / double(sum of t[max - x])))
///
/// The sum is exact, in 64 bits. Zero points of the input cancel. Immutable.
template <ByteStorage T, Profile Arithmetic = profile::quanta>
class softmax {
public:
    /// `range`: what the output may hold, of which a narrower format is a part.
    /// Errors: a scale or zero point that is none, a range that T does not hold.
    softmax(affine_params input, affine_params output, integer_range range, const Arithmetic& profile = Arithmetic{})
        : profile_(profile), output_(output), range_(range) {
        check_params<byte_format<T>>(name, input, "input");
        check_quantizing_params<T>(name, "output", output);
        check_range<T>(name, range);
        for (std::size_t d = 0; d < exponentials_.size(); ++d)
            exponentials_[d] = static_cast<std::uint32_t>(
                round_to_even(__builtin_exp(static_cast<double>(d) * -double{input.scale}) * 0x1p23));
    }

    /// Operands of equal extents, any rank and strides. The output may be the input itself, and does not overlap it
    /// otherwise. Allocates nothing. Errors name the axis.
    template <std::size_t Rank, Executor Workers>
    void run(const input_view<T, Rank>& input, const tensor_view<T, Rank>& output, Workers& executor) const {
        for_each_last_axis_row(name, input, output, executor,
                               [&](const last_axis_row<const T>& in, const last_axis_row<T>& out, std::size_t length) {
                                   run_row(in, out, length);
                               });
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(const input_view<T, Rank>& input, const tensor_view<T, Rank>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::softmax";

    void run_row(const last_axis_row<const T>& in, const last_axis_row<T>& out, std::size_t length) const {
        int largest = in[0];
        for (std::size_t i = 1; i < length; ++i) largest = std::max<int>(largest, in[i]);
        std::uint64_t total = 0;
        for (std::size_t i = 0; i < length; ++i) total += exponentials_[static_cast<std::size_t>(largest - in[i])];
        if (length <= exponentials_.size()) {
            for (std::size_t i = 0; i < length; ++i) out[i] = share(static_cast<std::size_t>(largest - in[i]), total);
        } else { // fewer divisions
            std::array<T, 256> shares;
            for (std::size_t d = 0; d < shares.size(); ++d) shares[d] = share(d, total);
            for (std::size_t i = 0; i < length; ++i) out[i] = shares[static_cast<std::size_t>(largest - in[i])];
        }
    }

    [[nodiscard]] T share(std::size_t distance, std::uint64_t total) const {
        const double p = static_cast<double>(exponentials_[distance]) / static_cast<double>(total);
        return static_cast<T>(profile_.quantize(static_cast<float>(p), output_, range_.lowest, range_.highest));
    }

    [[no_unique_address]] Arithmetic profile_;
    std::array<std::uint32_t, 256> exponentials_{};
    affine_params output_;
    integer_range range_;
};

} // namespace quanta::op
