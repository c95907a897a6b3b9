// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// The micro-kernels whose machine code leaves.cmake describes, each in its largest tile.

#include <cstdint>

#include <quanta/kernel.hpp>
#include <quanta/kernel/depthwise_table.hpp>

namespace {

template <class Kernel>
constexpr auto largest_tile =
    &Kernel::template accumulate<Kernel::format.rows, Kernel::format.columns / Kernel::format.step>;

template <class Kernel, class Element>
constexpr void (*most_pixels)(const quanta::kernel::tap_pointers<Element>&, std::size_t, std::size_t, const std::byte*,
                              typename Kernel::accumulator*,
                              std::size_t) = &Kernel::template accumulate<Kernel::format.pixels>;

} // namespace

namespace kernel = quanta::kernel;

#if QUANTA_ARCH_X86
extern const auto int8_avx2 = largest_tile<kernel::gemm_int8_avx2>;
extern const auto uint8_int8_avx2_one = largest_tile<kernel::gemm_uint8_int8_avx2<1>>;
extern const auto uint8_int8_avx2_two = largest_tile<kernel::gemm_uint8_int8_avx2<2>>;
extern const auto uint8_int8_avx2_four = largest_tile<kernel::gemm_uint8_int8_avx2<4>>;
extern const auto int8_avxvnni = largest_tile<kernel::gemm_int8_avxvnni<false>>;
extern const auto int8_avxvnni_signed = largest_tile<kernel::gemm_int8_avxvnni<true>>;
extern const auto int8_avx512vnni = largest_tile<kernel::gemm_int8_avx512vnni<false>>;
extern const auto int8_avx512vnni_signed = largest_tile<kernel::gemm_int8_avx512vnni<true>>;
extern const auto int8_avx512bw = largest_tile<kernel::gemm_int8_avx512bw>;
extern const auto uint8_int8_avx512bw_one = largest_tile<kernel::gemm_uint8_int8_avx512bw<1>>;
extern const auto uint8_int8_avx512bw_two = largest_tile<kernel::gemm_uint8_int8_avx512bw<2>>;
extern const auto uint8_int8_avx512bw_four = largest_tile<kernel::gemm_uint8_int8_avx512bw<4>>;
extern const auto int16_avx2 = largest_tile<kernel::gemm_int16_avx2>;
extern const auto int16_avx512bw = largest_tile<kernel::gemm_int16_avx512bw>;
extern const auto float_avx2 = largest_tile<kernel::gemm_float_avx2>;
extern const auto float_avx512bw = largest_tile<kernel::gemm_float_avx512bw>;
extern const auto depthwise_int8_avx2 = most_pixels<kernel::depthwise_int8_avx2, std::uint8_t>;
extern const auto depthwise_int8_avx2_signed = most_pixels<kernel::depthwise_int8_avx2, std::int8_t>;
extern const auto depthwise_int8_avxvnni = most_pixels<kernel::depthwise_int8_avxvnni, std::uint8_t>;
extern const auto depthwise_int8_avx512bw = most_pixels<kernel::depthwise_int8_avx512bw, std::uint8_t>;
extern const auto depthwise_int8_avx512vnni = most_pixels<kernel::depthwise_int8_avx512vnni, std::uint8_t>;
extern const auto depthwise_int16_avx2 = most_pixels<kernel::depthwise_int16_avx2, std::int16_t>;
extern const auto depthwise_float_avx2 = most_pixels<kernel::depthwise_float_avx2, float>;
extern const auto depthwise_float_avx512bw = most_pixels<kernel::depthwise_float_avx512bw, float>;
#elif QUANTA_ARCH_ARM
extern const auto int8_neon_dotprod = largest_tile<kernel::gemm_int8_neon_dotprod<false>>;
extern const auto int8_neon_dotprod_signed = largest_tile<kernel::gemm_int8_neon_dotprod<true>>;
extern const auto int8_neon_i8mm = largest_tile<kernel::gemm_int8_neon_i8mm<false>>;
extern const auto int8_neon_i8mm_signed = largest_tile<kernel::gemm_int8_neon_i8mm<true>>;
extern const auto depthwise_int8_neon = most_pixels<kernel::depthwise_int8_neon, std::uint8_t>;
extern const auto depthwise_int8_neon_signed = most_pixels<kernel::depthwise_int8_neon, std::int8_t>;
#endif
