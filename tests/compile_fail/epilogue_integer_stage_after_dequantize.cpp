// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <quanta/epilogue.hpp>

namespace ep = quanta::epilogue;

void run(const float* scales, const std::int32_t* integers, const float* floats, float* out) {
#ifdef QUANTA_FAIL
    static_cast<void>(floats);
    const ep::bias offset{integers};
#else
    static_cast<void>(integers);
    const ep::bias offset{floats};
#endif
    const ep::pipeline stages{ep::dequantize{.column_scales = scales, .per_column = true}, offset, ep::store{out, 8}};
    static_cast<void>(stages);
}
