// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <quanta/interop/aimet_encoding.hpp>
#include <quanta/interop/calibration_file/json_walk.hpp>
#include <quanta/interop/in_quotes.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// An encoding of a file that is being read, made of its members in any order. Members that no encoding needs are not looked
/// at. `Place`: `check_here(condition, parts...)` of it fails with the place in the file.
template <class Place>
class aimet_draft {
public:
    explicit aimet_draft(const Place& place) : place_(&place) {}

    /// A member of an object: of a channel in version 0.6.1, of an encoding in 1.0.0.
    void set(std::string_view key, const json_scalar& value) {
        if (key == "name") {
            place_->check_here(name_.empty() && !string_in(value, key).empty(), "a second name, or an empty one");
            name_ = string_in(value, key);
        } else if (key == "bitwidth" || key == "bw") {
            set_same(bitwidth_, whole(value, key, 1, 32), key);
        } else if (key == "block_size") {
            set_same(block_size_, whole(value, key, 1, 0x1p53), key);
        } else if (key == "dtype") {
            const std::string& type = string_in(value, key);
            place_->check_here(type == "int" || type == "INT" || type == "float" || type == "FLOAT", "dtype ",
                               in_quotes(type), ", it must be int or float");
            set_same(is_float_, type[0] == 'f' || type[0] == 'F', key);
        } else if (key == "is_symmetric" || key == "is_sym") {
            set_same(is_symmetric_, truth(value, key), key);
        } else if (key == "enc_type") {
            const auto* const found =
                std::find(std::begin(aimet_kind_names), std::end(aimet_kind_names), string_in(value, key));
            place_->check_here(found != std::end(aimet_kind_names), "enc_type ", in_quotes(string_in(value, key)),
                               ", and this program reads PER_TENSOR, PER_CHANNEL and PER_BLOCK");
            set_same(kind_, static_cast<aimet_encoding_kind>(found - std::begin(aimet_kind_names)), key);
        } else {
            set_number(key, value);
        }
    }

    /// An element of an array of version 1.0.0.
    void set_element(std::string_view key, std::size_t index, const json_scalar& value) {
        place_->check_here(key != "scale" || index == scales_.size(), "a second \"scale\"");
        place_->check_here(key != "offset" || index == offsets_.size(), "a second \"offset\"");
        place_->check_here(key != "zero_point_shift" || number_in(value, key) == 0,
                           "zero points between integers cannot be read");
        if (key == "scale" || key == "offset") set_number(key, value);
    }

    /// The object of a channel has ended, in version 0.6.1.
    void end_channel() {
        ++channels_;
        const std::size_t expected = is_float_.value_or(false) ? 0 : channels_;
        for (const std::size_t size : {scales_.size(), offsets_.size(), minima_.size(), maxima_.size()})
            place_->check_here(size == expected, "a channel must have \"scale\", \"offset\", \"min\" and \"max\" once");
        if (expected == 0 || !bitwidth_ || !is_symmetric_) return; // what is missing, `take` says
        const real_range found{minima_.back(), maxima_.back()};
        const real_range made =
            aimet_range(static_cast<int>(*bitwidth_), *is_symmetric_, scales_.back(), offsets_.back());
        place_->check_here(is_aimet_range(found, made, scales_.back()), "\"min\" and \"max\" are [", found.minimum,
                           ", ", found.maximum, "], and the scale ", scales_.back(), " and the offset ",
                           offsets_.back(), " make [", made.minimum, ", ", made.maximum, "]");
    }

    /// "name" in version 1.0.0.
    [[nodiscard]] const std::string& name() const { return name_; }

    /// The encoding of all that was set.
    [[nodiscard]] aimet_encoding take(aimet_version version) {
        place_->check_here(bitwidth_.has_value(), "an encoding without \"bitwidth\" or \"bw\"");
        place_->check_here(is_float_.has_value(), "an encoding without \"dtype\"");
        aimet_encoding made;
        made.bitwidth = static_cast<int>(*bitwidth_);
        made.is_float = *is_float_;
        if (made.is_float) return made;
        place_->check_here(is_symmetric_.has_value(), "an encoding without \"is_symmetric\" or \"is_sym\"");
        place_->check_here(!scales_.empty() && scales_.size() == offsets_.size(), scales_.size(), " scales and ",
                           offsets_.size(), " offsets, there must be as many, and one");
        made.is_symmetric = *is_symmetric_;
        for (const std::int64_t offset : offsets_)
            place_->check_here(is_aimet_offset(made.bitwidth, made.is_symmetric, offset), "the offset ", offset,
                               " of a symmetric encoding of ", made.bitwidth, " bits, it must be ",
                               -(std::int64_t{1} << (made.bitwidth - 1)), ", one more, or 0");
        take_kind(made, version);
        made.scales = std::move(scales_);
        made.offsets = std::move(offsets_);
        if (version == aimet_version::v0_6_1) // where each channel has both
            for (std::size_t i = 0; i < channels_; ++i) made.ranges.push_back({minima_[i], maxima_[i]});
        return made;
    }

private:
    void take_kind(aimet_encoding& made, aimet_version version) const {
        if (version == aimet_version::v0_6_1) {
            if (channels_ > 1) made.kind = aimet_encoding_kind::per_channel;
            return;
        }
        place_->check_here(kind_.has_value(), "an encoding without \"enc_type\"");
        made.kind = *kind_;
        place_->check_here(made.kind != aimet_encoding_kind::per_tensor || scales_.size() == 1, scales_.size(),
                           " scales of a tensor that has one");
        if (made.kind != aimet_encoding_kind::per_block) return;
        place_->check_here(block_size_.has_value(), "an encoding in blocks without \"block_size\"");
        made.block_size = static_cast<std::size_t>(*block_size_);
    }

    [[nodiscard]] const std::string& string_in(const json_scalar& value, std::string_view key) const {
        const auto* const found = std::get_if<std::string>(&value);
        place_->check_here(found != nullptr, "\"", key, "\" must be a string");
        return *found;
    }
    [[nodiscard]] double number_in(const json_scalar& value, std::string_view key) const {
        const auto* const found = std::get_if<double>(&value);
        place_->check_here(found != nullptr, "\"", key, "\" must be a number");
        return *found;
    }
    [[nodiscard]] double whole(const json_scalar& value, std::string_view key, double lowest, double highest) const {
        const double number = number_in(value, key);
        place_->check_here(number >= lowest && number <= highest && std::trunc(number) == number, "\"", key, "\" is ",
                           number, ", it must be a whole number from ", lowest, " to ", highest);
        return number;
    }
    /// Version 0.6.1 writes Python's words for it in quotes.
    [[nodiscard]] bool truth(const json_scalar& value, std::string_view key) const {
        if (const auto* const found = std::get_if<bool>(&value)) return *found;
        const std::string& word = string_in(value, key);
        place_->check_here(word == "True" || word == "False", "\"", key, "\" is ", in_quotes(word),
                           ", it must be True or False");
        return word == "True";
    }
    /// All channels of an encoding agree.
    template <class T>
    void set_same(std::optional<T>& member, const T& value, std::string_view key) const {
        place_->check_here(!member || *member == value, "two values of \"", key, "\" in one encoding");
        member = value;
    }
    void set_number(std::string_view key, const json_scalar& value) {
        if (key == "scale") {
            const double scale = number_in(value, key);
            place_->check_here(scale > 0, "the scale ", scale, " is not positive");
            scales_.push_back(scale);
        } else if (key == "offset") {
            offsets_.push_back(static_cast<std::int64_t>(whole(value, key, -0x1p32, 0x1p32)));
        } else if (key == "min") {
            minima_.push_back(number_in(value, key));
        } else if (key == "max") {
            maxima_.push_back(number_in(value, key));
        }
    }

    const Place* place_;
    std::string name_;
    std::optional<double> bitwidth_, block_size_;
    std::optional<bool> is_float_, is_symmetric_;
    std::optional<aimet_encoding_kind> kind_;
    std::vector<double> scales_, minima_, maxima_;
    std::vector<std::int64_t> offsets_;
    std::size_t channels_ = 0;
};

} // namespace detail

} // namespace quanta::interop
