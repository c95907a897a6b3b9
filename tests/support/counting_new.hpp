// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

// Defined by counting_new.cpp, which replaces operator new of its program.
namespace support {

/// Calls of operator new so far.
std::size_t allocations();

/// The most bytes that one call has asked for since the last call of this function.
std::size_t take_largest_allocation();

} // namespace support
