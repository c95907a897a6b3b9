// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <quanta/calibrator.hpp>
#include <quanta/observer.hpp>

namespace {

/// As little as a calibrator needs: a fixed range, whatever was observed.
struct unit_range {
    quanta::real_range range(const auto&, quanta::integer_target) const { return {-1, 1}; }
};

struct gives_a_number {
    double range(const auto&, quanta::integer_target) const { return 1; }
};

struct knows_no_target {
    quanta::real_range range(const auto&) const { return {}; }
};

struct count_only {
    std::uint64_t count() const { return 0; }
};

using histogram = quanta::histogram<2048>;

static_assert(quanta::CalibratorFor<unit_range, quanta::min_max>);
static_assert(!quanta::CalibratorFor<gives_a_number, quanta::min_max>);
static_assert(!quanta::CalibratorFor<knows_no_target, quanta::min_max>);

static_assert(quanta::CalibratorFor<quanta::full_range, quanta::min_max>);
static_assert(quanta::CalibratorFor<quanta::full_range, quanta::absolute_max>);
static_assert(quanta::CalibratorFor<quanta::full_range, quanta::moving_average_min_max>);
static_assert(quanta::CalibratorFor<quanta::full_range, histogram>);
static_assert(!quanta::CalibratorFor<quanta::full_range, quanta::moments>);
static_assert(!quanta::CalibratorFor<quanta::full_range, count_only>);

static_assert(quanta::CalibratorFor<quanta::percentile, histogram>);
static_assert(quanta::CalibratorFor<quanta::entropy, histogram>);
static_assert(quanta::CalibratorFor<quanta::minimum_squared_error, histogram>);
static_assert(!quanta::CalibratorFor<quanta::percentile, quanta::min_max>);
static_assert(!quanta::CalibratorFor<quanta::entropy, quanta::absolute_max>);
static_assert(!quanta::CalibratorFor<quanta::minimum_squared_error, quanta::moving_average_min_max>);

static_assert(quanta::CalibratorFor<quanta::octav, histogram>);
static_assert(!quanta::CalibratorFor<quanta::octav, quanta::min_max>);
static_assert(quanta::CalibratorFor<quanta::tensorrt_entropy, quanta::tensorrt_histogram>);
static_assert(quanta::CalibratorFor<quanta::tensorrt_percentile, quanta::tensorrt_histogram>);
static_assert(quanta::CalibratorFor<quanta::tensorrt_mse, quanta::tensorrt_histogram>);
static_assert(quanta::CalibratorFor<quanta::onnxruntime_entropy, quanta::onnxruntime_histogram<128>>);
static_assert(quanta::CalibratorFor<quanta::onnxruntime_percentile, quanta::onnxruntime_magnitudes>);
static_assert(quanta::CalibratorFor<quanta::pytorch_l2_search, quanta::pytorch_histogram>);
static_assert(quanta::CalibratorFor<quanta::aimet_tf_enhanced, quanta::aimet_histogram>);
static_assert(quanta::CalibratorFor<quanta::ncnn_entropy, quanta::ncnn_histogram>);
static_assert(quanta::CalibratorFor<quanta::full_range, quanta::pytorch_histogram>);
static_assert(quanta::CalibratorFor<quanta::onnxruntime_percentile, quanta::onnxruntime_histogram<2048>>);
static_assert(!quanta::CalibratorFor<quanta::tensorrt_entropy, histogram>);
static_assert(!quanta::CalibratorFor<quanta::tensorrt_entropy, quanta::ncnn_histogram>);
static_assert(!quanta::CalibratorFor<quanta::tensorrt_mse, quanta::onnxruntime_magnitudes>);
static_assert(!quanta::CalibratorFor<quanta::tensorrt_percentile, quanta::onnxruntime_magnitudes>);
static_assert(!quanta::CalibratorFor<quanta::onnxruntime_entropy, quanta::tensorrt_histogram>);
static_assert(!quanta::CalibratorFor<quanta::onnxruntime_entropy, quanta::onnxruntime_magnitudes>);
static_assert(!quanta::CalibratorFor<quanta::onnxruntime_percentile, quanta::tensorrt_histogram>);
static_assert(!quanta::CalibratorFor<quanta::pytorch_l2_search, quanta::onnxruntime_histogram<2048>>);
static_assert(!quanta::CalibratorFor<quanta::aimet_tf_enhanced, quanta::pytorch_histogram>);
static_assert(!quanta::CalibratorFor<quanta::ncnn_entropy, quanta::tensorrt_histogram>);
static_assert(!quanta::CalibratorFor<quanta::entropy, quanta::tensorrt_histogram>);

} // namespace
