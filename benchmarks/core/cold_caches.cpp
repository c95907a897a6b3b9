// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <core/cold_caches.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdint>

#include <benchmark/benchmark.h>

#include <core/array.hpp>

namespace bench {

std::size_t bytes_beyond_caches() {
    constexpr std::size_t least = std::size_t{32} << 20, most = std::size_t{512} << 20;
    long reported = 0;
#ifdef _SC_LEVEL3_CACHE_SIZE
    reported = std::max(sysconf(_SC_LEVEL2_CACHE_SIZE), sysconf(_SC_LEVEL3_CACHE_SIZE));
#endif
    return std::clamp(2 * static_cast<std::size_t>(std::max(reported, 0L)), least, most);
}

void flush_caches() {
    static array<std::uint64_t> others(bytes_beyond_caches() / sizeof(std::uint64_t), 1);
    constexpr std::size_t line = 64 / sizeof(std::uint64_t);
    for (std::size_t i = 0; i < others.size(); i += line) ++others[i];
    benchmark::DoNotOptimize(others.data());
    benchmark::ClobberMemory();
}

} // namespace bench
