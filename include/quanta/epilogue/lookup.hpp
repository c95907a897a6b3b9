// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/core/contracts.hpp>
#include <quanta/epilogue/epilogue_concepts.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// entries[v modulo 256], T = std::uint8_t or std::int8_t: a function of values that are requantized to bytes already, as
/// `op::table` makes its entries. Those of a signed v stand at v modulo 256: 0 to 127, then -128 to -1.
template <class T>
    requires std::same_as<T, std::uint8_t> || std::same_as<T, std::int8_t>
struct lookup {
    template <std::same_as<std::int32_t> Value>
    using result = std::int32_t;

    const T* entries; ///< (256)

    void validate() const { check(entries != nullptr, "lookup: null entries"); }
};

template <class T>
lookup(const T*) -> lookup<T>;

} // namespace quanta::epilogue
