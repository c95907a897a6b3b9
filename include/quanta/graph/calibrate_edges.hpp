// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>

#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/core/contracts.hpp>
#include <quanta/graph/observe_edges.hpp>
#include <quanta/graph/progress.hpp>
#include <quanta/graph/quantization_plan.hpp>
#include <quanta/graph/tensor_parameters.hpp>
#include <quanta/params/any_profile.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// The parameters of each tensor that has its own, from what was observed of it: the plan's profile's parameters of the
/// calibrator's range for the tensor's scheme. `report` is called after each tensor with stage "calibrate"; none is returned
/// where it cancels. Error naming a tensor of which no finite value was seen.
template <Observer Statistics, CalibratorFor<Statistics> Calibrator>
[[nodiscard]] std::optional<tensor_parameters>
calibrate_edges(const edge_statistics<Statistics>& statistics, const quantization_plan& plan,
                const Calibrator& calibrator, const progress_callback& callback = {}) {
    check(statistics.size() == plan.tensors.size(), "calibration: statistics of ", statistics.size(),
          " tensors for a plan of ", plan.tensors.size());
    const auto total = static_cast<std::size_t>(
        std::count_if(statistics.begin(), statistics.end(), [](const auto& each) { return each.has_value(); }));
    tensor_parameters parameters;
    for (std::size_t t = 0; t < statistics.size(); ++t) {
        if (!plan.has_own_parameters(t)) continue;
        const tensor_plan& each = plan.tensors[t];
        check(statistics[t].has_value(), "calibration: tensor '", each.name, "' was not observed");
        check(statistics[t]->count() > 0, "calibration: of tensor '", each.name, "' nothing finite was seen, but ",
              statistics[t]->non_finite(), " values that are NaN or infinite");
        const integer_target target = each.scheme->target();
        parameters[each.name] = profile::any(plan.profile).parameters(calibrator.range(*statistics[t], target), target);
        if (!report(callback, {"calibrate", parameters.size(), total})) return std::nullopt;
    }
    return parameters;
}

} // namespace quanta::graph
