// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace bench {

/// Gives every array the alignment of a cache line, so that no contender is luckier than another, and a line behind its
/// end, since XNNPACK reads up to 16 bytes (`XNN_EXTRA_BYTES`) beyond its operands.
template <class T>
struct line_allocator {
    using value_type = T;
    static constexpr std::align_val_t alignment{64};

    line_allocator() = default;
    template <class U>
    line_allocator(const line_allocator<U>&) {}

    [[nodiscard]] T* allocate(std::size_t count) {
        return static_cast<T*>(::operator new(count * sizeof(T) + static_cast<std::size_t>(alignment), alignment));
    }
    void deallocate(T* memory, std::size_t) { ::operator delete(memory, alignment); }
    friend bool operator==(const line_allocator&, const line_allocator&) { return true; }
};

/// Owned values for operands and results.
template <class T>
using array = std::vector<T, line_allocator<T>>;

} // namespace bench
