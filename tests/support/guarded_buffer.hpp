// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <span>
#include <vector>

namespace support {

/// Which end of the elements touches a page that faults on any access.
enum class guard { after, before };

/// `count` elements next to a page without access rights, so that reading or writing one byte too far is a fault.
template <class T>
class guarded_buffer {
public:
    explicit guarded_buffer(std::size_t count, guard side = guard::after) : count_(count) {
        const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        const std::size_t bytes = count * sizeof(T), inside = (bytes + page - 1) / page * page;
        mapped_ = inside + 2 * page;
        void* memory = mmap(nullptr, mapped_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) std::abort();
        pages_ = static_cast<std::byte*>(memory);
        if (inside != 0 && mprotect(pages_ + page, inside, PROT_READ | PROT_WRITE) != 0) std::abort();
        data_ = reinterpret_cast<T*>(pages_ + page + (side == guard::after ? inside - bytes : 0));
    }
    explicit guarded_buffer(std::span<const T> values, guard side = guard::after)
        : guarded_buffer(values.size(), side) {
        std::copy(values.begin(), values.end(), data_);
    }
    guarded_buffer(const guarded_buffer&) = delete;
    guarded_buffer& operator=(const guarded_buffer&) = delete;
    ~guarded_buffer() { munmap(pages_, mapped_); }

    [[nodiscard]] T* data() const { return data_; }
    [[nodiscard]] std::size_t size() const { return count_; }
    [[nodiscard]] std::span<T> span() const { return {data_, count_}; }
    [[nodiscard]] T& operator[](std::size_t index) const { return data_[index]; }

private:
    std::byte* pages_ = nullptr;
    std::size_t mapped_ = 0, count_ = 0;
    T* data_ = nullptr;
};

} // namespace support
