// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <peers/peers.hpp>

namespace bench::peers {

std::vector<std::string> start_all() {
    std::vector<std::string> lines;
    if constexpr (onednn)
        lines.push_back(start_onednn());
    else
        lines.emplace_back("oneDNN 2 was not there when this was built (Debian: libdnnl-dev)");
    if constexpr (openblas)
        lines.push_back(start_openblas());
    else
        lines.emplace_back("OpenBLAS was not there when this was built (Debian: libopenblas-dev)");
    if constexpr (eigen)
        lines.push_back(start_eigen());
    else
        lines.emplace_back("Eigen was not there when this was built (Debian: libeigen3-dev)");
    return lines;
}

} // namespace bench::peers
