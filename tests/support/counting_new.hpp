// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>

namespace support {

/// Calls of operator new in this program so far; defined by counting_new.cpp, which replaces the operator.
std::size_t allocations();

} // namespace support
