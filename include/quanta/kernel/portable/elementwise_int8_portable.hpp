// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <xsimd/xsimd.hpp>

#include <quanta/kernel/reference/elementwise_int8_reference.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// `elementwise_int8_reference` in the widest registers that the flags of the translation unit give, through xsimd. Bytes
/// become integers, integers bytes, and fused multiply-adds are computed one at a time, in blocks between which the vectors
/// work: a register loaded right after its parts were stored would wait for them.
struct elementwise_int8_portable : elementwise_int8_reference {
    template <class T>
    static void add(const T* lhs, const T* rhs, std::size_t count, const addition& sum, T* out) noexcept {
        const addition own = sum; // a copy that no store can change
        const grid to({1.0F, own.zero_point, own.lowest, own.highest});
        for_each_block<float>(
            count, out,
            [&](std::size_t first, std::size_t here, float* steps) {
                for (std::size_t i = 0; i < here; ++i) {
                    const float right = static_cast<float>(rhs[first + i] - own.rhs_zero_point) * own.rhs_multiplier;
                    const auto left = static_cast<float>(lhs[first + i] - own.lhs_zero_point);
                    steps[i] = fused_multiply_add(left, own.lhs_multiplier, right);
                }
            },
            [&](const floats& steps) { return to.rounded(steps); });
    }

    template <class T>
    static void mul(const T* lhs, const T* rhs, std::size_t count, const multiplication& product, T* out) noexcept {
        const multiplication own = product; // a copy that no store can change
        const grid to(own.result);
        for_each_block<std::int32_t>(
            count, out,
            [&](std::size_t first, std::size_t here, std::int32_t* products) {
                for (std::size_t i = 0; i < here; ++i)
                    products[i] = (lhs[first + i] - own.lhs_zero_point) * (rhs[first + i] - own.rhs_zero_point);
            },
            [&](const ints& products) { return to.scaled(products); });
    }

    template <class In, class Out>
    static void rescale(const In* in, std::size_t count, const rescaling& change, Out* out) noexcept {
        const std::int32_t zero_point = change.input_zero_point;
        const grid to(change.result);
        for_each_block<std::int32_t>(
            count, out,
            [&](std::size_t first, std::size_t here, std::int32_t* centred) {
                for (std::size_t i = 0; i < here; ++i) centred[i] = in[first + i] - zero_point;
            },
            [&](const ints& centred) { return to.scaled(centred); });
    }

    template <class Out>
    static void requantize(const std::int32_t* sums, std::size_t count, const requantization& result,
                           Out* out) noexcept {
        const grid to(result);
        for_each_block<std::int32_t>(
            count, out,
            [&](std::size_t first, std::size_t here, std::int32_t* own) {
                for (std::size_t i = 0; i < here; ++i) own[i] = sums[first + i];
            },
            [&](const ints& own) { return to.scaled(own); });
    }

private:
    using ints = xsimd::batch<std::int32_t>;
    using floats = xsimd::batch<float>;
    static constexpr std::size_t width = floats::size, block = 64;
    static_assert(ints::size == width && block % width == 0);

    /// `requantization` in registers.
    struct grid {
        floats multiplier;
        floats lowest;  // in steps from the zero point
        floats highest; // in steps from the zero point
        ints zero_point;

        explicit grid(const requantization& result)
            : multiplier(result.multiplier), lowest(static_cast<float>(result.lowest - result.zero_point)),
              highest(static_cast<float>(result.highest - result.zero_point)), zero_point(result.zero_point) {}

        /// rint(clamp(steps, lowest, highest)) + zero point. Adding 1.5 * 2^23 rounds to an integer, ties to even, as that
        /// sum has no bits for a fraction: not every architecture rounds in one instruction.
        [[nodiscard]] ints rounded(const floats& steps) const {
            const floats no_fraction(0x1.8p23F);
            const floats clamped = xsimd::min(xsimd::max(steps, lowest), highest);
            return xsimd::to_int((clamped + no_fraction) - no_fraction) + zero_point;
        }
        [[nodiscard]] ints scaled(const ints& sums) const { return rounded(xsimd::to_float(sums) * multiplier); }
    };

    /// out = stored(what `fill` leaves in its block), for all blocks.
    template <class Value, class Out, class Fill, class Stored>
    static void for_each_block(std::size_t count, Out* out, const Fill& fill, const Stored& stored) noexcept {
        Value values[block] = {};
        std::int32_t results[block];
        for (std::size_t first = 0; first < count; first += block) {
            const std::size_t here = count - first < block ? count - first : block;
            fill(first, here, values);
            for (std::size_t i = 0; i < here; i += width)
                stored(xsimd::load_unaligned(values + i)).store_unaligned(results + i);
            for (std::size_t i = 0; i < here; ++i) out[first + i] = static_cast<Out>(results[i]);
        }
    }
};

} // namespace quanta::kernel
