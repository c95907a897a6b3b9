// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>

#include <quanta/epilogue.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/kernel/elementwise_int8.hpp>
#include <quanta/op/requantize_stage.hpp>
#include <quanta/op/stored_params.hpp>

namespace quanta::op::inline QUANTA_ABI {

namespace detail {

[[nodiscard]] inline kernel::requantization in_floats(const requantization& result) noexcept {
    return {result.multiplier.real, result.zero_point, result.range.lowest, result.range.highest};
}
[[nodiscard]] inline kernel::addition in_floats(const addition& sum) noexcept {
    return {sum.lhs_zero_point,      sum.rhs_zero_point,      sum.lhs.real, sum.rhs.real, sum.result.zero_point,
            sum.result.range.lowest, sum.result.range.highest};
}

} // namespace detail

/// Rows of stored integers that are added, multiplied and rescaled by a rule for accumulators. Values are neighbours; an
/// output row may be an input row. Blocks of 32-bit values pass from loops to the rule's epilogue stage.
template <class Accumulators, class Tag>
struct stored_rows {
    /// out = requantize(sum)
    template <class Out>
    static void requantize(const std::int32_t* sums, std::size_t count, const requantization& result,
                           Out* out) noexcept {
        const multiplier_type& m = multiplier_as<multiplier_type>(result.multiplier);
        const requantize_stage<Accumulators> stage{&m, false, result.zero_point, result.range.lowest,
                                                   result.range.highest};
        const epilogue::pipeline finish{stage, epilogue::store<Out>{out, 0}};
        finish.template consume<Tag>(epilogue::tile<std::int32_t>{sums, count, 1, count, 0, 0});
    }

    /// out = requantize(x - zero point)
    template <class In, class Out>
    static void rescale(const In* in, std::size_t count, const rescaling& change, Out* out) noexcept {
        for_each_block(count, change.result, out, [&](std::size_t i) { return in[i] - change.input_zero_point; });
    }

    /// out = requantize((l - zl) * (r - zr))
    template <class T>
    static void mul(const T* lhs, const T* rhs, std::size_t count, const multiplication& product, T* out) noexcept {
        for_each_block(count, product.result, out, [&](std::size_t i) {
            return (lhs[i] - product.lhs_zero_point) * (rhs[i] - product.rhs_zero_point);
        });
    }

    /// out = requantize(scaled((l - zl) * 2^20) + scaled((r - zr) * 2^20)) in fixed point, as TensorFlow Lite
    /// (reference/add.h); in floats as `kernel::elementwise_int8`.
    template <class T>
    static void add(const T* lhs, const T* rhs, std::size_t count, const addition& sum, T* out) noexcept {
        if constexpr (!std::same_as<multiplier_type, fixed_point_multiplier>) {
            kernel::elementwise_int8<Tag>::add(lhs, rhs, count, detail::in_floats(sum), out);
        } else {
            for (std::size_t start = 0; start < count; start += block) {
                const std::size_t length = std::min(block, count - start);
                std::int32_t left[block], right[block];
                scale(lhs + start, length, sum.lhs_zero_point, sum.lhs, left);
                scale(rhs + start, length, sum.rhs_zero_point, sum.rhs, right);
                for (std::size_t i = 0; i < length; ++i) left[i] += right[i];
                requantize(left, length, sum.result, out + start);
            }
        }
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

    /// scaled((x - zero point) * 2^20), not clamped.
    template <class T>
    static void scale(const T* in, std::size_t count, std::int32_t zero_point, const multiplier_value& m,
                      std::int32_t* out) noexcept {
        constexpr std::numeric_limits<std::int32_t> limits;
        for (std::size_t i = 0; i < count; ++i) out[i] = (in[i] - zero_point) * (1 << sum_shift);
        requantize(out, count, {m, 0, {limits.min(), limits.max()}}, out);
    }
};

/// In floats there are kernels that need no blocks.
template <class Tag>
struct stored_rows<rule::scaled_in_float, Tag> {
    template <class Out>
    static void requantize(const std::int32_t* sums, std::size_t count, const requantization& result,
                           Out* out) noexcept {
        kernel::elementwise_int8<Tag>::requantize(sums, count, detail::in_floats(result), out);
    }
    template <class In, class Out>
    static void rescale(const In* in, std::size_t count, const rescaling& change, Out* out) noexcept {
        kernel::elementwise_int8<Tag>::rescale(in, count, {change.input_zero_point, detail::in_floats(change.result)},
                                               out);
    }
    template <class T>
    static void mul(const T* lhs, const T* rhs, std::size_t count, const multiplication& product, T* out) noexcept {
        kernel::elementwise_int8<Tag>::mul(
            lhs, rhs, count, {product.lhs_zero_point, product.rhs_zero_point, detail::in_floats(product.result)}, out);
    }
    template <class T>
    static void add(const T* lhs, const T* rhs, std::size_t count, const addition& sum, T* out) noexcept {
        kernel::elementwise_int8<Tag>::add(lhs, rhs, count, detail::in_floats(sum), out);
    }
};

/// pick(the rows of the profile's rule on the selected instruction set), which gives a pointer to one of their functions.
template <Profile Arithmetic, class Pick>
[[nodiscard]] auto select_stored_rows(const Arithmetic& profile, const Pick& pick) {
    return visit_accumulators(profile, [&]<class Rule>(Rule) {
        return isa::visit(isa::select(), [&]<class Tag>(Tag) { return pick(stored_rows<Rule, Tag>{}); });
    });
}

} // namespace quanta::op
