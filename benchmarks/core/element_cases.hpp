// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <core/cold_caches.hpp>
#include <core/conditions.hpp>

namespace bench {

/// A number of elements to quantize or dequantize, and the conditions under which that is measured.
struct element_case {
    std::size_t count;
    conditions under{};

    [[nodiscard]] std::string name() const { return "elements:" + std::to_string(count) + under.suffix(); }

    /// How many elements the loop has that limits it: as many, or more than the caches hold.
    [[nodiscard]] std::size_t loop_count() const { return under.cold() ? bytes_beyond_caches() / 128 * 32 : count; }
};

/// In the first-level, second-level and third-level cache, and beyond; some of them with flushed caches, too.
[[nodiscard]] inline std::vector<element_case> element_cases() {
    constexpr std::size_t k = 1024;
    constexpr conditions hot{}, flushed{1, cache_state::flushed};
    return {{k, hot}, {64 * k, hot}, {64 * k, flushed}, {k * k, hot}, {k * k, flushed}, {64 * k * k, hot}};
}

} // namespace bench
