// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/isa/tags.hpp>
#include <quanta/kernel/portable/pool_float_portable.hpp>
#include <quanta/kernel/reference/pool_float_reference.hpp>
#include <quanta/kernel/x86/pool_float_avx2.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

// clang-format off
// Complete on x86 only; other architectures never name the tags that lead to it.
struct pool_float_avx2;

template <class Tag> struct pool_float_kernel { using type = pool_float_reference; };
template <> struct pool_float_kernel<isa::portable> { using type = pool_float_portable; };
template <> struct pool_float_kernel<isa::avx2> { using type = pool_float_avx2; };
template <> struct pool_float_kernel<isa::avxvnni> { using type = pool_float_avx2; };
template <> struct pool_float_kernel<isa::avx512bw> { using type = pool_float_avx2; };
template <> struct pool_float_kernel<isa::avx512vnni> { using type = pool_float_avx2; };
template <> struct pool_float_kernel<isa::neon_dotprod> { using type = pool_float_portable; };
template <> struct pool_float_kernel<isa::neon_i8mm> { using type = pool_float_portable; };
// clang-format on

/// Pooling of floats on one instruction set: see `pool_float_reference`.
template <class Tag>
using pool_float = typename pool_float_kernel<Tag>::type;

} // namespace quanta::kernel
