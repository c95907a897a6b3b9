// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <peers/mkl/api.hpp>

#include <peers/module.hpp>

namespace bench::peers {

const mkl_api* mkl() {
#ifdef QUANTA_BENCH_MKL_MODULE
    using function = const mkl_api* (*)();
    static const mkl_api* const found =
        reinterpret_cast<function>(function_of_module(QUANTA_BENCH_MKL_MODULE, "quanta_bench_mkl"))();
    return found;
#else
    return nullptr;
#endif
}

} // namespace bench::peers
