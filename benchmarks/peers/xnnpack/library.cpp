// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

#include <peers/peers.hpp>
#include <peers/xnnpack/shared.hpp>

namespace bench::peers {

namespace xnnpack_library {

void check(xnn_status status, const char* call) {
    if (status != xnn_status_success)
        throw std::runtime_error(std::string(call) + ": XNNPACK's status is " + std::to_string(status));
}

pthreadpool_t threads(std::size_t count) {
    static std::map<std::size_t, std::unique_ptr<pthreadpool, decltype(&pthreadpool_destroy)>> pools;
    if (count == 1) return nullptr;
    auto found = pools.find(count);
    if (found == pools.end())
        found = pools
                    .emplace(count, std::unique_ptr<pthreadpool, decltype(&pthreadpool_destroy)>(
                                        pthreadpool_create(count), &pthreadpool_destroy))
                    .first;
    return found->second.get();
}

operator_pointer owned(xnn_operator_t made) {
    return {made, [](xnn_operator_t each) { xnn_delete_operator(each); }};
}

std::function<void()> runs(operator_pointer ready, std::size_t count) {
    return [ready = std::move(ready), pool = threads(count)] {
        if (xnn_run_operator(ready.get(), pool) != xnn_status_success)
            throw std::runtime_error("xnn_run_operator failed");
    };
}

} // namespace xnnpack_library

std::string start_xnnpack() {
    xnnpack_library::check(xnn_initialize(nullptr), "xnn_initialize");
    return "XNNPACK, shared library, which chooses kernels for this processor";
}

} // namespace bench::peers
