# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

set(needs_a_histogram "needs a histogram: observe with quanta::histogram<Bins>")
quanta_add_compile_fail(calibrator_entropy_of_extremes calibrator_entropy_of_extremes.cpp "entropy ${needs_a_histogram}")
quanta_add_compile_fail(
    calibrator_minimum_squared_error_of_extremes calibrator_minimum_squared_error_of_extremes.cpp
    "minimum_squared_error ${needs_a_histogram}"
)
quanta_add_compile_fail(
    calibrator_percentile_of_magnitude calibrator_percentile_of_magnitude.cpp "percentile ${needs_a_histogram}"
)
quanta_add_compile_fail(
    calibrator_full_range_of_moments calibrator_full_range_of_moments.cpp
    "full_range needs extremes: observe with quanta::min_max"
)
quanta_add_compile_fail(calibrator_best_of_of_extremes calibrator_best_of_of_extremes.cpp "best_of ${needs_a_histogram}")
quanta_add_compile_fail(
    calibrator_tensorrt_entropy_of_histogram calibrator_tensorrt_entropy_of_histogram.cpp
    "tensorrt_entropy needs that toolkit's bins: observe with quanta::tensorrt_histogram"
)
quanta_add_compile_fail(
    calibrator_onnxruntime_entropy_of_tensorrt calibrator_onnxruntime_entropy_of_tensorrt.cpp
    "onnxruntime_entropy needs that toolkit's bins: observe with quanta::onnxruntime_histogram<128>"
)
