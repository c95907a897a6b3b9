// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <quanta/core/contracts.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// One weight scale that its layer could not run with.
struct guard_finding {
    /// What could not be held.
    enum class cause {
        bias, ///< the bias alone: it is more steps than an accumulator holds
        sum,  ///< the products of so many inputs with the bias
        step  ///< input scale * weight scale, the real value of one step: it is below the normal floats
    } what;
    std::string layer;
    std::size_t channel; ///< the output; where all share the scale, the one that is worst off
    double value;        ///< the bias or the sum in steps of the accumulator, or the step
    float scale;         ///< of the weights, as it was
    float widened;       ///< as it is now
};

/// What was found, without what was done about it: "conv2d 'stem': the bias of output 3 is 4e+12 steps of ...".
[[nodiscard]] inline std::string cause_text(const guard_finding& found) {
    using cause = guard_finding::cause;
    const std::string place = text(" of output ", found.channel, " ");
    switch (found.what) {
    case cause::bias:
        return text(found.layer, ": the bias", place, "is ", found.value, " steps, more than the accumulator holds");
    case cause::sum: return text(found.layer, ": the accumulator", place, "could reach ", found.value, " and overflow");
    default: return text(found.layer, ": the step", place, "underflows: input scale * weight scale is ", found.value);
    }
}

/// The finding as a line of a report.
[[nodiscard]] inline std::string finding_text(const guard_finding& found) {
    return text(cause_text(found), "; the weight scale ", found.scale, " was widened to ", found.widened);
}

} // namespace quanta::op
