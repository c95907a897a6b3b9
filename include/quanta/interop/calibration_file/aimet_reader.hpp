// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <quanta/interop/aimet_encoding.hpp>
#include <quanta/interop/calibration_file/aimet_draft.hpp>
#include <quanta/interop/calibration_file/json_walk.hpp>
#include <quanta/interop/in_quotes.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// Collects the encodings of a JSON text of AIMET while it is walked through. In version 0.6.1 a section is an object with,
/// for each tensor, an array of objects, one a channel:
///
///     "param_encodings": {"w": [{"bitwidth": 8, "dtype": "int", "is_symmetric": "True",
///                                "min": -1.0, "max": 0.9921875, "scale": 0.0078125, "offset": -128}]}
///
/// In version 1.0.0 it is an array of objects, one a tensor:
///
///     "param_encodings": [{"name": "w", "dtype": "INT", "enc_type": "PER_TENSOR", "bw": 8, "is_sym": true,
///                          "scale": [0.0078125], "offset": [-128.0]}]
class aimet_reader {
public:
    aimet_reader(std::string_view text, std::string_view file) : walk_(text, file) {}

    [[nodiscard]] aimet_encodings read() {
        walk_.run(*this);
        walk_.check_here(version_.has_value(), "the key \"version\" is missing");
        walk_.check_here(has_activations_ && has_params_, "\"activation_encodings\" or \"param_encodings\" is missing");
        walk_.check_here(form_ == version_, "the encodings are not in the form of version ",
                         aimet_version_names[static_cast<std::size_t>(*version_)]);
        encodings_.version = *version_;
        return std::move(encodings_);
    }

    // What `json_walk` shows.
    void value(json_path path, json_scalar&& value) {
        if (path.size() == 1 && path[0].key == "version") return set_version(value);
        if (section_of(path) == nullptr) return;
        const bool is_of_channel = path.size() == 4 && !path[1].is_element && path[2].is_element && !path[3].is_element;
        const bool is_of_encoding = path.size() == 3 && path[1].is_element && !path[2].is_element;
        const bool is_of_array = path.size() == 4 && path[1].is_element && !path[2].is_element && path[3].is_element;
        walk_.check_here(is_of_channel || is_of_encoding || is_of_array, "a value where no encoding has one");
        if (is_of_array)
            draft_.set_element(path[2].key, path[3].index, value);
        else
            draft_.set(path.back().key, value);
    }
    void leave(json_path path, bool is_object) {
        walk_.check_here(!path.empty() || is_object, "the text is no object");
        aimet_encoding_map* const section = section_of(path);
        if (section == nullptr) return;
        if (path.size() == 1) return leave_section(path[0].key, is_object);
        const bool has_names = !path[1].is_element; // as in 0.6.1
        const bool is_in_place = path.size() == 2 ? is_object != has_names : path.size() == 3 && is_object == has_names;
        walk_.check_here(is_in_place, "an object or array where no encoding has one");
        if (path.size() == 3 && has_names) draft_.end_channel();
        if (path.size() == 3) return;
        if (has_names)
            add(*section, path[1].key, aimet_version::v0_6_1);
        else
            add(*section, draft_.name(), aimet_version::v1_0_0);
    }

private:
    using draft = aimet_draft<json_walk<aimet_reader>>;

    /// The map that a section is read into; null for what is no section.
    [[nodiscard]] aimet_encoding_map* section_of(json_path path) {
        if (path.empty()) return nullptr;
        if (path[0].key == "activation_encodings") return &encodings_.activations;
        return path[0].key == "param_encodings" ? &encodings_.params : nullptr;
    }
    void set_version(const json_scalar& value) {
        const auto* const name = std::get_if<std::string>(&value);
        walk_.check_here(name != nullptr, "\"version\" must be a string");
        const auto* const found = std::find(std::begin(aimet_version_names), std::end(aimet_version_names), *name);
        walk_.check_here(found != std::end(aimet_version_names), "version ", in_quotes(*name),
                         ", and this program reads 0.6.1 and 1.0.0");
        walk_.check_here(!version_, "a second \"version\"");
        version_ = static_cast<aimet_version>(found - std::begin(aimet_version_names));
    }
    void leave_section(std::string_view key, bool is_object) {
        bool& has = key == "param_encodings" ? has_params_ : has_activations_;
        walk_.check_here(!has, "a second \"", key, "\"");
        has = true;
        const aimet_version form = is_object ? aimet_version::v0_6_1 : aimet_version::v1_0_0;
        walk_.check_here(!form_ || form_ == form, "sections in the forms of two versions");
        form_ = form;
    }
    void add(aimet_encoding_map& section, const std::string& name, aimet_version version) {
        walk_.check_here(!name.empty(), "an encoding without name");
        const bool is_new = section.emplace(name, draft_.take(version)).second;
        if (!is_new) walk_.check_here(false, "a second encoding of ", in_quotes(name));
        draft_ = draft(walk_);
    }

    json_walk<aimet_reader> walk_;
    aimet_encodings encodings_;
    std::optional<aimet_version> version_, form_;
    bool has_activations_ = false, has_params_ = false;
    draft draft_{walk_};
};

} // namespace detail

} // namespace quanta::interop
