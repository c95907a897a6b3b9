// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>

#include <quanta/core/float_functions.hpp>
#include <quanta/epilogue.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/isa/uncontracted.hpp>
#include <quanta/kernel/elementwise_int8.hpp>
#include <quanta/op/byte_storage.hpp>
#include <quanta/op/requantize_stage.hpp>
#include <quanta/op/stored_params.hpp>

namespace quanta::op::inline QUANTA_ABI {

namespace detail {

[[nodiscard]] inline kernel::requantization in_floats(const requantization& result) noexcept {
    return {multiplier_as<float>(result.multiplier), result.zero_point, result.range.lowest, result.range.highest};
}
[[nodiscard]] inline kernel::addition in_floats(const addition& sum) noexcept {
    return {
        sum.lhs_zero_point,    sum.rhs_zero_point,      multiplier_as<float>(sum.lhs), multiplier_as<float>(sum.rhs),
        sum.result.zero_point, sum.result.range.lowest, sum.result.range.highest};
}

} // namespace detail

/// Whether kernels run the rows of a rule themselves, without blocks: those of bytes, in floats.
template <class Accumulators, class... T>
inline constexpr bool has_row_kernel = std::same_as<Accumulators, rule::scaled_in_float> && (ByteStorage<T> && ...);

/// Rows of stored integers that are added, multiplied and rescaled by a rule for accumulators. Values are neighbours; an
/// output row may be an input row. Where there is no kernel, blocks of 32-bit values pass from loops to the rule's epilogue
/// stage.
template <class Accumulators, class Tag>
struct stored_rows {
    /// out = requantize(sum)
    template <class Out>
    static void requantize(const std::int32_t* sums, std::size_t count, const requantization& result,
                           Out* out) noexcept {
        if constexpr (has_row_kernel<Accumulators, Out>) {
            kernel::elementwise_int8<Tag>::requantize(sums, count, detail::in_floats(result), out);
        } else {
            const multiplier_type m = multiplier_as<multiplier_type>(result.multiplier);
            const requantize_stage<Accumulators> stage{&m, false, result.zero_point, result.range.lowest,
                                                       result.range.highest};
            const epilogue::pipeline finish{stage, epilogue::store<Out>{out, 0}};
            finish.template consume<Tag>(epilogue::tile<std::int32_t>{sums, count, 1, count, 0, 0});
        }
    }

    /// out = requantize(x - zero point)
    template <class In, class Out>
    static void rescale(const In* in, std::size_t count, const rescaling& change, Out* out) noexcept {
        const std::int32_t zero_point = change.input_zero_point;
        if constexpr (has_row_kernel<Accumulators, In, Out>)
            kernel::elementwise_int8<Tag>::rescale(in, count, {zero_point, detail::in_floats(change.result)}, out);
        else
            for_each_block(count, change.result, out, [&](std::size_t i) { return in[i] - zero_point; });
    }

    /// out = requantize((l - zl) * (r - zr)), whose product 32 bits hold.
    template <class T>
    static void mul(const T* lhs, const T* rhs, std::size_t count, const multiplication& product, T* out) noexcept {
        const std::int32_t zl = product.lhs_zero_point, zr = product.rhs_zero_point;
        if constexpr (has_row_kernel<Accumulators, T>)
            kernel::elementwise_int8<Tag>::mul(lhs, rhs, count, {zl, zr, detail::in_floats(product.result)}, out);
        else
            for_each_block(count, product.result, out, [&](std::size_t i) { return (lhs[i] - zl) * (rhs[i] - zr); });
    }

    /// out = requantize(scaled((l - zl) * 2^shift) + scaled((r - zr) * 2^shift)) in fixed point, as TensorFlow Lite
    /// (reference/add.h), with the shift of `sum_shift`. In floats as `kernel::elementwise_int8`, or, of 16 bits,
    /// int(rint(clamp(fma(float(l), ml, float(r) * mr), lowest, highest))).
    template <class T>
    static void add(const T* lhs, const T* rhs, std::size_t count, const addition& sum, T* out) noexcept {
        if constexpr (std::same_as<multiplier_type, fixed_point_multiplier>)
            add_blocks<add_scaled<T>>(lhs, rhs, count, sum, out);
        else if constexpr (ByteStorage<T>)
            kernel::elementwise_int8<Tag>::add(lhs, rhs, count, detail::in_floats(sum), out);
        else
            add_blocks<add_in_floats<T>>(lhs, rhs, count, sum, out);
    }

    /// out = requantize((l - zl) * wl + (r - zr) * wr), for rules in fixed point: the weights are the mantissas.
    template <class T>
    static void add_weighted(const T* lhs, const T* rhs, std::size_t count, const addition& sum, T* out) noexcept {
        const std::int32_t zl = sum.lhs_zero_point, zr = sum.rhs_zero_point;
        const std::int32_t wl = sum.lhs.fixed.mantissa, wr = sum.rhs.fixed.mantissa;
        for_each_block(count, sum.result, out, [&](std::size_t i) { return (lhs[i] - zl) * wl + (rhs[i] - zr) * wr; });
    }

private:
    using multiplier_type = typename Accumulators::multiplier_type;
    static constexpr std::size_t block = 256;

    template <class Out, class Value>
    static void for_each_block(std::size_t count, const requantization& result, Out* out, const Value& value) noexcept {
        for (std::size_t start = 0; start < count; start += block) {
            const std::size_t length = std::min(block, count - start);
            std::int32_t values[block];
            for (std::size_t i = 0; i < length; ++i) values[i] = value(start + i);
            requantize(values, length, result, out + start);
        }
    }

    template <auto Add, class T>
    static void add_blocks(const T* lhs, const T* rhs, std::size_t count, const addition& sum, T* out) noexcept {
        for (std::size_t start = 0; start < count; start += block)
            Add(lhs + start, rhs + start, std::min(block, count - start), sum, out + start);
    }

    template <class T>
    static void add_scaled(const T* lhs, const T* rhs, std::size_t count, const addition& sum, T* out) noexcept {
        std::int32_t left[block], right[block];
        scale(lhs, count, sum.lhs_zero_point, sum.lhs, left);
        scale(rhs, count, sum.rhs_zero_point, sum.rhs, right);
        for (std::size_t i = 0; i < count; ++i) left[i] += right[i];
        requantize(left, count, sum.result, out);
    }
    /// scaled((x - zero point) * 2^shift), not clamped.
    template <class T>
    static void scale(const T* in, std::size_t count, std::int32_t zero_point, const multiplier_value& m,
                      std::int32_t* out) noexcept {
        constexpr std::numeric_limits<std::int32_t> limits;
        for (std::size_t i = 0; i < count; ++i) out[i] = (in[i] - zero_point) * (1 << sum_shift<T>);
        requantize(out, count, {m, 0, {limits.min(), limits.max()}}, out);
    }

    template <class T>
    static void add_in_floats(const T* lhs, const T* rhs, std::size_t count, const addition& sum, T* out) noexcept {
        const auto left = multiplier_as<float>(sum.lhs), right = multiplier_as<float>(sum.rhs);
        float steps[block];
        for (std::size_t i = 0; i < count; ++i)
            steps[i] = fused_multiply_add(lhs[i], left, uncontracted(static_cast<float>(rhs[i]) * right));
        const epilogue::pipeline finish{epilogue::quantize{1.0F, 0, sum.result.range.lowest, sum.result.range.highest},
                                        epilogue::store<T>{out, 0}};
        finish.template consume<Tag>(epilogue::tile<float>{steps, count, 1, count, 0, 0});
    }
};

/// pick(the rows of a rule on the selected instruction set), which gives a pointer to one of their functions.
template <class Accumulators, class Pick>
[[nodiscard]] auto select_rows_of(Accumulators, const Pick& pick) {
    return isa::visit(isa::select(), [&]<class Tag>(Tag) { return pick(stored_rows<Accumulators, Tag>{}); });
}
/// The same for the profile's rule.
template <Profile Arithmetic, class Pick>
[[nodiscard]] auto select_stored_rows(const Arithmetic& profile, const Pick& pick) {
    return visit_accumulators(profile, [&]<class Rule>(Rule rule) { return select_rows_of(rule, pick); });
}

} // namespace quanta::op
