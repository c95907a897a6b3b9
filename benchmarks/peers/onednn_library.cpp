// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <peers/onednn/api.hpp>

#include <peers/module.hpp>
#include <peers/onednn/operations.hpp>

namespace bench::peers {

const std::vector<onednn_library>& onednn_libraries() {
    static const std::vector<onednn_library> all = [] {
        std::vector<onednn_library> found;
#if QUANTA_BENCH_ONEDNN
        found.push_back({"onednn", linked_onednn()});
#endif
#ifdef QUANTA_BENCH_ONEDNN_MODULE
        using function = const onednn_api* (*)();
        found.push_back({"onednn_newer", reinterpret_cast<function>(
                                             function_of_module(QUANTA_BENCH_ONEDNN_MODULE, "quanta_bench_onednn"))()});
#endif
        return found;
    }();
    return all;
}

} // namespace bench::peers
