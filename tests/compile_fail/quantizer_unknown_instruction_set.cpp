// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <quanta/params/profile_quanta.hpp>
#include <quanta/quantizer/quantize_row.hpp>

#ifdef QUANTA_FAIL
struct tag {};
#else
using tag = quanta::isa::portable;
#endif

void run(const float* in, std::uint8_t* out) {
    quanta::quantize_row<tag, quanta::profile::quanta::reals_rule>::run(in, 8, quanta::row_params{1, 0, 0, 255}, out);
}
