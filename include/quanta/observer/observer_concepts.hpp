// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/observer/equal_bins.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::inline QUANTA_ABI {

/// An observer collects statistics of tensors in bounded memory, and the statistics of two observers can be merged.
/// `count()` is the number of finite values seen; NaN and infinities are counted by `non_finite()` and change nothing
/// else. Satisfied by `min_max`, `absolute_max`, `moving_average_min_max`, `moments`, `histogram<2048>`, `sliced<...>`,
/// and by the histograms of other toolkits, `batch_histogram<...>`.
template <class T>
concept Observer = std::default_initializable<T> && std::copyable<T> &&
    requires(T& observer, const T& other, const tensor_view<const float, 1>& vector,
             const tensor_view<const float, 2>& matrix) {
    observer.observe(vector);
    observer.observe(matrix);
    observer.merge(other);
    { other.count() } -> std::convertible_to<std::uint64_t>;
    { other.non_finite() } -> std::convertible_to<std::uint64_t>;
};

/// Statistics that know the smallest and the largest finite value.
template <class T>
concept RangeStatistics = requires(const T& statistics) {
    { statistics.count() } -> std::convertible_to<std::uint64_t>;
    { statistics.minimum() } -> std::convertible_to<double>;
    { statistics.maximum() } -> std::convertible_to<double>;
};

/// Statistics that know the largest magnitude of a finite value.
template <class T>
concept MagnitudeStatistics = requires(const T& statistics) {
    { statistics.count() } -> std::convertible_to<std::uint64_t>;
    { statistics.absolute_maximum() } -> std::convertible_to<double>;
};

/// Statistics that know how many values fell into each bin of equal width. Bin k >= 0 holds [k w, (k + 1) w), bin k < 0
/// holds (k w, (k + 1) w], where w is `bin_width()`; `first_bin() <= 0 <= last_bin()`; `zeros()` of the values in bin 0
/// are exactly zero.
template <class T>
concept HistogramStatistics = RangeStatistics<T> && requires(const T& statistics, int bin) {
    { statistics.zeros() } -> std::convertible_to<std::uint64_t>;
    { statistics.bin_width() } -> std::convertible_to<double>;
    { statistics.first_bin() } -> std::convertible_to<int>;
    { statistics.last_bin() } -> std::convertible_to<int>;
    { statistics.in_bin(bin) } -> std::convertible_to<std::uint64_t>;
};

/// Statistics that counted values in bins as another toolkit lays them out: what that toolkit's calibrators read.
/// `counts_magnitudes`: whether |x| was counted instead of x. Satisfied by every `batch_histogram<...>`.
template <class T>
concept BinnedStatistics = RangeStatistics<T> && requires(const T& statistics) {
    { statistics.bins() } -> std::convertible_to<const equal_bins&>;
    { T::counts_magnitudes } -> std::convertible_to<bool>;
};

/// Those in the bins of one toolkit, which `layout` names: what `batch_histogram<Layout>` has.
template <class T, class Layout>
concept BinsOf = BinnedStatistics<T> && std::same_as<typename T::layout, Layout>;

} // namespace quanta
