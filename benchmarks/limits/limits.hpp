// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include <core/task.hpp>

namespace bench::limits {

// Small loops that show what the machine can do at most; they are timed in the same run as what they limit, on as many
// threads. Lists are empty on a processor for which there is no such loop.

/// Multiplications and additions of bytes, exact, without any memory access, for the instruction set in use.
[[nodiscard]] task_list integer_products(std::size_t threads);
/// The same for bytes times integers of four bits.
[[nodiscard]] task_list narrow_integer_products(std::size_t threads);
/// The same for floats.
[[nodiscard]] task_list float_products(std::size_t threads);

/// Reads `bytes` bytes, again and again: from first to last, and at eight places in turn, which some memories prefer.
[[nodiscard]] task_list read(std::size_t bytes, std::size_t threads);

/// What limits work of so many operations on so many bytes: the products; and reading the bytes, where each serves fewer
/// than `operations_a_byte` operations, or where they come from memory.
[[nodiscard]] std::vector<bound> bounds_of(task_list products, double operations, std::size_t bytes,
                                           double operations_a_byte, const conditions& under);

/// Reads `elements` floats and writes as many bytes: the memory traffic of quantize. Ordinary and streaming stores.
[[nodiscard]] task_list narrow(std::size_t elements);
/// Reads `elements` bytes and writes as many floats: the memory traffic of dequantize. Ordinary and streaming stores.
[[nodiscard]] task_list widen(std::size_t elements);

/// Copies `elements` floats with memcpy: what moving them unquantized costs. Not a limit, but a measure.
[[nodiscard]] std::shared_ptr<task> copy_of_floats(std::size_t elements);

} // namespace bench::limits
