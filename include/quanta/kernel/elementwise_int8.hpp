// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/isa/tags.hpp>
#include <quanta/kernel/portable/elementwise_int8_portable.hpp>
#include <quanta/kernel/reference/elementwise_int8_reference.hpp>
#include <quanta/kernel/x86/elementwise_int8_avx2.hpp>
#include <quanta/kernel/x86/elementwise_int8_avx512bw.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

// clang-format off
// Complete on x86 only; other architectures never name the tags that lead to them.
struct elementwise_int8_avx2;
struct elementwise_int8_avx512bw;

template <class Tag> struct elementwise_int8_kernel { using type = elementwise_int8_reference; };
template <> struct elementwise_int8_kernel<isa::portable> { using type = elementwise_int8_portable; };
template <> struct elementwise_int8_kernel<isa::avx2> { using type = elementwise_int8_avx2; };
template <> struct elementwise_int8_kernel<isa::avxvnni> { using type = elementwise_int8_avx2; };
template <> struct elementwise_int8_kernel<isa::avx512bw> { using type = elementwise_int8_avx512bw; };
template <> struct elementwise_int8_kernel<isa::avx512vnni> { using type = elementwise_int8_avx512bw; };
template <> struct elementwise_int8_kernel<isa::neon_dotprod> { using type = elementwise_int8_portable; };
template <> struct elementwise_int8_kernel<isa::neon_i8mm> { using type = elementwise_int8_portable; };
// clang-format on

/// Rows of stored integers on one instruction set: see `elementwise_int8_reference`.
template <class Tag>
using elementwise_int8 = typename elementwise_int8_kernel<Tag>::type;

} // namespace quanta::kernel
