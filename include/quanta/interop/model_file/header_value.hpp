// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <nlohmann/json.hpp>

#include <quanta/isa/target.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// A JSON value that is taken apart from the inside out. Left to itself it would, at its end, move all that it holds into one
/// list that grows, of up to 32 bytes for two characters of a file. Recursive: for values of bounded depth.
struct header_value {
    nlohmann::json json;

    header_value() = default;
    explicit header_value(nlohmann::json&& value) : json(std::move(value)) {}
    header_value(header_value&&) = default;
    header_value(const header_value&) = default;
    header_value& operator=(header_value&&) = default;
    header_value& operator=(const header_value&) = default;
    ~header_value() { release(json); }

private:
    static void release(nlohmann::json& value) {
        if (value.is_structured())
            for (nlohmann::json& each : value) release(each);
        value = nullptr;
    }
};

} // namespace detail

} // namespace quanta::interop
