// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The library's version (SemVer): read by CMake, pasted into the ABI namespace.
#define QUANTA_VERSION_MAJOR 0
#define QUANTA_VERSION_MINOR 1
#define QUANTA_VERSION_PATCH 0
