// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <quanta/core/core_concepts.hpp>
#include <quanta/core/diagnostics.hpp>
#include <quanta/isa/tags.hpp>
#include <quanta/kernel/portable/gemm_float_portable.hpp>
#include <quanta/kernel/portable/gemm_int8_portable.hpp>
#include <quanta/kernel/reference/gemm_float_reference.hpp>
#include <quanta/kernel/reference/gemm_int8_reference.hpp>
#include <quanta/kernel/x86/gemm_float_avx2.hpp>
#include <quanta/kernel/x86/gemm_float_avx512bw.hpp>
#include <quanta/kernel/x86/gemm_int8_avx2.hpp>
#include <quanta/kernel/x86/gemm_int8_avx512vnni.hpp>
#include <quanta/kernel/x86/gemm_int8_avxvnni.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

// clang-format off
// Complete on x86 only; other architectures never name the tags that lead to them.
struct gemm_int8_avx2;
template <bool SignedLhs> struct gemm_int8_avxvnni;
template <bool SignedLhs> struct gemm_int8_avx512vnni;
struct gemm_float_avx2;
struct gemm_float_avx512bw;

// Which micro-kernel serves which instruction set: the reference, overridden line by line.

template <class Tag, bool SignedLhs> struct int8_kernel { using type = gemm_int8_reference<SignedLhs>; };
template <class Tag> struct float_kernel { using type = gemm_float_reference; };

template <bool SignedLhs> struct int8_kernel<isa::portable, SignedLhs> { using type = gemm_int8_portable<SignedLhs>; };
template <> struct float_kernel<isa::portable> { using type = gemm_float_portable; };

template <bool SignedLhs> struct int8_kernel<isa::avx2, SignedLhs> { using type = gemm_int8_avx2; };
template <> struct float_kernel<isa::avx2> { using type = gemm_float_avx2; };

template <bool SignedLhs> struct int8_kernel<isa::avxvnni, SignedLhs> { using type = gemm_int8_avxvnni<SignedLhs>; };
template <> struct float_kernel<isa::avxvnni> { using type = gemm_float_avx2; };

template <bool SignedLhs> struct int8_kernel<isa::avx512bw, SignedLhs> { using type = gemm_int8_avx2; };
template <> struct float_kernel<isa::avx512bw> { using type = gemm_float_avx512bw; };

template <bool SignedLhs> struct int8_kernel<isa::avx512vnni, SignedLhs> { using type = gemm_int8_avx512vnni<SignedLhs>; };
template <> struct float_kernel<isa::avx512vnni> { using type = gemm_float_avx512bw; };

// clang-format on

/// The micro-kernel for the operands' formats; the primary template has no answer.
template <class Tag, class Lhs, class Rhs>
struct gemm_kernel {
    static_assert(dependent_false<Tag>,
                  "quanta: no GEMM micro-kernel multiplies these formats; there are kernels for formats of one byte "
                  "(uint8, int8 and narrower) and for float. Add one under kernel/ and a line in kernel_table.hpp");
};

/// Formats whose values are stored in one byte.
template <class T>
concept ByteFormat = IntegerFormat<T> && sizeof(typename T::storage_type) == 1;

template <class Tag, ByteFormat Lhs, ByteFormat Rhs>
struct gemm_kernel<Tag, Lhs, Rhs> : int8_kernel<Tag, Lhs::is_signed> {};

template <class Tag>
struct gemm_kernel<Tag, float, float> : float_kernel<Tag> {};

/// The format in which the kernel for `instruction_set` wants its right-hand side.
template <class Lhs, class Rhs>
[[nodiscard]] constexpr tile_format format_for(isa::id instruction_set) {
    return isa::visit(instruction_set, [](auto tag) { return gemm_kernel<decltype(tag), Lhs, Rhs>::type::format; });
}

} // namespace quanta::kernel
