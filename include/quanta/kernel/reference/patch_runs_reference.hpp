// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <quanta/isa/target.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// Copies runs of neighbours that are a fixed distance apart, both where they come from and where they go; steps are in
/// elements. Runs do not overlap where they go.
struct patch_runs_reference {
    /// to[i][k] = from[i][k]
    template <class T>
    static void copy(const T* from, std::ptrdiff_t from_step, std::size_t runs, std::size_t length, T* to,
                     std::ptrdiff_t to_step) {
        if (length == 0) return; // pointers may be null
        for (; runs != 0; --runs, from += from_step, to += to_step) std::memcpy(to, from, length * sizeof(T));
    }

    /// to[i][k] = from[i][k], widened to 16 bits
    template <class T>
        requires(sizeof(T) == 1)
    static void copy(const T* from, std::ptrdiff_t from_step, std::size_t runs, std::size_t length, std::int16_t* to,
                     std::ptrdiff_t to_step) {
        for (; runs != 0; --runs, from += from_step, to += to_step)
            for (std::size_t k = 0; k < length; ++k) to[k] = from[k];
    }
};

} // namespace quanta::kernel
