// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include <xnnpack.h>

namespace bench::peers::xnnpack_library {

/// Throws with the name of the call if XNNPACK says that it failed.
void check(xnn_status status, const char* call);

/// Threads of XNNPACK's own kind; null, which means the calling thread, for one.
[[nodiscard]] pthreadpool_t threads(std::size_t count);

using operator_pointer = std::shared_ptr<xnn_operator>;

/// Takes what a creating function made.
[[nodiscard]] operator_pointer owned(xnn_operator_t made);

/// Runs an operator that was set up.
[[nodiscard]] std::function<void()> runs(operator_pointer ready, std::size_t count);

} // namespace bench::peers::xnnpack_library
