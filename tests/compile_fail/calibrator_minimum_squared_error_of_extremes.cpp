// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <quanta/calibrator/minimum_squared_error.hpp>
#include <quanta/observer/histogram.hpp>
#include <quanta/observer/moving_average_min_max.hpp>

#ifdef QUANTA_FAIL
using statistics = quanta::moving_average_min_max;
#else
using statistics = quanta::histogram<2048>;
#endif

int main() { static_cast<void>(quanta::minimum_squared_error{}.range(statistics(), {0, 255, false})); }
