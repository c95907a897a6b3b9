// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/isa/tags.hpp>
#include <quanta/kernel/portable/pool_int8_portable.hpp>
#include <quanta/kernel/reference/pool_int8_reference.hpp>
#include <quanta/kernel/x86/pool_int8_avx2.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

// clang-format off
// Complete on x86 only; other architectures never name the tags that lead to it.
struct pool_int8_avx2;

template <class Tag> struct pool_int8_kernel { using type = pool_int8_reference; };
template <> struct pool_int8_kernel<isa::portable> { using type = pool_int8_portable; };
template <> struct pool_int8_kernel<isa::avx2> { using type = pool_int8_avx2; };
template <> struct pool_int8_kernel<isa::avxvnni> { using type = pool_int8_avx2; };
template <> struct pool_int8_kernel<isa::avx512bw> { using type = pool_int8_avx2; };
template <> struct pool_int8_kernel<isa::avx512vnni> { using type = pool_int8_avx2; };
template <> struct pool_int8_kernel<isa::neon_dotprod> { using type = pool_int8_portable; };
template <> struct pool_int8_kernel<isa::neon_i8mm> { using type = pool_int8_portable; };
// clang-format on

/// Pooling of stored integers on one instruction set: see `pool_int8_reference`.
template <class Tag>
using pool_int8 = typename pool_int8_kernel<Tag>::type;

} // namespace quanta::kernel
