// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <quanta/interop/calibration_file/json_walk.hpp>
#include <quanta/interop/calibration_table.hpp>
#include <quanta/interop/in_quotes.hpp>

namespace quanta::interop::inline QUANTA_ABI {

/// How ONNX Runtime found its ranges.
enum class onnx_runtime_method { min_max, entropy, percentile, distribution };

/// The ranges that ONNX Runtime calibrated, and how.
struct onnx_runtime_calibration {
    onnx_runtime_method method = onnx_runtime_method::min_max;
    range_table ranges; ///< as in the file: 0 may be outside; one, or one a channel
    friend bool operator==(const onnx_runtime_calibration&, const onnx_runtime_calibration&) = default;
};

namespace detail {

inline constexpr std::string_view onnx_runtime_method_names[] = {"MinMax", "Entropy", "Percentile", "Distribution"};

/// Collects the ranges of a JSON text of ONNX Runtime while it is walked through.
class onnx_runtime_reader {
public:
    onnx_runtime_reader(std::string_view text, std::string_view file) : walk_(text, file) {}

    [[nodiscard]] onnx_runtime_calibration read() {
        walk_.run(*this);
        walk_.check_here(has_data_ && has_method_, "\"data\" or \"calibration_method\" is missing");
        return std::move(calibration_);
    }

    // What `json_walk` shows.
    void value(json_path path, const json_scalar& value) {
        if (path.size() == 2 && path[0].key == "calibration_method" && path[1].key == "value") return set_method(value);
        if (path.empty() || path[0].key != "data") return;
        walk_.check_here(path.size() >= 3 && !path[1].is_element && !path[2].is_element,
                         "a value where a tensor is expected");
        const bool is_number = path.size() == 3 || path[3].key == "data";
        if (is_number && path[2].key == "lowest") add(lowest_, value);
        if (is_number && path[2].key == "highest") add(highest_, value);
    }
    void leave(json_path path, bool is_object) {
        walk_.check_here(!path.empty() || is_object, "the text is no object");
        if (path.empty() || path[0].key != "data" || path.size() > 2) return;
        walk_.check_here(is_object, "\"data\" must be an object of objects");
        if (path.size() == 2) return add_tensor(path[1].key);
        walk_.check_here(!has_data_, "a second \"data\"");
        has_data_ = true;
    }

private:
    void set_method(const json_scalar& value) {
        constexpr std::string_view prefix = "CalibrationMethod.";
        const auto* const name = std::get_if<std::string>(&value);
        walk_.check_here(!has_method_, "a second calibration method");
        walk_.check_here(name != nullptr && name->starts_with(prefix), "no name of a calibration method");
        const auto* const found = std::find(std::begin(onnx_runtime_method_names), std::end(onnx_runtime_method_names),
                                            std::string_view(*name).substr(prefix.size()));
        walk_.check_here(found != std::end(onnx_runtime_method_names), "the calibration method ", in_quotes(*name),
                         " is not known");
        calibration_.method = static_cast<onnx_runtime_method>(found - std::begin(onnx_runtime_method_names));
        has_method_ = true;
    }
    void add(std::vector<double>& ends, const json_scalar& value) {
        const auto* const number = std::get_if<double>(&value);
        walk_.check_here(number != nullptr, "\"lowest\" and \"highest\" must be numbers");
        ends.push_back(*number);
    }
    void add_tensor(const std::string& name) {
        walk_.check_here(!lowest_.empty() && lowest_.size() == highest_.size(), lowest_.size(),
                         " numbers in \"lowest\" and ", highest_.size(),
                         " in \"highest\", there must be as many, and one");
        const auto [place, is_new] = calibration_.ranges.emplace(name, std::vector<real_range>{});
        if (!is_new) walk_.check_here(false, "a second tensor ", in_quotes(name));
        place->second.reserve(lowest_.size());
        for (std::size_t i = 0; i < lowest_.size(); ++i) {
            walk_.check_here(lowest_[i] <= highest_[i], "the lowest value ", lowest_[i], " is above the highest, ",
                             highest_[i]);
            place->second.push_back({lowest_[i], highest_[i]});
        }
        lowest_.clear();
        highest_.clear();
    }

    json_walk<onnx_runtime_reader> walk_;
    onnx_runtime_calibration calibration_;
    bool has_data_ = false, has_method_ = false;
    std::vector<double> lowest_, highest_; // of the tensor that is being read
};

} // namespace detail

} // namespace quanta::interop
