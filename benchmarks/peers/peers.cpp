// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <peers/peers.hpp>

#include <peers/mkl/api.hpp>
#include <peers/onednn/api.hpp>

namespace bench::peers {

std::vector<std::string> start_all() {
    std::vector<std::string> lines;
    for (const onednn_library& each : onednn_libraries()) lines.push_back(each.name + (": " + each.api->describe()));
    if (lines.empty()) lines.emplace_back("oneDNN was not there when this was built (Debian: libdnnl-dev)");
    if constexpr (xnnpack)
        lines.push_back(start_xnnpack());
    else
        lines.emplace_back("XNNPACK was not there when this was built (Debian: libxnnpack-dev, libpthreadpool-dev)");
    if constexpr (gemmlowp)
        lines.push_back(start_gemmlowp());
    else
        lines.emplace_back("gemmlowp was not there when this was built (Debian: libgemmlowp-dev)");
    if constexpr (openblas)
        lines.push_back(start_openblas());
    else
        lines.emplace_back("OpenBLAS was not there when this was built (Debian: libopenblas-dev)");
    if constexpr (eigen)
        lines.push_back(start_eigen());
    else
        lines.emplace_back("Eigen was not there when this was built (Debian: libeigen3-dev)");
    lines.push_back(mkl() != nullptr ? mkl()->describe() : "MKL: none was named (-DQUANTA_BENCH_MKL_ROOT=<folder>)");
    return lines;
}

} // namespace bench::peers
