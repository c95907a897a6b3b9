// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include <quanta/core/contracts.hpp>
#include <quanta/observer/equal_bins.hpp>
#include <quanta/observer/extremes.hpp>

namespace quanta::inline QUANTA_ABI {

/// To how many bins a layout may come that appends them. More are an error: the first batch was not like the others.
inline constexpr std::size_t most_batch_bins = std::size_t{1} << 20;

namespace detail {

/// Error unless `bins` of `width`, those appended so that they reach to `end` included, are few enough.
inline void check_batch_bins(std::string_view observer, double bins, double width, float end) {
    check(bins <= double{most_batch_bins}, observer, ": the first batch made bins of ", width, ", of which ", bins,
          " reach to ", end, "; at most ", most_batch_bins, " are counted");
}

} // namespace detail

/// A histogram in the layout of another toolkit, for that toolkit's calibrators: `tensorrt_histogram`,
/// `onnxruntime_histogram`, `onnxruntime_magnitudes`, `pytorch_histogram`, `aimet_histogram`, `ncnn_histogram`.
///
/// A batch is what one call of `observe` is given. A `Layout` says, in the toolkit's arithmetic,
///   counts_magnitudes          whether |x| is counted instead of x;
///   covering(bins, extremes)   the bins that hold a batch of these extremes too, with the counts that were there;
///   binning(bins)              a function of x: which bin counts it; one behind the last counts nowhere;
///   weight(count)              what a value of a batch of so many adds.
/// The first batch lays the bins out in every one of these toolkits, so another order of batches gives other bins: an
/// exception among the observers, like moving averages. Memory: 2048 counts or fewer, `most_batch_bins` where the
/// layout appends bins.
template <class Layout>
class batch_histogram {
public:
    using layout = Layout;
    /// Whether |x| is counted instead of x.
    static constexpr bool counts_magnitudes = Layout::counts_magnitudes;

    batch_histogram() = default;

    /// Starts with these bins, which hold no counts yet, where a layout allows it:
    /// `ncnn_histogram(ncnn_layout::up_to(3))`.
    explicit batch_histogram(equal_bins laid_out) : bins_(std::move(laid_out)) {
        static_assert(
            requires { Layout::up_to(1.0); }, "batch_histogram: the first batch lays out these bins");
    }

    /// Any rank, any strides; a batch without a finite value changes only `non_finite()`.
    void observe(const FloatView auto& view) {
        extremes counted;
        std::uint64_t batch = 0;
        non_finite_ += for_each_finite_block(view, [&](std::span<const float> values) {
            range_.include(extremes_of(values));
            batch += values.size();
            as_counted(values, [&](std::span<const float> block) { counted.include(extremes_of(block)); });
        });
        if (batch == 0) return;
        bins_ = layout_.covering(std::move(bins_), counted);
        const double weight = Layout::weight(batch);
        const auto bin_of = layout_.binning(bins_);
        const std::span<double> counts = bins_.counts;
        static_cast<void>(for_each_finite_block(view, [&](std::span<const float> values) {
            as_counted(values, [&](std::span<const float> block) {
                for (const float x : block)
                    if (const std::size_t bin = bin_of(x); bin < counts.size()) counts[bin] += weight;
            });
        }));
        count_ += batch;
    }

    /// Adds the counts of equal bins. Those of others are taken for values in the middle of their bins, in a batch that
    /// comes later: no toolkit merges.
    void merge(const batch_histogram& other) {
        non_finite_ += other.non_finite_;
        if (other.count_ == 0) return;
        range_.include(other.range_);
        count_ += other.count_;
        if (bins_.counts.empty()) {
            bins_ = other.bins_;
            layout_ = other.layout_;
            return;
        }
        const equal_bins theirs = other.bins_;
        if (!theirs.counts.empty())
            bins_ = layout_.covering(std::move(bins_), {static_cast<float>(theirs.lowest),
                                                        static_cast<float>(theirs.edge(theirs.counts.size()))});
        const bool same = theirs.lowest == bins_.lowest && theirs.width == bins_.width;
        const auto bin_of = layout_.binning(bins_);
        for (std::size_t i = 0; i < theirs.counts.size(); ++i) {
            if (theirs.counts[i] == 0) continue;
            const std::size_t bin =
                same ? i : bin_of(static_cast<float>(theirs.width == 0 ? theirs.lowest : theirs.center(i)));
            if (bin < bins_.counts.size()) bins_.counts[bin] += theirs.counts[i];
        }
    }

    /// Finite values observed.
    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// NaN and infinities skipped.
    [[nodiscard]] std::uint64_t non_finite() const { return non_finite_; }
    /// Exact; +infinity where nothing was observed.
    [[nodiscard]] double minimum() const { return range_.minimum; }
    /// Exact; -infinity where nothing was observed.
    [[nodiscard]] double maximum() const { return range_.maximum; }
    /// What was counted.
    [[nodiscard]] const equal_bins& bins() const { return bins_; }

    friend bool operator==(const batch_histogram&, const batch_histogram&) = default;

private:
    template <class Action>
    static void as_counted(std::span<const float> values, const Action& action) {
        if constexpr (counts_magnitudes) {
            float magnitudes[detail::block_size];
            for (std::size_t i = 0; i < values.size(); ++i) magnitudes[i] = values[i] < 0 ? -values[i] : values[i];
            action(std::span<const float>(magnitudes, values.size()));
        } else {
            action(values);
        }
    }

    [[no_unique_address]] Layout layout_;
    equal_bins bins_;
    extremes range_;
    std::uint64_t count_ = 0;
    std::uint64_t non_finite_ = 0;
};

} // namespace quanta
