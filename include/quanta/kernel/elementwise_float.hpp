// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/isa/tags.hpp>
#include <quanta/kernel/portable/elementwise_float_portable.hpp>
#include <quanta/kernel/reference/elementwise_float_reference.hpp>
#include <quanta/kernel/x86/elementwise_float_avx2.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

// clang-format off
// Complete on x86 only; other architectures never name the tags that lead to it.
struct elementwise_float_avx2;

template <class Tag> struct elementwise_float_kernel { using type = elementwise_float_reference; };
template <> struct elementwise_float_kernel<isa::portable> { using type = elementwise_float_portable; };
template <> struct elementwise_float_kernel<isa::avx2> { using type = elementwise_float_avx2; };
template <> struct elementwise_float_kernel<isa::avxvnni> { using type = elementwise_float_avx2; };
template <> struct elementwise_float_kernel<isa::avx512bw> { using type = elementwise_float_avx2; };
template <> struct elementwise_float_kernel<isa::avx512vnni> { using type = elementwise_float_avx2; };
template <> struct elementwise_float_kernel<isa::neon_dotprod> { using type = elementwise_float_portable; };
template <> struct elementwise_float_kernel<isa::neon_i8mm> { using type = elementwise_float_portable; };
// clang-format on

/// Rows of floats on one instruction set: see `elementwise_float_reference`.
template <class Tag>
using elementwise_float = typename elementwise_float_kernel<Tag>::type;

} // namespace quanta::kernel
