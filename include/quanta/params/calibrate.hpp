// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <vector>

#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/full_range.hpp>
#include <quanta/observer/min_max.hpp>
#include <quanta/observer/sliced.hpp>
#include <quanta/params/quantization.hpp>

namespace quanta::inline QUANTA_ABI {

/// The parameters of a whole tensor from its statistics. Error if nothing was observed.
template <Scheme TensorScheme, Profile Arithmetic = profile::quanta, Observer Statistics,
          CalibratorFor<Statistics> Calibrator>
    requires std::same_as<typename TensorScheme::granularity, per_tensor>
[[nodiscard]] quantization<TensorScheme, Arithmetic> calibrate(const Statistics& statistics,
                                                               const Calibrator& calibrator) {
    return quantization<TensorScheme, Arithmetic>(calibrator.range(statistics, TensorScheme::target));
}

/// The parameters of each slice from the slice's statistics. Error if a slice has none.
template <Scheme TensorScheme, Profile Arithmetic = profile::quanta, Observer Statistics, Granularity Shared,
          CalibratorFor<Statistics> Calibrator>
[[nodiscard]] quantization<TensorScheme, Arithmetic> calibrate(const sliced<Statistics, Shared>& statistics,
                                                               const Calibrator& calibrator) {
    static_assert(std::same_as<typename TensorScheme::granularity, Shared>,
                  "calibrate: the observer is sliced by another granularity than the scheme");
    check(statistics.slices() > 0, "calibrate: nothing was observed");
    std::vector<real_range> ranges;
    ranges.reserve(statistics.slices());
    for (std::size_t slice = 0; slice < statistics.slices(); ++slice) {
        check(statistics[slice].count() > 0, "calibrate: nothing was observed in slice ", slice, " of ",
              statistics.slices(), " but ", statistics[slice].non_finite(), " values that are NaN or infinite");
        ranges.push_back(calibrator.range(statistics[slice], TensorScheme::target));
    }
    return quantization<TensorScheme, Arithmetic>(ranges);
}

/// The parameters that cover all finite values of `tensor`, slice by slice. Error if a slice has none, so for an empty
/// tensor.
template <Scheme TensorScheme, Profile Arithmetic = profile::quanta, FloatView View>
[[nodiscard]] quantization<TensorScheme, Arithmetic> calibrate(const View& tensor) {
    sliced<min_max, typename TensorScheme::granularity> statistics;
    statistics.observe(tensor);
    return calibrate<TensorScheme, Arithmetic>(statistics, full_range{});
}

} // namespace quanta
