// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include <quanta/core/diagnostics.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/isa/tags.hpp>

namespace quanta {

/// What one reading of some values tells. The extremes and zeros mean something only where all values are finite.
struct block_survey {
    float minimum; ///< a zero has either sign
    float maximum; ///< a zero has either sign
    std::uint32_t zeros;
    bool finite;
};

} // namespace quanta

namespace quanta::inline QUANTA_ABI {

/// The leaves of `histogram`, one specialization for each tag; every instruction set gives the same bits.
///
///   survey(const float* values, count)   of one to 2^31 values
///   slots(const float* values, count, bins_per_unit, mask, std::uint16_t* out)
///       out holds bin(x) & mask of every x, in any order, where bin(x) = trunc(|x| bins_per_unit), or its complement
///       where x < 0; |x| bins_per_unit is below 2^31.
template <class Tag>
struct histogram_leaves {
    static_assert(dependent_false<Tag>,
                  "histogram_leaves has none for this tag: add observer/<arch>/histogram_leaves_<isa>.hpp");
};

/// One value after the other.
template <>
struct histogram_leaves<isa::reference> {
    [[nodiscard]] static block_survey survey(const float* values, std::size_t count) noexcept {
        block_survey all{values[0], values[0], 0, true};
        for (std::size_t i = 0; i < count; ++i) {
            const float x = values[i];
            if (x < all.minimum) all.minimum = x;
            if (x > all.maximum) all.maximum = x;
            all.zeros += x == 0;
            all.finite &= is_finite(x);
        }
        return all;
    }

    static void slots(const float* values, std::size_t count, float bins_per_unit, std::uint16_t mask,
                      std::uint16_t* out) noexcept {
        for (std::size_t i = 0; i < count; ++i) out[i] = slot(values[i], bins_per_unit, mask);
    }

    [[nodiscard]] static std::uint16_t slot(float x, float bins_per_unit, std::uint16_t mask) noexcept {
        const auto magnitude = static_cast<std::int32_t>((x < 0 ? -x : x) * bins_per_unit);
        return static_cast<std::uint16_t>((magnitude ^ -static_cast<std::int32_t>(x < 0)) & mask);
    }
};

/// Sixteen values at once, in arrays that compilers turn into vector registers even where they vectorize only loops of
/// known length (GCC at -O2).
template <>
struct histogram_leaves<isa::portable> {
    static constexpr std::size_t lanes = 16;

    [[nodiscard]] static block_survey survey(const float* values, std::size_t count) noexcept {
        const std::size_t whole = count - count % lanes;
        block_survey all{values[0], values[0], 0, true};
        if (whole != 0) all = survey_whole(values, whole);
        return whole == count ? all
                              : joined(all, histogram_leaves<isa::reference>::survey(values + whole, count - whole));
    }

    static void slots(const float* values, std::size_t count, float bins_per_unit, std::uint16_t mask,
                      std::uint16_t* out) noexcept {
        std::size_t i = 0;
        for (; i + lanes <= count; i += lanes)
            for (std::size_t lane = 0; lane < lanes; ++lane)
                out[i + lane] = histogram_leaves<isa::reference>::slot(values[i + lane], bins_per_unit, mask);
        histogram_leaves<isa::reference>::slots(values + i, count - i, bins_per_unit, mask, out + i);
    }

    [[nodiscard]] static block_survey joined(const block_survey& a, const block_survey& b) noexcept {
        return {a.minimum < b.minimum ? a.minimum : b.minimum, a.maximum > b.maximum ? a.maximum : b.maximum,
                a.zeros + b.zeros, a.finite && b.finite};
    }

private:
    [[nodiscard]] static block_survey survey_whole(const float* values, std::size_t count) noexcept {
        float minimum[lanes], maximum[lanes], not_finite[lanes]{};
        std::uint32_t zeros[lanes]{};
        for (std::size_t lane = 0; lane < lanes; ++lane) minimum[lane] = maximum[lane] = values[lane];
        for (std::size_t i = 0; i < count; i += lanes)
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const float x = values[i + lane];
                minimum[lane] = x < minimum[lane] ? x : minimum[lane];
                maximum[lane] = x > maximum[lane] ? x : maximum[lane];
                zeros[lane] += std::uint32_t(x == 0);
                not_finite[lane] += x - x; // 0, or NaN for good
            }
        block_survey all{minimum[0], maximum[0], 0, true};
        for (std::size_t lane = 0; lane < lanes; ++lane)
            all = joined(all, {minimum[lane], maximum[lane], zeros[lane], not_finite[lane] == 0});
        return all;
    }
};

/// On AArch64 those arrays are in NEON registers.
template <>
struct histogram_leaves<isa::neon_dotprod> : histogram_leaves<isa::portable> {};
template <>
struct histogram_leaves<isa::neon_i8mm> : histogram_leaves<isa::portable> {};

} // namespace quanta
