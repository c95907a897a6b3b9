// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <xsimd/xsimd.hpp>

#include <quanta/kernel/reference/elementwise_float_reference.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// `elementwise_float_reference` in the widest registers that the flags of the translation unit give, through xsimd.
/// Interpolation is the reference's: not every architecture has a fused multiply-add.
struct elementwise_float_portable : elementwise_float_reference {
    static void add(const float* lhs, const float* rhs, std::size_t count, float lowest, float highest,
                    float* out) noexcept {
        std::size_t i = 0;
        for (; i + width <= count; i += width)
            clamped(xsimd::load_unaligned(lhs + i) + xsimd::load_unaligned(rhs + i), lowest, highest)
                .store_unaligned(out + i);
        elementwise_float_reference::add(lhs + i, rhs + i, count - i, lowest, highest, out + i);
    }

    static void mul(const float* lhs, const float* rhs, std::size_t count, float lowest, float highest,
                    float* out) noexcept {
        std::size_t i = 0;
        for (; i + width <= count; i += width)
            clamped(xsimd::load_unaligned(lhs + i) * xsimd::load_unaligned(rhs + i), lowest, highest)
                .store_unaligned(out + i);
        elementwise_float_reference::mul(lhs + i, rhs + i, count - i, lowest, highest, out + i);
    }

    static void clamp(const float* in, std::size_t count, float lowest, float highest, float* out) noexcept {
        std::size_t i = 0;
        for (; i + width <= count; i += width)
            clamped(xsimd::load_unaligned(in + i), lowest, highest).store_unaligned(out + i);
        elementwise_float_reference::clamp(in + i, count - i, lowest, highest, out + i);
    }

private:
    using floats = xsimd::batch<float>;
    static constexpr std::size_t width = floats::size;

    /// As the reference compares, so that NaN passes: what xsimd::max gives for it depends on the architecture.
    [[nodiscard]] static floats clamped(const floats& x, float lowest, float highest) noexcept {
        const floats lower(lowest), upper(highest);
        const floats raised = xsimd::select(lower > x, lower, x);
        return xsimd::select(upper < raised, upper, raised);
    }
};

} // namespace quanta::kernel
