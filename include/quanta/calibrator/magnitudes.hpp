// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include <quanta/observer/observer_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// The histogram of |x|, seen in the histogram of x, which must outlive it: bin k holds what bins k and -1 - k hold.
/// Symmetric ranges are calibrated on it like one-sided data.
template <HistogramStatistics Histogram>
class magnitudes {
public:
    explicit magnitudes(const Histogram& histogram) : histogram_(histogram) {}

    [[nodiscard]] std::uint64_t count() const { return histogram_.count(); }
    [[nodiscard]] std::uint64_t zeros() const { return histogram_.zeros(); }
    /// Exact for data of one sign, otherwise the lower bound 0.
    [[nodiscard]] double minimum() const {
        return std::max<double>({histogram_.minimum(), -histogram_.maximum(), 0.0});
    }
    [[nodiscard]] double maximum() const { return std::max<double>(-histogram_.minimum(), histogram_.maximum()); }
    [[nodiscard]] double bin_width() const { return histogram_.bin_width(); }
    [[nodiscard]] int first_bin() const { return 0; }
    [[nodiscard]] int last_bin() const { return std::max<int>(-1 - histogram_.first_bin(), histogram_.last_bin()); }
    [[nodiscard]] std::uint64_t in_bin(int bin) const {
        std::uint64_t count = 0;
        if (bin <= histogram_.last_bin()) count += histogram_.in_bin(bin);
        if (-1 - bin >= histogram_.first_bin()) count += histogram_.in_bin(-1 - bin);
        return count;
    }

private:
    const Histogram& histogram_;
};

} // namespace quanta
