// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <quanta/core/integer_formats.hpp>
#include <quanta/kernel/kernel_table.hpp>

#ifdef QUANTA_FAIL
using format = quanta::int16;
#else
using format = quanta::int8;
#endif

// 16-bit activations have kernels; 16-bit weights do not.
static_assert(quanta::kernel::format_for<quanta::int16, format>(quanta::isa::id::reference).rows > 0);
