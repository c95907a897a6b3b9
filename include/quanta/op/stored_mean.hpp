// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include <quanta/isa/select.hpp>
#include <quanta/kernel/pool_int8.hpp>
#include <quanta/op/byte_storage.hpp>
#include <quanta/op/pool_walk.hpp>
#include <quanta/op/stored_rows.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The mean of the taps of a strip, in integers of other parameters: what average pooling of every shape has in common.
///
///     output = profile.requantize(sum of (x - zero point), profile.multiplier(s_in, 1.0 / count, s_out))
///
/// or, where integers are divided, clamp(round(sum of x / count)), ties away from zero.
template <IntegerStorage T, Profile Arithmetic>
class stored_mean {
public:
    /// Taps whose sum 32 bits hold: each is at most 255 from the zero point, or 2^15 of 16 bits.
    static constexpr std::size_t most_taps =
        std::numeric_limits<std::int32_t>::max() / (ByteStorage<T> ? 255 : 1 << 15);

    /// Errors: a scale or zero point that is none, or not 0 for 16 bits; a range that T does not hold, scales too far apart.
    stored_mean(std::string_view operation, affine_params input, affine_params output, integer_range range,
                const Arithmetic& profile)
        : profile_(profile), input_(input), output_(output), range_(range), sum_(select_sum()),
          requantize_(select_stored_rows(
              profile, []<class Rows>(Rows) -> requantize_function { return &Rows::template requantize<T>; })) {
        check_stored_params<T>(operation, input, "input");
        check_stored_params<T>(operation, output, "output");
        check_range<T>(operation, range);
        static_cast<void>(checked_multiplier(operation, profile, input.scale, 1, output.scale, "the mean"));
    }

    /// Where the profile scales in fixed point and both parameters are the same, the integers themselves are divided by the
    /// number of their taps, as TensorFlow Lite does. `offset`: what T is higher than the integers whose sign decides a tie.
    void divide_integers(std::int32_t offset) {
        divides_integers_ =
            scales_in_fixed_point(profile_) && input_.scale == output_.scale && input_.zero_point == output_.zero_point;
        offset_ = offset;
    }

    /// Error if a window has more taps than 32 bits can sum.
    static void check_taps(std::string_view operation, size2d taps) {
        check(taps.height <= most_taps / taps.width, operation, ": a window of ", taps.height, " x ", taps.width,
              " taps, 32 bits sum ", most_taps);
    }

    /// The outputs of a strip, each the sum of its taps divided by `count`: their number where integers are divided.
    void run(const T* in, kernel::pool_strip strip, std::size_t count, T* out) const {
        const auto m = profile_.multiplier(input_.scale, 1.0 / static_cast<double>(count), output_.scale);
        const requantization result{to_multiplier_value(m), output_.zero_point, range_};
        constexpr std::size_t block = 1024; // sums that stay on the stack
        const std::size_t outputs = strip.outputs, channels = strip.channels;
        const std::size_t some_channels = std::min(block, channels);
        const std::size_t some_outputs = std::max<std::size_t>(1, block / std::max<std::size_t>(1, channels));
        for (std::size_t output = 0; output < outputs; output += some_outputs)
            for (std::size_t channel = 0; channel < channels; channel += some_channels) {
                strip.outputs = std::min(some_outputs, outputs - output);
                strip.channels = std::min(some_channels, channels - channel);
                const auto o = static_cast<std::ptrdiff_t>(output), c = static_cast<std::ptrdiff_t>(channel);
                run_block(in + o * strip.input_step + c * strip.input_channel_step, strip, count, result,
                          out + o * strip.output_step + c * strip.output_channel_step);
            }
    }

private:
    using sum_function = void (*)(const T*, const kernel::pool_strip&, std::int32_t*) noexcept;
    using requantize_function = void (*)(const std::int32_t*, std::size_t, const requantization&, T*) noexcept;

    [[nodiscard]] static sum_function select_sum() {
        if constexpr (ByteStorage<T>)
            return isa::visit(isa::select(),
                              []<class Tag>(Tag) -> sum_function { return &kernel::pool_int8<Tag>::template sum<T>; });
        else
            return &kernel::pool_int8_portable::sum<T>;
    }

    void run_block(const T* in, const kernel::pool_strip& strip, std::size_t count, const requantization& result,
                   T* out) const {
        std::array<std::int32_t, 1024> sums;
        std::array<T, 1024> means;
        const std::size_t values = strip.outputs * strip.channels;
        sum_(in, strip, sums.data());
        const bool neighbours =
            (strip.channels == 1 || strip.output_channel_step == 1) &&
            (strip.outputs == 1 || strip.output_step == static_cast<std::ptrdiff_t>(strip.channels));
        T* const results = neighbours ? out : means.data();
        if (divides_integers_)
            divide({sums.data(), values}, static_cast<std::int64_t>(count), results);
        else
            requantize({sums.data(), values}, strip.rows * strip.columns, result, results);
        if (neighbours) return;
        for (std::size_t output = 0; output < strip.outputs; ++output)
            for (std::size_t channel = 0; channel < strip.channels; ++channel)
                out[static_cast<std::ptrdiff_t>(output) * strip.output_step +
                    static_cast<std::ptrdiff_t>(channel) * strip.output_channel_step] =
                    means[output * strip.channels + channel];
    }

    /// round(sum / count), ties away from zero: the sign is that of the integers that T stands for.
    void divide(std::span<const std::int32_t> sums, std::int64_t count, T* out) const {
        const std::int64_t offset = offset_ * count;
        for (std::size_t i = 0; i < sums.size(); ++i) {
            const std::int64_t sum = sums[i] - offset, nudge = sum > 0 ? count / 2 : -(count / 2);
            out[i] = static_cast<T>(
                std::clamp<std::int64_t>((sum + nudge) / count + offset_, range_.lowest, range_.highest));
        }
    }

    void requantize(std::span<std::int32_t> sums, std::size_t taps, const requantization& result, T* out) const {
        const auto zero = static_cast<std::int32_t>(taps) * input_.zero_point;
        for (std::int32_t& sum : sums) sum -= zero;
        requantize_(sums.data(), sums.size(), result, out);
    }

    [[no_unique_address]] Arithmetic profile_;
    affine_params input_, output_;
    integer_range range_;
    bool divides_integers_ = false;
    std::int32_t offset_ = 0;
    sum_function sum_;
    requantize_function requantize_;
};

} // namespace quanta::op
