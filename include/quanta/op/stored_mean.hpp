// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include <quanta/isa/select.hpp>
#include <quanta/kernel/pool_int8.hpp>
#include <quanta/op/byte_storage.hpp>
#include <quanta/op/pool_walk.hpp>
#include <quanta/op/stored_rows.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The mean of the taps of a strip, in integers of other parameters: what average pooling of every shape has in common.
///
///     output = Arithmetic::requantize(sum of (x - zero point), Arithmetic::multiplier(s_in, 1.0 / count, s_out))
template <ByteStorage T, Profile Arithmetic>
class stored_mean {
public:
    /// Taps whose sum 32 bits hold, each at most 255 from the zero point.
    static constexpr std::size_t most_taps = std::numeric_limits<std::int32_t>::max() / 255;

    /// Errors: a scale or zero point that is none, a range that T does not hold, scales too far apart.
    stored_mean(std::string_view operation, affine_params input, affine_params output, integer_range range)
        : input_(input), output_(output), range_(range),
          sum_(isa::visit(isa::select(),
                          []<class Tag>(Tag) -> sum_function { return &kernel::pool_int8<Tag>::template sum<T>; })),
          requantize_(isa::visit(isa::select(), []<class Tag>(Tag) -> requantize_function {
              return &stored_rows<Arithmetic, Tag>::type::template requantize<T>;
          })) {
        check_params<byte_format<T>>(operation, "input", input);
        check_params<byte_format<T>>(operation, "output", output);
        check_range<T>(operation, range);
        check_multiplier(operation, "mean", Arithmetic::multiplier(input.scale, 1, output.scale));
    }

    /// Error if a window has more taps than 32 bits can sum.
    static void check_taps(std::string_view operation, size2d taps) {
        check(taps.height <= most_taps / taps.width, operation, ": a window of ", taps.height, " x ", taps.width,
              " taps, 32 bits sum ", most_taps);
    }

    /// The outputs of a strip, each the sum of its taps divided by `count`.
    void run(const T* in, kernel::pool_strip strip, std::size_t count, T* out) const {
        constexpr std::size_t block = 1024; // sums that stay on the stack
        const std::size_t outputs = strip.outputs, channels = strip.channels;
        const std::size_t some_channels = std::min(block, channels);
        const std::size_t some_outputs = std::max<std::size_t>(1, block / std::max<std::size_t>(1, channels));
        for (std::size_t output = 0; output < outputs; output += some_outputs)
            for (std::size_t channel = 0; channel < channels; channel += some_channels) {
                strip.outputs = std::min(some_outputs, outputs - output);
                strip.channels = std::min(some_channels, channels - channel);
                const auto o = static_cast<std::ptrdiff_t>(output), c = static_cast<std::ptrdiff_t>(channel);
                run_block(in + o * strip.input_step + c * strip.input_channel_step, strip, count,
                          out + o * strip.output_step + c * strip.output_channel_step);
            }
    }

private:
    using sum_function = void (*)(const T*, const kernel::pool_strip&, std::int32_t*) noexcept;
    using requantize_function = void (*)(const std::int32_t*, std::size_t, const kernel::requantization&, T*) noexcept;

    void run_block(const T* in, const kernel::pool_strip& strip, std::size_t count, T* out) const {
        std::array<std::int32_t, 1024> sums;
        std::array<T, 1024> means;
        const std::size_t values = strip.outputs * strip.channels;
        sum_(in, strip, sums.data());
        const auto zero = static_cast<std::int32_t>(strip.rows * strip.columns) * input_.zero_point;
        for (std::size_t i = 0; i < values; ++i) sums[i] -= zero;
        const kernel::requantization result{
            Arithmetic::multiplier(input_.scale, 1.0 / static_cast<double>(count), output_.scale), output_.zero_point,
            range_.lowest, range_.highest};
        const bool neighbours =
            (strip.channels == 1 || strip.output_channel_step == 1) &&
            (strip.outputs == 1 || strip.output_step == static_cast<std::ptrdiff_t>(strip.channels));
        requantize_(sums.data(), values, result, neighbours ? out : means.data());
        if (neighbours) return;
        for (std::size_t output = 0; output < strip.outputs; ++output)
            for (std::size_t channel = 0; channel < strip.channels; ++channel)
                out[static_cast<std::ptrdiff_t>(output) * strip.output_step +
                    static_cast<std::ptrdiff_t>(channel) * strip.output_channel_step] =
                    means[output * strip.channels + channel];
    }

    affine_params input_, output_;
    integer_range range_;
    sum_function sum_;
    requantize_function requantize_;
};

} // namespace quanta::op
