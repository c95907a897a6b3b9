// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <core/task.hpp>

namespace bench::limits {

// Small loops that show what the machine can do at most; they are timed in the same run as what they limit.
// Lists are empty on a processor for which there is no such loop.

/// Multiplications and additions of bytes, exact, without any memory access, for the instruction set in use.
[[nodiscard]] task_list integer_products();
/// The same for bytes times integers of four bits.
[[nodiscard]] task_list narrow_integer_products();
/// The same for floats.
[[nodiscard]] task_list float_products();

/// Reads `bytes` bytes, again and again: from first to last, and at eight places in turn, which some memories prefer.
[[nodiscard]] task_list read(std::size_t bytes);
/// Reads `elements` floats and writes as many bytes: the memory traffic of quantize. Ordinary and streaming stores.
[[nodiscard]] task_list narrow(std::size_t elements);
/// Reads `elements` bytes and writes as many floats: the memory traffic of dequantize. Ordinary and streaming stores.
[[nodiscard]] task_list widen(std::size_t elements);

/// Copies `elements` floats with memcpy: what moving them unquantized costs. Not a limit, but a measure.
[[nodiscard]] std::shared_ptr<task> copy_of_floats(std::size_t elements);

} // namespace bench::limits
