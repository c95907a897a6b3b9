// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <quanta/calibrator/percentile.hpp>
#include <quanta/observer/absolute_max.hpp>
#include <quanta/observer/histogram.hpp>

#ifdef QUANTA_FAIL
using statistics = quanta::absolute_max;
#else
using statistics = quanta::histogram<2048>;
#endif

int main() { static_cast<void>(quanta::percentile{}.range(statistics(), {0, 255, false})); }
