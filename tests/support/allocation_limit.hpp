// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include <support/counting_new.hpp>

namespace support {

/// The most bytes that reading a file may ask for at once: ten times the file, and what an empty one costs.
[[nodiscard]] constexpr std::size_t largest_allocation_for(std::size_t file_bytes) { return 4096 + 10 * file_bytes; }

/// Ends the program if, while this object lives, more is asked for at once than a file of that many bytes is worth.
class allocation_limit {
public:
    explicit allocation_limit(std::size_t file_bytes) : file_bytes_(file_bytes) {
        static_cast<void>(take_largest_allocation());
    }
    allocation_limit(const allocation_limit&) = delete;
    allocation_limit& operator=(const allocation_limit&) = delete;
    ~allocation_limit() {
        const std::size_t largest = take_largest_allocation();
        if (largest <= largest_allocation_for(file_bytes_)) return;
        std::fprintf(stderr, "an allocation of %zu bytes for a file of %zu\n", largest, file_bytes_);
        std::abort();
    }

private:
    std::size_t file_bytes_;
};

} // namespace support
