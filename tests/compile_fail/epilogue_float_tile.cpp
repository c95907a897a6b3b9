// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <quanta/epilogue.hpp>

namespace ep = quanta::epilogue;

#ifdef QUANTA_FAIL
using accumulator = float;
#else
using accumulator = std::int32_t;
#endif

void run(const float* multipliers, std::uint8_t* out, const ep::tile<accumulator>& values) {
    const ep::pipeline stages{ep::requantize{multipliers, true, 0, 0, 255}, ep::store{out, 8}};
    stages.consume<quanta::isa::reference>(values);
}
