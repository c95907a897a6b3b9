// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <quanta/core/integer_formats.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/quantize.hpp>

#ifdef QUANTA_FAIL
constexpr std::size_t rank = 1;
#else
constexpr std::size_t rank = 2;
#endif

void run(quanta::tensor_view<float, 2> reals, quanta::tensor_view<std::uint8_t, rank> integers) {
    using bytes = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;
    quanta::quantize(reals, quanta::quantization<bytes>(quanta::real_range{-1, 1}), integers);
}
