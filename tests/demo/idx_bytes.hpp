// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

namespace demo {

/// A byte source that reads what a test, or a fuzzer, put together.
class memory_source {
public:
    explicit memory_source(std::span<const std::byte> bytes) : rest_(bytes) {}

    [[nodiscard]] std::size_t read(std::span<std::byte> bytes) {
        const std::size_t count = std::min(bytes.size(), rest_.size());
        std::copy_n(rest_.begin(), count, bytes.begin());
        rest_ = rest_.subspan(count);
        return count;
    }

private:
    std::span<const std::byte> rest_;
};

/// An IDX file of unsigned bytes: its header, then `values` bytes that count up and start again at `modulus`.
[[nodiscard]] inline std::vector<std::byte> idx_bytes(std::initializer_list<std::uint32_t> extents, std::size_t values,
                                                      std::size_t modulus = 256) {
    std::vector<std::byte> bytes{std::byte{0}, std::byte{0}, std::byte{8}, static_cast<std::byte>(extents.size())};
    for (const std::uint32_t extent : extents)
        for (const int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<std::byte>(extent >> shift & 0xff));
    for (std::size_t i = 0; i < values; ++i) bytes.push_back(static_cast<std::byte>(i % modulus));
    return bytes;
}

} // namespace demo
