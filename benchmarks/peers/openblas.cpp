// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include <cblas.h>

#include <peers/peers.hpp>

namespace bench::peers {

std::string start_openblas() {
    std::string line = std::string(openblas_get_config()) + ", kernels for " + openblas_get_corename();
    const char* forced = std::getenv("OPENBLAS_CORETYPE");
    if (forced != nullptr) line += std::string(" (OPENBLAS_CORETYPE=") + forced + " chooses the kernels)";
    return line;
}

} // namespace bench::peers
