// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/isa/tags.hpp>
#include <quanta/kernel/reference/lhs_row_reference.hpp>
#include <quanta/kernel/x86/lhs_row_int8_avx2.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// Sums and widens rows of the left side on one instruction set.
template <class Tag>
struct lhs_row : lhs_row_reference {};

#if QUANTA_ARCH_X86
template <>
struct lhs_row<isa::avx2> : lhs_row_int8_avx2 {};
template <>
struct lhs_row<isa::avxvnni> : lhs_row_int8_avx2 {};
template <>
struct lhs_row<isa::avx512bw> : lhs_row_int8_avx2 {};
template <>
struct lhs_row<isa::avx512vnni> : lhs_row_int8_avx2 {};
#endif

} // namespace quanta::kernel
