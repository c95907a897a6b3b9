// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/isa/tags.hpp>
#include <quanta/kernel/reference/lhs_row_reference.hpp>
#include <quanta/kernel/x86/lhs_row_int8_avx2.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

// clang-format off
struct lhs_row_int8_avx2; // complete on x86 only; other architectures never name the tags that lead to it

template <class Tag> struct lhs_row_kernel { using type = lhs_row_reference; };
template <> struct lhs_row_kernel<isa::avx2> { using type = lhs_row_int8_avx2; };
template <> struct lhs_row_kernel<isa::avxvnni> { using type = lhs_row_int8_avx2; };
template <> struct lhs_row_kernel<isa::avx512bw> { using type = lhs_row_int8_avx2; };
template <> struct lhs_row_kernel<isa::avx512vnni> { using type = lhs_row_int8_avx2; };
// clang-format on

/// Sums and widens rows of the left side on one instruction set.
template <class Tag>
using lhs_row = typename lhs_row_kernel<Tag>::type;

} // namespace quanta::kernel
