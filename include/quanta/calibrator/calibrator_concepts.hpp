// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>

#include <quanta/calibrator/integer_target.hpp>
#include <quanta/calibrator/real_range.hpp>
#include <quanta/observer/observer_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// A calibrator turns the statistics of an observer into the real range to be quantized. The range holds 0; for a
/// symmetric target it is [-a, a]. Satisfied by `full_range` for every observer that knows extremes; by `percentile`,
/// `entropy`, `minimum_squared_error`, `octav` and `best_of` for `histogram<Bins>`; and by the presets of other
/// toolkits (`tensorrt_entropy`, `pytorch_l2_search`, ...) for the histograms of those toolkits.
template <class T, class Statistics>
concept CalibratorFor = std::copyable<T> &&
    requires(const T& calibrator, const Statistics& statistics, integer_target target) {
    { calibrator.range(statistics, target) } -> std::same_as<real_range>;
};

} // namespace quanta
