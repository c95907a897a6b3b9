// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <quanta/calibrator/onnxruntime_entropy.hpp>
#include <quanta/observer/onnxruntime_histogram.hpp>
#include <quanta/observer/tensorrt_histogram.hpp>

#ifdef QUANTA_FAIL
using statistics = quanta::tensorrt_histogram;
#else
using statistics = quanta::onnxruntime_histogram<128>;
#endif

int main() { static_cast<void>(quanta::onnxruntime_entropy{}.range(statistics(), {-127, 127, true})); }
