// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemmlowp/public/gemmlowp.h>

#include <string>

#include <peers/peers.hpp>

namespace bench::peers {

std::string start_gemmlowp() {
#if defined(GEMMLOWP_AVX2)
    const char* const set = "AVX2";
#elif defined(GEMMLOWP_SSE4)
    const char* const set = "SSE4";
#elif defined(GEMMLOWP_NEON)
    const char* const set = "NEON";
#else
    const char* const set = "plain C++";
#endif
    return std::string("gemmlowp, compiled for ") + set;
}

} // namespace bench::peers
