// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <quanta/core/float_functions.hpp>
#include <quanta/isa/uncontracted.hpp>

namespace quanta::inline QUANTA_ABI {

/// Edges of bins as NumPy computes them in floats, each product and sum rounded, and the bins of values between them.
class numpy_edges {
public:
    numpy_edges() = default;

    /// numpy.linspace(low, high, bins + 1): edge(i) = i ((high - low) / bins) + low, the last one exact. Where high - low
    /// leaves the floats, and NumPy's edges are NaN, the same in double.
    numpy_edges(float low, float high, std::size_t bins) : edges_(bins + 1) {
        if (is_finite(high - low))
            space(low, (high - low) / static_cast<float>(bins));
        else
            space(double{low}, (double{high} - low) / static_cast<double>(bins));
        edges_[bins] = high;
    }

    /// numpy.arange(last + width, end + width, width), appended. NumPy takes the distance of the first two elements, sums
    /// of floats, for all, so the last edge may fall short of `end`. `bins_until(end)` must be finite.
    void append_until(float end) {
        const float first = last() + width(), step = first + width() - first;
        const double count = appended_until(end);
        for (std::size_t i = 0; static_cast<double>(i) < count; ++i)
            edges_.push_back(static_cast<float>(first + static_cast<double>(i) * step)); // an exact product
    }

    /// How many bins there are after `append_until(end)`; infinity where NumPy has no such range: where the width is 0, or
    /// where edges would leave the floats.
    [[nodiscard]] double bins_until(float end) const {
        const double count = appended_until(end);
        return is_nan(count) ? std::numeric_limits<double>::infinity() : static_cast<double>(bins()) + count;
    }

    [[nodiscard]] std::size_t bins() const { return edges_.size() - 1; }
    [[nodiscard]] float last() const { return edges_.back(); }
    /// The distance of the first two edges, which those appended have too; 0 where floats do not tell them apart.
    [[nodiscard]] float width() const { return edges_[1] - edges_[0]; }

    /// The last bin i with edge(i) <= x; the end belongs to the last bin, what is outside to none: the number of bins.
    [[nodiscard]] std::size_t bin_of(float x) const {
        if (x < edges_.front() || x > edges_.back()) return bins();
        if (edges_.front() == edges_.back()) return bins() - 1;
        const double width = (double{edges_.back()} - edges_.front()) / static_cast<double>(bins());
        std::size_t bin = std::min(static_cast<std::size_t>((double{x} - edges_.front()) / width), bins() - 1);
        while (bin > 0 && x < edges_[bin]) --bin;
        while (bin + 1 < bins() && x >= edges_[bin + 1]) ++bin;
        return bin;
    }

    friend bool operator==(const numpy_edges&, const numpy_edges&) = default;

private:
    template <class Real>
    void space(Real low, Real width) {
        for (std::size_t i = 0; i + 1 < edges_.size(); ++i)
            edges_[i] = static_cast<float>(uncontracted(static_cast<Real>(i) * width) + low);
    }

    [[nodiscard]] double appended_until(float end) const {
        const float first = last() + width();
        return std::ceil(double{(end + width() - first) / width()});
    }

    std::vector<float> edges_;
};

} // namespace quanta
