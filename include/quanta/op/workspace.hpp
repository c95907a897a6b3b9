// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/contracts.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Hands out the caller's working memory piece by piece, each aligned to `buffer_alignment`.
class workspace {
public:
    /// Error unless `memory` starts at a multiple of `buffer_alignment` and holds `needed` bytes.
    workspace(std::string_view operation, std::span<std::byte> memory, std::size_t needed) : memory_(memory) {
        check(memory.size() >= needed, operation, ": a workspace of ", memory.size(), " bytes, needed are ", needed);
        const auto address = reinterpret_cast<std::uintptr_t>(memory.data());
        check(needed == 0 || address % buffer_alignment == 0, operation, ": the workspace is at an address ",
              address % buffer_alignment, " bytes past a multiple of ", buffer_alignment, ", it must be aligned");
    }

    /// The next `count` values, uninitialised.
    template <class T>
    [[nodiscard]] T* take(std::size_t count) {
        T* start = reinterpret_cast<T*>(memory_.data() + used_);
        used_ += size_of<T>(count);
        return start;
    }

    /// Bytes that `take<T>(count)` uses up.
    template <class T>
    [[nodiscard]] static constexpr std::size_t size_of(std::size_t count) {
        return round_up(count * sizeof(T), buffer_alignment);
    }

private:
    std::span<std::byte> memory_;
    std::size_t used_ = 0;
};

} // namespace quanta::op
