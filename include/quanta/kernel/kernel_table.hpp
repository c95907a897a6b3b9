// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <quanta/core/core_concepts.hpp>
#include <quanta/core/diagnostics.hpp>
#include <quanta/isa/tags.hpp>
#include <quanta/kernel/arm/gemm_int8_neon_dotprod.hpp>
#include <quanta/kernel/arm/gemm_int8_neon_i8mm.hpp>
#include <quanta/kernel/pair_sums.hpp>
#include <quanta/kernel/portable/gemm_float_portable.hpp>
#include <quanta/kernel/portable/gemm_int16_portable.hpp>
#include <quanta/kernel/portable/gemm_int8_portable.hpp>
#include <quanta/kernel/reference/gemm_float_reference.hpp>
#include <quanta/kernel/reference/gemm_int16_reference.hpp>
#include <quanta/kernel/reference/gemm_int8_reference.hpp>
#include <quanta/kernel/x86/gemm_float_avx2.hpp>
#include <quanta/kernel/x86/gemm_float_avx512bw.hpp>
#include <quanta/kernel/x86/gemm_int16_avx2.hpp>
#include <quanta/kernel/x86/gemm_int16_avx512bw.hpp>
#include <quanta/kernel/x86/gemm_int8_avx2.hpp>
#include <quanta/kernel/x86/gemm_int8_avx512bw.hpp>
#include <quanta/kernel/x86/gemm_int8_avx512vnni.hpp>
#include <quanta/kernel/x86/gemm_int8_avxvnni.hpp>
#include <quanta/kernel/x86/gemm_uint8_int8_avx2.hpp>
#include <quanta/kernel/x86/gemm_uint8_int8_avx512bw.hpp>
#include <quanta/storage/storage_concepts.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

// clang-format off
// Complete on their own architecture only; others never name the tags that lead to them.
struct gemm_int8_avx2;
template <int Sums> struct gemm_uint8_int8_avx2;
struct gemm_int8_avx512bw;
template <int Sums> struct gemm_uint8_int8_avx512bw;
template <bool SignedLhs> struct gemm_int8_avxvnni;
template <bool SignedLhs> struct gemm_int8_avx512vnni;
struct gemm_int16_avx2;
struct gemm_int16_avx512bw;
struct gemm_float_avx2;
struct gemm_float_avx512bw;
template <bool SignedLhs> struct gemm_int8_neon_dotprod;
template <bool SignedLhs> struct gemm_int8_neon_i8mm;

// Which micro-kernel serves which instruction set: the reference, overridden line by line. `Sums`: how many sums of two
// products the operands' ranges let kernels hold in 16 bits.

template <class Tag, bool SignedLhs, int Sums> struct int8_kernel { using type = gemm_int8_reference<SignedLhs>; };
template <class Tag> struct int16_kernel { using type = gemm_int16_reference; };
template <class Tag> struct float_kernel { using type = gemm_float_reference; };

template <bool SignedLhs, int Sums> struct int8_kernel<isa::portable, SignedLhs, Sums> { using type = gemm_int8_portable<SignedLhs>; };
template <> struct int16_kernel<isa::portable> { using type = gemm_int16_portable; };
template <> struct float_kernel<isa::portable> { using type = gemm_float_portable; };

template <bool SignedLhs, int Sums> struct int8_kernel<isa::avx2, SignedLhs, Sums> { using type = gemm_int8_avx2; };
template <int Sums> requires(Sums > 0) struct int8_kernel<isa::avx2, false, Sums> { using type = gemm_uint8_int8_avx2<Sums>; };
template <> struct int16_kernel<isa::avx2> { using type = gemm_int16_avx2; };
template <> struct float_kernel<isa::avx2> { using type = gemm_float_avx2; };

template <bool SignedLhs, int Sums> struct int8_kernel<isa::avxvnni, SignedLhs, Sums> { using type = gemm_int8_avxvnni<SignedLhs>; };
template <> struct int16_kernel<isa::avxvnni> { using type = gemm_int16_avx2; };
template <> struct float_kernel<isa::avxvnni> { using type = gemm_float_avx2; };

template <bool SignedLhs, int Sums> struct int8_kernel<isa::avx512bw, SignedLhs, Sums> { using type = gemm_int8_avx512bw; };
template <int Sums> requires(Sums > 0) struct int8_kernel<isa::avx512bw, false, Sums> { using type = gemm_uint8_int8_avx512bw<Sums>; };
template <> struct int16_kernel<isa::avx512bw> { using type = gemm_int16_avx512bw; };
template <> struct float_kernel<isa::avx512bw> { using type = gemm_float_avx512bw; };

template <bool SignedLhs, int Sums> struct int8_kernel<isa::avx512vnni, SignedLhs, Sums> { using type = gemm_int8_avx512vnni<SignedLhs>; };
template <> struct int16_kernel<isa::avx512vnni> { using type = gemm_int16_avx512bw; };
template <> struct float_kernel<isa::avx512vnni> { using type = gemm_float_avx512bw; };

// These extensions are about bytes; for all else xsimd is NEON.
template <bool SignedLhs, int Sums> struct int8_kernel<isa::neon_dotprod, SignedLhs, Sums> { using type = gemm_int8_neon_dotprod<SignedLhs>; };
template <> struct int16_kernel<isa::neon_dotprod> { using type = gemm_int16_portable; };
template <> struct float_kernel<isa::neon_dotprod> { using type = gemm_float_portable; };

template <bool SignedLhs, int Sums> struct int8_kernel<isa::neon_i8mm, SignedLhs, Sums> { using type = gemm_int8_neon_i8mm<SignedLhs>; };
template <> struct int16_kernel<isa::neon_i8mm> { using type = gemm_int16_portable; };
template <> struct float_kernel<isa::neon_i8mm> { using type = gemm_float_portable; };

// clang-format on

/// The micro-kernel for the operands' formats; the primary template has no answer.
template <class Tag, class Lhs, class Rhs>
struct gemm_kernel {
    static_assert(dependent_false<Tag>,
                  "quanta: no GEMM micro-kernel multiplies these formats; there are kernels for formats of one byte "
                  "(uint8, int8 and narrower), for int16 by signed formats of one byte, and for float. Add one under "
                  "kernel/ and a line in kernel_table.hpp");
};

/// Formats whose values are stored in one byte.
template <class T>
concept ByteFormat = IntegerFormat<T> && sizeof(typename T::storage_type) == 1;

namespace detail {

/// As many as kernels are made for: 0, 1, 2 or 4.
template <ByteFormat Lhs, ByteFormat Rhs>
inline constexpr int usable_pair_sums = static_cast<int>(std::bit_floor(std::min(4U, pair_sums<Lhs, Rhs>())));

} // namespace detail

template <class Tag, ByteFormat Lhs, ByteFormat Rhs>
struct gemm_kernel<Tag, Lhs, Rhs> : int8_kernel<Tag, Lhs::is_signed, detail::usable_pair_sums<Lhs, Rhs>> {};

template <class Tag, WideFormat Lhs, ByteFormat Rhs>
    requires(Lhs::is_signed&& Rhs::is_signed)
struct gemm_kernel<Tag, Lhs, Rhs> : int16_kernel<Tag> {};

template <class Tag>
struct gemm_kernel<Tag, float, float> : float_kernel<Tag> {};

/// The format in which the kernel for `instruction_set` wants its right-hand side.
template <class Lhs, class Rhs>
[[nodiscard]] constexpr tile_format format_for(isa::id instruction_set) {
    return isa::visit(instruction_set, [](auto tag) { return gemm_kernel<decltype(tag), Lhs, Rhs>::type::format; });
}

} // namespace quanta::kernel
