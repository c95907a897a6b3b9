// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/isa/cpu_features.hpp>
#include <quanta/isa/tags.hpp>

namespace quanta::isa {

/// What `limit_to` chose, or -1: one for the whole program, whatever the flags of its translation units are.
inline constinit std::atomic<int> limited_to{-1};

} // namespace quanta::isa

namespace quanta::isa::inline QUANTA_ABI {

/// Whether this processor runs `instruction_set`; asked of the processor once.
[[nodiscard]] inline bool supported(id instruction_set) {
    static const cpu_features features = detect();
    switch (instruction_set) {
    case id::avx512vnni: return features.avx512vnni;
    case id::avx512bw: return features.avx512bw;
    case id::avxvnni: return features.avxvnni;
    case id::avx2: return features.avx2_fma;
    case id::neon_i8mm: return features.neon_i8mm;
    case id::neon_dotprod: return features.neon_dotprod;
    default: return true;
    }
}

/// Every instruction set that this processor runs, in order.
[[nodiscard]] inline std::vector<id> available() {
    std::vector<id> ids;
    for (const id candidate : architecture_ids)
        if (supported(candidate)) ids.push_back(candidate);
    return ids;
}

namespace detail {

[[nodiscard]] inline std::string available_names() {
    std::string names;
    for (const id candidate : available()) names.append(names.empty() ? "" : ", ").append(name(candidate));
    return names;
}

inline void require_supported(id instruction_set, std::string_view origin) {
    check(supported(instruction_set), origin, ": instruction set '", name(instruction_set),
          "' is not supported by this processor, which has: ", available_names());
}

/// `QUANTA_ISA` if it is set, else the best that the processor has.
[[nodiscard]] inline id initial() {
    const char* forced = std::getenv("QUANTA_ISA");
    if (forced == nullptr || *forced == '\0') return available().back();
    for (const id candidate : all_ids) {
        if (name(candidate) != forced) continue;
        require_supported(candidate, "QUANTA_ISA");
        return candidate;
    }
    fail("QUANTA_ISA: unknown instruction set '", forced, "'; this processor has: ", available_names());
}

} // namespace detail

/// The instruction set that objects made from now on are made for. First use reads the environment variable
/// `QUANTA_ISA` (a name of `isa::name`); an unknown or unsupported one is an error.
[[nodiscard]] inline id select() {
    if (const int limit = limited_to.load(std::memory_order_relaxed); limit >= 0) return static_cast<id>(limit);
    static const id initial = detail::initial();
    return initial;
}

/// Makes `select()` answer `instruction_set`, for tests and comparisons. What is packed already keeps its own.
/// Error if the processor lacks it.
inline void limit_to(id instruction_set) {
    detail::require_supported(instruction_set, "isa::limit_to");
    limited_to.store(static_cast<int>(instruction_set), std::memory_order_relaxed);
}

} // namespace quanta::isa
