// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <quanta/observer.hpp>

namespace {

/// As little as an observer needs.
struct counter {
    void observe(const quanta::FloatView auto& view) { seen += view.size(); }
    void merge(const counter& other) { seen += other.seen; }
    std::uint64_t count() const { return seen; }
    std::uint64_t non_finite() const { return 0; }
    std::uint64_t seen = 0;
};

struct cannot_merge {
    void observe(const quanta::FloatView auto&) {}
    std::uint64_t count() const { return 0; }
    std::uint64_t non_finite() const { return 0; }
};

struct vectors_only : counter {
    void observe(const quanta::tensor_view<const float, 1>&) {}
};

struct needs_a_range : counter {
    explicit needs_a_range(float) {}
};

struct bounds {
    std::uint64_t count() const { return 1; }
    float minimum() const { return 0; }
    float maximum() const { return 1; }
};

struct magnitude {
    std::uint64_t count() const { return 1; }
    float absolute_maximum() const { return 0; }
};

struct bins : bounds {
    std::uint64_t zeros() const { return 0; }
    double bin_width() const { return 1; }
    int first_bin() const { return 0; }
    int last_bin() const { return 0; }
    unsigned in_bin(int) const { return 1; }
};

struct laid_out : bounds {
    static constexpr bool counts_magnitudes = false;
    const quanta::equal_bins& bins() const { return own; }
    quanta::equal_bins own;
};

static_assert(quanta::Observer<counter>);
static_assert(!quanta::Observer<cannot_merge>);
static_assert(!quanta::Observer<vectors_only>);
static_assert(!quanta::Observer<needs_a_range>);
static_assert(!quanta::Observer<int>);

static_assert(quanta::Observer<quanta::min_max>);
static_assert(quanta::Observer<quanta::absolute_max>);
static_assert(quanta::Observer<quanta::moving_average_min_max>);
static_assert(quanta::Observer<quanta::moments>);
static_assert(quanta::Observer<quanta::histogram<2048>>);
static_assert(quanta::Observer<quanta::tensorrt_histogram>);
static_assert(quanta::Observer<quanta::onnxruntime_histogram<128>>);
static_assert(quanta::Observer<quanta::onnxruntime_magnitudes>);
static_assert(quanta::Observer<quanta::pytorch_histogram>);
static_assert(quanta::Observer<quanta::aimet_histogram>);
static_assert(quanta::Observer<quanta::ncnn_histogram>);
static_assert(quanta::Observer<quanta::sliced<quanta::histogram<64>, quanta::per_channel<0>>>);
static_assert(quanta::Observer<quanta::sliced<counter, quanta::per_group<32>>>);

static_assert(quanta::RangeStatistics<bounds> && !quanta::HistogramStatistics<bounds>);
static_assert(quanta::MagnitudeStatistics<magnitude> && !quanta::RangeStatistics<magnitude>);
static_assert(quanta::HistogramStatistics<bins> && quanta::RangeStatistics<bins>);
static_assert(quanta::HistogramStatistics<quanta::histogram<2048>>);
static_assert(!quanta::HistogramStatistics<quanta::min_max>);
static_assert(!quanta::RangeStatistics<quanta::absolute_max>);
static_assert(!quanta::RangeStatistics<quanta::moments>);
static_assert(!quanta::RangeStatistics<quanta::sliced<quanta::min_max, quanta::per_tensor>>);

struct of_unknown_sign : bounds {
    const quanta::equal_bins& bins() const { return own; }
    quanta::equal_bins own;
};

static_assert(!quanta::BinnedStatistics<of_unknown_sign>);
static_assert(quanta::BinnedStatistics<laid_out> && !quanta::BinnedStatistics<bounds>);
static_assert(quanta::BinnedStatistics<quanta::pytorch_histogram>);
static_assert(quanta::BinsOf<quanta::pytorch_histogram, quanta::pytorch_layout>);
static_assert(!quanta::BinsOf<quanta::pytorch_histogram, quanta::aimet_layout>);
static_assert(!quanta::BinsOf<laid_out, quanta::pytorch_layout>);
static_assert(quanta::OnnxruntimeBins<quanta::onnxruntime_histogram<64>>);
static_assert(!quanta::OnnxruntimeBins<quanta::onnxruntime_magnitudes> && !quanta::OnnxruntimeBins<laid_out>);
static_assert(!quanta::BinnedStatistics<quanta::histogram<2048>>);
static_assert(quanta::RangeStatistics<quanta::pytorch_histogram>);

} // namespace
