// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// Compiled once per set of flags; CMakeLists.txt names the function after the set.

#include "unit.hpp"

int UNIT() { return exercise(); }
