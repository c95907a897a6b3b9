// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <quanta/calibrator/best_of.hpp>
#include <quanta/calibrator/entropy.hpp>
#include <quanta/calibrator/full_range.hpp>
#include <quanta/observer/histogram.hpp>
#include <quanta/observer/min_max.hpp>

#ifdef QUANTA_FAIL
using statistics = quanta::min_max;
#else
using statistics = quanta::histogram<2048>;
#endif

using calibrator = quanta::best_of<quanta::full_range, quanta::entropy>;

int main() { static_cast<void>(calibrator{}.range(statistics(), {0, 255, false})); }
