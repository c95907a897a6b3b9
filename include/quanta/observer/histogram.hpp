// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include <quanta/isa/select.hpp>
#include <quanta/observer/extremes.hpp>
#include <quanta/observer/histogram_leaf_table.hpp>
#include <quanta/observer/slot_counters.hpp>

namespace quanta::inline QUANTA_ABI {

/// Counts of values in bins of one power-of-two width, with the exact minimum, maximum and number of zeros.
///
/// bin(x) = trunc(|x| / w) for x >= 0, -1 - trunc(|x| / w) for x < 0: bins mirror each other about zero.
///
/// w is the smallest power of two, at least 2^-126, for which at most `Bins` bins reach from the minimum over zero to
/// the maximum. It therefore depends on the data and not on their order, and doubling it joins bins in pairs without
/// loss: any split of the data over histograms, merged in any order, gives the same bits.
/// Data of one sign have all bins to themselves. Memory: 8 `Bins` bytes inside the object, whatever is observed;
/// while a large tensor is observed, 16 `Bins` bytes of the stack for up to 4096 bins.
template <std::size_t Bins>
class histogram {
    static_assert(std::has_single_bit(Bins) && Bins >= 16 && Bins <= 65536,
                  "histogram: the number of bins must be a power of two from 16 to 65536");

public:
    /// Any rank, any strides; an empty view changes nothing.
    void observe(const FloatView auto& view) {
        if constexpr (Bins <= 4096)
            if (view.size() >= 8 * Bins) return tally(view, slot_counters<Bins>(counts_.data()));
        tally(view, direct_counters(counts_.data()));
    }

    void merge(const histogram& other) {
        direct_counters none(counts_.data());
        grow(other.range_, none);
        add_bins(other);
        count_ += other.count_;
        zeros_ += other.zeros_;
        non_finite_ += other.non_finite_;
    }

    /// Finite values observed.
    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// Values that are exactly zero, of either sign.
    [[nodiscard]] std::uint64_t zeros() const { return zeros_; }
    /// NaN and infinities skipped.
    [[nodiscard]] std::uint64_t non_finite() const { return non_finite_; }
    /// Exact; +infinity where nothing was observed.
    [[nodiscard]] double minimum() const { return range_.minimum; }
    /// Exact; -infinity where nothing was observed.
    [[nodiscard]] double maximum() const { return range_.maximum; }

    /// The width of every bin: bin k reaches from k w to (k + 1) w, the end nearer to zero included.
    [[nodiscard]] double bin_width() const { return std::ldexp(1.0, exponent_); }
    /// The bin of the minimum, or 0 if that is positive. At most `Bins` bins lie between the first and the last.
    [[nodiscard]] int first_bin() const { return bin_of(std::min(range_.minimum, 0.0f)); }
    /// The bin of the maximum, or 0 if that is negative.
    [[nodiscard]] int last_bin() const { return bin_of(std::max(range_.maximum, 0.0f)); }
    /// How many values fell into a bin between the first and the last.
    [[nodiscard]] std::uint64_t in_bin(int bin) const { return counts_[slot(bin)]; }

    friend bool operator==(const histogram&, const histogram&) = default;

private:
    static constexpr int narrowest = -126; // 2^126, the reciprocal, is finite in float

    /// Bins between the first and the last are neighbours, so their last bits tell them apart: no bin moves when the
    /// range grows at one end.
    [[nodiscard]] static std::size_t slot(int bin) { return static_cast<std::size_t>(bin) & (Bins - 1); }

    [[nodiscard]] int bin_of(float x) const { return bin_of(x, bins_per_unit_); }
    /// |x| scaled by a power of two is exact, or below one. The complement mirrors, and needs no floor.
    [[nodiscard]] static int bin_of(float x, float bins_per_unit) {
        return static_cast<int>(std::fabs(x) * bins_per_unit) ^ -static_cast<int>(x < 0);
    }

    template <class View, class Counters>
    void tally(const View& view, Counters counters) {
        const histogram_leaf_table leaves = histogram_leaf_table_for(isa::select());
        detail::for_each_block(view, [&](const float* values, std::size_t count, float* room) {
            block_survey seen = leaves.survey(values, count);
            if (!seen.finite) {
                const std::size_t finite = detail::keep_finite(values, count, room);
                non_finite_ += count - finite;
                if (finite == 0) return;
                values = room;
                count = finite;
                seen = leaves.survey(values, count);
            }
            grow({seen.minimum, seen.maximum}, counters);
            count_ += count;
            zeros_ += seen.zeros;
            std::uint16_t slots[detail::block_size];
            leaves.slots(values, count, bins_per_unit_, std::uint16_t{Bins - 1}, slots);
            counters.add(slots, count);
        });
        counters.flush();
    }

    /// Makes room for `seen`; what the counters hold goes into the bins before they change.
    template <class Counters>
    void grow(const extremes& seen, Counters& counters) {
        extremes all = range_;
        all.include(seen);
        if (const int exponent = exponent_for(all); exponent != exponent_) {
            counters.flush();
            const histogram before = *this;
            counts_.fill(0);
            exponent_ = exponent;
            bins_per_unit_ = std::ldexp(1.0f, -exponent);
            add_bins(before);
        }
        range_ = all;
    }

    /// Adds the counts of `from`, whose bins are at most as wide as ours.
    void add_bins(const histogram& from) {
        const int doublings = std::min(exponent_ - from.exponent_, 31);
        for (int bin = from.first_bin(); bin <= from.last_bin(); ++bin)
            counts_[slot(bin >> doublings)] += from.counts_[slot(bin)];
    }

    [[nodiscard]] static int exponent_for(const extremes& range) {
        const float low = std::min(range.minimum, 0.0f), high = std::max(range.maximum, 0.0f);
        const float magnitude = std::max(-low, high);
        if (magnitude < std::numeric_limits<float>::min()) return narrowest;
        const int one_sided = std::max(std::ilogb(magnitude) + 1 - std::countr_zero(Bins), narrowest);
        const float bins_per_unit = std::ldexp(1.0f, -one_sided);
        const int needed = bin_of(high, bins_per_unit) - bin_of(low, bins_per_unit) + 1;
        return needed <= static_cast<int>(Bins) ? one_sided : one_sided + 1;
    }

    std::array<std::uint64_t, Bins> counts_{};
    extremes range_;
    std::uint64_t count_ = 0;
    std::uint64_t zeros_ = 0;
    std::uint64_t non_finite_ = 0;
    int exponent_ = narrowest;
    float bins_per_unit_ = 0x1p126f;
};

} // namespace quanta
