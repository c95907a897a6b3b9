// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <quanta/observer/batch_histogram.hpp>

namespace quanta::inline QUANTA_ABI {

/// bin(x) = int(|x| n / e), in floats, where n bins reach from 0 to e; x = e is in the last.
///
/// The largest magnitude of the first batch is cut into 2048 bins. A batch that reaches further appends bins of the
/// same width, n = ceil(max |x| / width): memory grows with the range. (HistogramCalibrator of NVIDIA's
/// pytorch-quantization and Model Optimizer 0.47.0, with torch.histc.) They fail where the first batch holds nothing
/// but zeros; here the next one lays the bins out.
struct tensorrt_layout {
    static constexpr bool counts_magnitudes = true;
    static constexpr std::size_t first_bins = 2048;

    [[nodiscard]] static equal_bins covering(equal_bins bins, const extremes& seen) {
        if (bins.width == 0) {
            const double zeros = bins.total();
            bins = {0, double{seen.maximum} / first_bins, std::vector<double>(seen.maximum > 0 ? first_bins : 1)};
            bins.counts[0] = zeros;
        } else if (seen.maximum > end_of(bins)) {
            const double needed = std::ceil(double{seen.maximum / static_cast<float>(bins.width)});
            detail::check_batch_bins("tensorrt_histogram", needed, bins.width, seen.maximum);
            bins.counts.resize(static_cast<std::size_t>(needed));
        }
        return bins;
    }

    [[nodiscard]] static auto binning(const equal_bins& bins) {
        return [size = bins.counts.size(), end = end_of(bins)](float x) {
            const float bin = x * static_cast<float>(size) / end;
            return bin < static_cast<float>(size) ? static_cast<std::size_t>(bin) : size - 1; // of zeros alone, NaN
        };
    }

    [[nodiscard]] static double weight(std::uint64_t) { return 1; }

    friend bool operator==(const tensorrt_layout&, const tensorrt_layout&) = default;

private:
    [[nodiscard]] static float end_of(const equal_bins& bins) {
        return static_cast<float>(bins.edge(bins.counts.size()));
    }
};

/// Magnitudes as TensorRT's toolkits count them, for `tensorrt_entropy`, `tensorrt_percentile` and `tensorrt_mse`.
using tensorrt_histogram = batch_histogram<tensorrt_layout>;

} // namespace quanta
