// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>

#include <interop/largest_allocation.hpp>

namespace {

std::atomic<std::size_t> largest{0};

void* recorded(std::size_t bytes, std::size_t alignment) {
    std::size_t seen = largest.load();
    while (seen < bytes && !largest.compare_exchange_weak(seen, bytes)) {
    }
    const std::size_t rounded = (std::max<std::size_t>(bytes, 1) + alignment - 1) / alignment * alignment;
    if (rounded >= bytes)
        if (void* memory = std::aligned_alloc(alignment, rounded)) return memory;
    std::abort();
}

} // namespace

std::size_t take_largest_allocation() { return largest.exchange(0); }

void* operator new(std::size_t bytes) { return recorded(bytes, alignof(std::max_align_t)); }
void* operator new[](std::size_t bytes) { return recorded(bytes, alignof(std::max_align_t)); }
void* operator new(std::size_t bytes, std::align_val_t alignment) {
    return recorded(bytes, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t bytes, std::align_val_t alignment) {
    return recorded(bytes, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
