// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <limits/loops.hpp>

#include <quanta/isa/select.hpp>

#if QUANTA_ARCH_X86

#include <immintrin.h>

namespace bench::limits {

namespace {

QUANTA_INLINE_AVX2 __m256i load(const std::byte* from) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}

template <bool Streaming>
QUANTA_INLINE_AVX2 void store(std::byte* to, __m256i value) {
    if constexpr (Streaming)
        _mm256_stream_si256(reinterpret_cast<__m256i*>(to), value);
    else
        _mm256_store_si256(reinterpret_cast<__m256i*>(to), value);
}

/// Eight registers a turn: neighbours, or each from its own eighth of the memory.
template <bool Apart>
QUANTA_LEAF_AVX2 void read(const std::byte* from, std::size_t bytes) {
    const std::size_t distance = Apart ? bytes / 8 : 32, step = Apart ? 32 : 256, end = Apart ? bytes / 8 : bytes;
    __m256i sums[8] = {};
    for (std::size_t at = 0; at < end; at += step) {
        QUANTA_UNROLL
        for (int i = 0; i < 8; ++i)
            sums[i] = _mm256_or_si256(sums[i], load(from + at + distance * static_cast<std::size_t>(i)));
    }
    QUANTA_UNROLL
    for (int i = 0; i < 8; ++i) asm volatile("" : "+x"(sums[i]));
}

template <bool Streaming>
QUANTA_LEAF_AVX2 void narrow(const std::byte* from, std::size_t bytes, std::byte* to) {
    for (std::size_t at = 0; at < bytes; at += 32, from += 128) {
        const __m256i low = _mm256_or_si256(load(from), load(from + 32));
        const __m256i high = _mm256_or_si256(load(from + 64), load(from + 96));
        store<Streaming>(to + at, _mm256_or_si256(low, high));
    }
    if constexpr (Streaming) _mm_sfence();
}

template <bool Streaming>
QUANTA_LEAF_AVX2 void widen(const std::byte* from, std::size_t bytes, std::byte* to) {
    for (std::size_t at = 0; at < bytes; at += 32, to += 128) {
        const __m256i values = load(from + at);
        store<Streaming>(to, values);
        store<Streaming>(to + 32, values);
        store<Streaming>(to + 64, values);
        store<Streaming>(to + 96, values);
    }
    if constexpr (Streaming) _mm_sfence();
}

} // namespace

memory_loops loops_over_memory() {
    if (!quanta::isa::supported(quanta::isa::id::avx2)) return {};
    return {&read<false>, &read<true>, &narrow<false>, &narrow<true>, &widen<false>, &widen<true>};
}

} // namespace bench::limits

#else

namespace bench::limits {

memory_loops loops_over_memory() { return {}; }

} // namespace bench::limits

#endif
