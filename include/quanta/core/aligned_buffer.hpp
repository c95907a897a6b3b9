// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstring>
#include <new>
#include <utility>

#include <quanta/core/checked_size.hpp>

namespace quanta::inline QUANTA_ABI {

/// Alignment of every buffer that the library owns, in bytes: a cache line and an AVX-512 register.
inline constexpr std::size_t buffer_alignment = 64;

/// Smallest multiple of `step` that is not below `value`. Error if that is more than `largest_size`.
[[nodiscard]] constexpr std::size_t round_up(std::size_t value, std::size_t step) {
    return checked_product("round_up", value / step + (value % step != 0), step);
}

/// Owning, zero-initialised, move-only bytes aligned to `buffer_alignment`.
class aligned_buffer {
public:
    aligned_buffer() = default;
    explicit aligned_buffer(std::size_t bytes) : size_(bytes) {
        if (bytes == 0) return;
        data_ = static_cast<std::byte*>(::operator new (bytes, std::align_val_t{buffer_alignment}));
        std::memset(data_, 0, bytes);
    }
    aligned_buffer(aligned_buffer&& other) noexcept
        : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    aligned_buffer& operator=(aligned_buffer&& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        return *this;
    }
    aligned_buffer(const aligned_buffer&) = delete;
    aligned_buffer& operator=(const aligned_buffer&) = delete;
    ~aligned_buffer() {
        if (data_ != nullptr) ::operator delete (data_, std::align_val_t{buffer_alignment});
    }

    [[nodiscard]] std::byte* data() { return data_; }
    [[nodiscard]] const std::byte* data() const { return data_; }
    [[nodiscard]] std::size_t size() const { return size_; } ///< in bytes

private:
    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace quanta
