// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// The micro-kernels whose machine code leaves.cmake describes, each in its largest tile.

#include <quanta/kernel.hpp>

namespace {

template <class Kernel>
constexpr auto largest_tile =
    &Kernel::template accumulate<Kernel::format.rows, Kernel::format.columns / Kernel::format.step>;

} // namespace

namespace kernel = quanta::kernel;

extern const auto int8_avx2 = largest_tile<kernel::gemm_int8_avx2>;
extern const auto int8_avxvnni = largest_tile<kernel::gemm_int8_avxvnni<false>>;
extern const auto int8_avxvnni_signed = largest_tile<kernel::gemm_int8_avxvnni<true>>;
extern const auto int8_avx512vnni = largest_tile<kernel::gemm_int8_avx512vnni<false>>;
extern const auto int8_avx512vnni_signed = largest_tile<kernel::gemm_int8_avx512vnni<true>>;
extern const auto float_avx2 = largest_tile<kernel::gemm_float_avx2>;
extern const auto float_avx512bw = largest_tile<kernel::gemm_float_avx512bw>;
