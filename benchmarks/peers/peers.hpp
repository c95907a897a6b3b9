// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace bench::peers {

inline constexpr bool openblas = QUANTA_BENCH_OPENBLAS;
inline constexpr bool eigen = QUANTA_BENCH_EIGEN;
inline constexpr bool xnnpack = QUANTA_BENCH_XNNPACK;
inline constexpr bool gemmlowp = QUANTA_BENCH_GEMMLOWP;

// Each is defined where its library is; it prepares the library and says what it is.
[[nodiscard]] std::string start_openblas();
[[nodiscard]] std::string start_eigen();
[[nodiscard]] std::string start_xnnpack();
[[nodiscard]] std::string start_gemmlowp();

/// Prepares every peer. One line for each: its version and settings, or how to install it.
[[nodiscard]] std::vector<std::string> start_all();

} // namespace bench::peers
