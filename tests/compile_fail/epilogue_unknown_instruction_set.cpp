// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <quanta/epilogue.hpp>

namespace ep = quanta::epilogue;

struct abacus {};

#ifdef QUANTA_FAIL
using tag = abacus;
#else
using tag = quanta::isa::reference;
#endif

void run(std::int32_t* out, const ep::tile<std::int32_t>& values) {
    ep::pipeline{ep::store{out, 8}}.consume<tag>(values);
}
