// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include <quanta/core/integer_formats.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/quantize.hpp>

#ifdef QUANTA_FAIL
using real = double;
#else
using real = float;
#endif

void run(const std::vector<real>& reals, std::vector<std::uint8_t>& integers) {
    using bytes = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;
    quanta::quantize(reals, quanta::quantization<bytes>(quanta::real_range{-1, 1}), integers);
}
