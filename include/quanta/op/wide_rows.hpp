// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include <quanta/core/float_functions.hpp>
#include <quanta/core/integer_formats.hpp>
#include <quanta/epilogue.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/isa/uncontracted.hpp>
#include <quanta/op/operands.hpp>
#include <quanta/op/requantize_stage.hpp>
#include <quanta/op/stored_params.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Bits by which fixed-point rules raise 16-bit operands of a sum before they scale them (TensorFlow Lite, kernels/add.cc).
inline constexpr int wide_sum_shift = 15;

/// Rows of symmetric 16-bit integers that are added and multiplied by a rule for accumulators. Values are neighbours; an
/// output row may be an input row. Blocks of 32-bit values pass from loops to the rule's epilogue stage.
template <class Accumulators, class Tag>
struct wide_rows {
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

    /// out = requantize(l * r); no product leaves 32 bits.
    static void mul(const std::int16_t* lhs, const std::int16_t* rhs, std::size_t count, const multiplication& product,
                    std::int16_t* out) noexcept {
        for (std::size_t start = 0; start < count; start += block) {
            const std::size_t length = std::min(block, count - start);
            std::int32_t products[block];
            for (std::size_t i = 0; i < length; ++i) products[i] = lhs[start + i] * rhs[start + i];
            requantize(products, length, product.result, out + start);
        }
    }

    /// In fixed point out = requantize(scaled(l * 2^15) + scaled(r * 2^15)), in floats
    /// out = int(rint(clamp(fma(float(l), ml, float(r) * mr), lowest, highest))).
    static void add(const std::int16_t* lhs, const std::int16_t* rhs, std::size_t count, const addition& sum,
                    std::int16_t* out) noexcept {
        for (std::size_t start = 0; start < count; start += block) {
            const std::size_t length = std::min(block, count - start);
            if constexpr (std::same_as<multiplier_type, fixed_point_multiplier>)
                add_scaled(lhs + start, rhs + start, length, sum, out + start);
            else
                add_in_floats(lhs + start, rhs + start, length, sum, out + start);
        }
    }

private:
    using multiplier_type = typename Accumulators::multiplier_type;
    static constexpr std::size_t block = 256;

    static void add_scaled(const std::int16_t* lhs, const std::int16_t* rhs, std::size_t count, const addition& sum,
                           std::int16_t* out) noexcept {
        std::int32_t left[block], right[block];
        scale(lhs, count, sum.lhs, left);
        scale(rhs, count, sum.rhs, right);
        for (std::size_t i = 0; i < count; ++i) left[i] += right[i];
        requantize(left, count, sum.result, out);
    }
    /// scaled(x * 2^15), not clamped.
    static void scale(const std::int16_t* in, std::size_t count, const multiplier_value& m,
                      std::int32_t* out) noexcept {
        constexpr std::numeric_limits<std::int32_t> limits;
        for (std::size_t i = 0; i < count; ++i) out[i] = in[i] * (1 << wide_sum_shift);
        requantize(out, count, {m, 0, {limits.min(), limits.max()}}, out);
    }

    static void add_in_floats(const std::int16_t* lhs, const std::int16_t* rhs, std::size_t count, const addition& sum,
                              std::int16_t* out) noexcept {
        float steps[block];
        for (std::size_t i = 0; i < count; ++i)
            steps[i] =
                fused_multiply_add(lhs[i], sum.lhs.real, uncontracted(static_cast<float>(rhs[i]) * sum.rhs.real));
        const epilogue::pipeline finish{epilogue::quantize{1.0F, 0, sum.result.range.lowest, sum.result.range.highest},
                                        epilogue::store<std::int16_t>{out, 0}};
        finish.template consume<Tag>(epilogue::tile<float>{steps, count, 1, count, 0, 0});
    }
};

/// pick(the rows of the profile's rule on the selected instruction set), which gives a pointer to one of their functions.
template <Profile Arithmetic, class Pick>
[[nodiscard]] auto select_wide_rows(const Arithmetic& profile, const Pick& pick) {
    return visit_accumulators(profile, [&]<class Rule>(Rule) {
        return isa::visit(isa::select(), [&]<class Tag>(Tag) { return pick(wide_rows<Rule, Tag>{}); });
    });
}

/// Error unless lowest <= highest, both 16-bit integers.
inline void check_wide_range(std::string_view operation, integer_range range) {
    check(range.lowest <= range.highest && range.lowest >= int16::lowest && range.highest <= int16::highest, operation,
          ": the range [", range.lowest, ", ", range.highest, "] is not one of [", int16::lowest, ", ", int16::highest,
          "]");
}

} // namespace quanta::op
