// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/isa/tags.hpp>
#include <quanta/kernel/arm/depthwise_int8_neon.hpp>
#include <quanta/kernel/depthwise_concepts.hpp>
#include <quanta/kernel/portable/depthwise_float_portable.hpp>
#include <quanta/kernel/portable/depthwise_int16_portable.hpp>
#include <quanta/kernel/portable/depthwise_int8_portable.hpp>
#include <quanta/kernel/reference/depthwise_float_reference.hpp>
#include <quanta/kernel/reference/depthwise_int16_reference.hpp>
#include <quanta/kernel/reference/depthwise_int8_reference.hpp>
#include <quanta/kernel/x86/depthwise_float_avx2.hpp>
#include <quanta/kernel/x86/depthwise_float_avx512bw.hpp>
#include <quanta/kernel/x86/depthwise_int16_avx2.hpp>
#include <quanta/kernel/x86/depthwise_int8_avx2.hpp>
#include <quanta/kernel/x86/depthwise_int8_avx512bw.hpp>
#include <quanta/kernel/x86/depthwise_int8_avx512vnni.hpp>
#include <quanta/kernel/x86/depthwise_int8_avxvnni.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

// clang-format off
// Complete on their own architecture only; others never name the tags that lead to them.
struct depthwise_int8_avx2;
struct depthwise_int8_avxvnni;
struct depthwise_int8_avx512bw;
struct depthwise_int8_avx512vnni;
struct depthwise_int16_avx2;
struct depthwise_float_avx2;
struct depthwise_float_avx512bw;
struct depthwise_int8_neon;

// Which micro-kernel serves which instruction set: the reference, overridden line by line.

template <class Tag> struct depthwise_int8 { using type = depthwise_int8_reference; };
template <class Tag> struct depthwise_int16 { using type = depthwise_int16_reference; };
template <class Tag> struct depthwise_float { using type = depthwise_float_reference; };

template <> struct depthwise_int8<isa::portable> { using type = depthwise_int8_portable; };
template <> struct depthwise_int16<isa::portable> { using type = depthwise_int16_portable; };
template <> struct depthwise_float<isa::portable> { using type = depthwise_float_portable; };

template <> struct depthwise_int8<isa::avx2> { using type = depthwise_int8_avx2; };
template <> struct depthwise_int16<isa::avx2> { using type = depthwise_int16_avx2; };
template <> struct depthwise_float<isa::avx2> { using type = depthwise_float_avx2; };

template <> struct depthwise_int8<isa::avxvnni> { using type = depthwise_int8_avxvnni; };
template <> struct depthwise_int16<isa::avxvnni> { using type = depthwise_int16_avx2; };
template <> struct depthwise_float<isa::avxvnni> { using type = depthwise_float_avx2; };

template <> struct depthwise_int8<isa::avx512bw> { using type = depthwise_int8_avx512bw; };
template <> struct depthwise_int16<isa::avx512bw> { using type = depthwise_int16_avx2; };
template <> struct depthwise_float<isa::avx512bw> { using type = depthwise_float_avx512bw; };

template <> struct depthwise_int8<isa::avx512vnni> { using type = depthwise_int8_avx512vnni; };
template <> struct depthwise_int16<isa::avx512vnni> { using type = depthwise_int16_avx2; };
template <> struct depthwise_float<isa::avx512vnni> { using type = depthwise_float_avx512bw; };

// For int16 and float xsimd is NEON.
template <> struct depthwise_int8<isa::neon_dotprod> { using type = depthwise_int8_neon; };
template <> struct depthwise_int16<isa::neon_dotprod> { using type = depthwise_int16_portable; };
template <> struct depthwise_float<isa::neon_dotprod> { using type = depthwise_float_portable; };

template <> struct depthwise_int8<isa::neon_i8mm> { using type = depthwise_int8_neon; };
template <> struct depthwise_int16<isa::neon_i8mm> { using type = depthwise_int16_portable; };
template <> struct depthwise_float<isa::neon_i8mm> { using type = depthwise_float_portable; };

// clang-format on

/// The depthwise micro-kernel for images of `Element`: std::uint8_t or std::int8_t, std::int16_t, or float.
template <class Tag, class Element>
struct depthwise_kernel : depthwise_int8<Tag> {};
template <class Tag>
struct depthwise_kernel<Tag, std::int16_t> : depthwise_int16<Tag> {};
template <class Tag>
struct depthwise_kernel<Tag, float> : depthwise_float<Tag> {};

/// The format in which the kernel for `instruction_set` wants its weights.
template <class Element>
[[nodiscard]] constexpr tap_format depthwise_format_for(isa::id instruction_set) {
    return isa::visit(instruction_set, [](auto tag) { return depthwise_kernel<decltype(tag), Element>::type::format; });
}

} // namespace quanta::kernel
