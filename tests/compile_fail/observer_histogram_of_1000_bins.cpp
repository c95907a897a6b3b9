// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <quanta/observer/histogram.hpp>

#ifdef QUANTA_FAIL
constexpr std::size_t bins = 1000;
#else
constexpr std::size_t bins = 1024;
#endif

int main() { return static_cast<int>(quanta::histogram<bins>().count()); }
