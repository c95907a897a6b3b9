// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/isa/tags.hpp>
#include <quanta/kernel/reference/patch_runs_reference.hpp>
#include <quanta/kernel/x86/patch_runs_int8_avx2.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

// clang-format off
struct patch_runs_int8_avx2; // complete on x86 only; other architectures never name the tags that lead to it

template <class Tag> struct patch_runs_kernel { using type = patch_runs_reference; };
template <> struct patch_runs_kernel<isa::avx2> { using type = patch_runs_int8_avx2; };
template <> struct patch_runs_kernel<isa::avxvnni> { using type = patch_runs_int8_avx2; };
template <> struct patch_runs_kernel<isa::avx512bw> { using type = patch_runs_int8_avx2; };
template <> struct patch_runs_kernel<isa::avx512vnni> { using type = patch_runs_int8_avx2; };
// clang-format on

/// Copies, and widens, the runs of memory that patches of an image consist of, on one instruction set.
template <class Tag>
using patch_runs = typename patch_runs_kernel<Tag>::type;

} // namespace quanta::kernel
