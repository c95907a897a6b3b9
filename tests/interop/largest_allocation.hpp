// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

/// The most bytes that one call of operator new has asked for since the last call of this function; defined by
/// largest_allocation.cpp, which replaces the operator.
std::size_t take_largest_allocation();
