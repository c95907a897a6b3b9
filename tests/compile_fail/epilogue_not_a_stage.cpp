// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <quanta/epilogue.hpp>

namespace ep = quanta::epilogue;

void run(std::int32_t* out) {
#ifdef QUANTA_FAIL
    const auto stage = [](std::int32_t v) { return v; };
#else
    const ep::apply stage{[](std::int32_t v) { return v; }};
#endif
    const ep::pipeline stages{stage, ep::store{out, 8}};
    static_cast<void>(stages);
}
