// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include <quanta/core/integer_formats.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/fake_quantize.hpp>

#ifdef QUANTA_FAIL
using values = const std::vector<float>;
#else
using values = std::vector<float>;
#endif

void run(values& reals) {
    using bytes = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;
    quanta::fake_quantize(reals, quanta::quantization<bytes>(quanta::real_range{-1, 1}), reals);
}
