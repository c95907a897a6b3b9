// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <quanta/core/inline_executor.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/kernel/elementwise_int8.hpp>
#include <quanta/op/byte_storage.hpp>
#include <quanta/op/elementwise.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Any function of one real, in integers: its 256 results are computed when the table is made.
///
///     output = profile.quantize(f(profile.dequantize(x)))
///
/// Immutable; runs on the instruction set that was selected when it was made. See op/functions.hpp for functions.
template <ByteStorage In, ByteStorage Out = In, Profile Arithmetic = profile::quanta>
class table {
public:
    /// `function`: float(float), called once for each value of In; where it gives NaN the entry is the output's zero point,
    /// clamped. `range`: what the output may hold, of which a narrower format is a part.
    /// Errors: a scale or zero point that is none, a range that Out does not hold.
    template <class Function>
    table(const Function& function, affine_params input, affine_params output, integer_range range,
          const Arithmetic& profile = Arithmetic{})
        : row_(isa::visit(isa::select(), []<class Tag>(Tag) -> row_function {
              return &kernel::elementwise_int8<Tag>::template lookup<In, Out>;
          })) {
        check_params<byte_format<In>>(name, input, "input");
        check_quantizing_params<Out>(name, "output", output);
        check_range<Out>(name, range);
        for (std::int32_t x = whole_range<In>().lowest; x <= whole_range<In>().highest; ++x) {
            const float y = function(profile.dequantize(x, input));
            const int q = profile.quantize(y, output, range.lowest, range.highest);
            entries_[static_cast<std::uint8_t>(x)] = static_cast<Out>(q < range.lowest    ? range.lowest
                                                                      : q > range.highest ? range.highest
                                                                                          : q);
        }
    }

    /// The results for the stored bytes 0 to 255: those of a signed x stand at x modulo 256. `epilogue::lookup` takes them.
    [[nodiscard]] std::span<const Out, 256> entries() const { return entries_; }

    /// Operands of equal extents, any rank and strides. The output may be the input itself, and does not overlap it
    /// otherwise. Allocates nothing. Errors name the axis.
    template <std::size_t Rank, Executor Workers>
    void run(const input_view<In, Rank>& input, const tensor_view<Out, Rank>& output, Workers& executor) const {
        elementwise(name, input, output, executor,
                    [&](const In* in, std::size_t count, Out* out) { row_(in, count, entries_.data(), out); });
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(const input_view<In, Rank>& input, const tensor_view<Out, Rank>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::table";
    using row_function = void (*)(const In*, std::size_t, const Out*, Out*) noexcept;

    std::array<Out, 256> entries_{};
    row_function row_;
};

} // namespace quanta::op
