// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <quanta/calibrator/tensorrt_entropy.hpp>
#include <quanta/observer/histogram.hpp>
#include <quanta/observer/tensorrt_histogram.hpp>

#ifdef QUANTA_FAIL
using statistics = quanta::histogram<2048>;
#else
using statistics = quanta::tensorrt_histogram;
#endif

int main() { static_cast<void>(quanta::tensorrt_entropy{}.range(statistics(), {-127, 127, true})); }
