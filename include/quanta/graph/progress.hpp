// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include <quanta/isa/target.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// How far a long procedure has come.
struct progress {
    std::string_view stage;  ///< such as "observe"
    std::size_t done, total; ///< batches, tensors
};

/// Called between steps, on the thread that called the procedure; false cancels it. An empty one is not called.
using progress_callback = std::function<bool(const progress&)>;

/// Whether the procedure goes on.
[[nodiscard]] inline bool report(const progress_callback& callback, const progress& now) {
    return !callback || callback(now);
}

} // namespace quanta::graph
