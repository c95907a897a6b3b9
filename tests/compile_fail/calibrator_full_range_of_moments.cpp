// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <quanta/calibrator/full_range.hpp>
#include <quanta/observer/histogram.hpp>
#include <quanta/observer/moments.hpp>

#ifdef QUANTA_FAIL
using statistics = quanta::moments;
#else
using statistics = quanta::histogram<2048>;
#endif

int main() { static_cast<void>(quanta::full_range{}.range(statistics(), {0, 255, false})); }
