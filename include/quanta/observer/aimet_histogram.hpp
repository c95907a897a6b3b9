// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <quanta/isa/uncontracted.hpp>
#include <quanta/observer/batch_histogram.hpp>

namespace quanta::inline QUANTA_ABI {

/// bin(x) = round(x / w - lowest / w), in floats, halves away from zero: a bin counts what is nearest to its lower
/// edge.
///
/// 512 bins from c - 3 (c - min) to c + 3 (max - c), where c = (min + max) / 2 of the first batch that is not all zeros
/// (max = min + 0.01 at least); what lies beyond is not counted. A batch counts as much as any other, whatever its
/// size. (Qualcomm's AIMET, the PDF of DlQuantization, sources of 2024-10-24.)
struct aimet_layout {
    static constexpr bool counts_magnitudes = false;
    static constexpr std::size_t size = 512;

    [[nodiscard]] static equal_bins covering(equal_bins bins, const extremes& seen) {
        if (!bins.counts.empty() || (seen.minimum == 0 && seen.maximum == 0)) return bins;
        const float maximum = seen.minimum == seen.maximum ? seen.minimum + 0.01F : seen.maximum;
        const float center = maximum / 2 + seen.minimum / 2;
        const float lowest = finite(center - uncontracted(3 * (center - seen.minimum)));
        const float highest = finite(center + uncontracted(3 * (maximum - center)));
        return {lowest, (double{highest} - lowest) / size, std::vector<double>(size)};
    }

    [[nodiscard]] static auto binning(const equal_bins& bins) {
        const auto width = static_cast<float>(bins.edge(1) - bins.lowest), lowest = static_cast<float>(bins.lowest);
        return [width, offset = lowest / width](float x) {
            const double bin = std::round(double{x / width - offset}); // NaN where there are no bins yet
            return bin >= 0 && bin < double{size} ? static_cast<std::size_t>(bin) : size;
        };
    }

    [[nodiscard]] static double weight(std::uint64_t count) { return 1 / static_cast<double>(count); }

    friend bool operator==(const aimet_layout&, const aimet_layout&) = default;

private:
    [[nodiscard]] static float finite(float x) {
        constexpr float most = std::numeric_limits<float>::max();
        return std::clamp(x, -most, most);
    }
};

/// Values as AIMET counts them, for `aimet_tf_enhanced`.
using aimet_histogram = batch_histogram<aimet_layout>;

} // namespace quanta
