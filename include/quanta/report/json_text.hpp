// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

#include <nlohmann/json.hpp>

#include <quanta/core/float_functions.hpp>
#include <quanta/report/tensor_error.hpp>

namespace quanta::report::inline QUANTA_ABI {

namespace detail {

/// JSON has neither NaN nor infinity.
[[nodiscard]] inline nlohmann::ordered_json finite_or_null(const std::optional<double>& value) {
    return value && is_finite(*value) ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
}

} // namespace detail

/// An array with an object for each tensor, in their order, whose members are called as those of `tensor_error`. Numbers
/// read back as the same doubles; null stands for what there is no number for: a rate of tensors that were never integers, a
/// ratio of nothing, an `sqnr_db` that is infinite (then `maximum_error` tells which). Needs nlohmann-json 3.11.
[[nodiscard]] inline std::string json_text(std::span<const named_error> rows) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const named_error& row : rows) {
        const tensor_error& error = row.error;
        all.push_back({{"name", row.name},
                       {"count", error.count},
                       {"non_finite", error.non_finite},
                       {"sqnr_db", detail::finite_or_null(error.sqnr_db)},
                       {"cosine_similarity", detail::finite_or_null(error.cosine_similarity)},
                       {"maximum_error", detail::finite_or_null(error.maximum_error)},
                       {"mean_error", detail::finite_or_null(error.mean_error)},
                       {"histogram_distance", detail::finite_or_null(error.histogram_distance)},
                       {"clip_rate", detail::finite_or_null(error.clip_rate)},
                       {"saturation_rate", detail::finite_or_null(error.saturation_rate)}});
    }
    return all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n'; // strict would throw
}

} // namespace quanta::report
