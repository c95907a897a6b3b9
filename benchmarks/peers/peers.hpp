// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace bench::peers {

inline constexpr bool onednn = QUANTA_BENCH_ONEDNN;
inline constexpr bool openblas = QUANTA_BENCH_OPENBLAS;
inline constexpr bool eigen = QUANTA_BENCH_EIGEN;

// Each is defined where its library is; it makes the library use one thread and says what it is.
[[nodiscard]] std::string start_onednn();
[[nodiscard]] std::string start_openblas();
[[nodiscard]] std::string start_eigen();

/// Makes every peer use one thread. One line for each: its version and settings, or how to install it.
[[nodiscard]] std::vector<std::string> start_all();

} // namespace bench::peers
