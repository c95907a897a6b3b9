// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/isa/target.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// What a network needs for a batch, in bytes; its inputs and outputs are the caller's.
struct memory_report {
    std::size_t
        weight_bytes; ///< integers of the formats' bits, scales, biases and tables, as files hold them; shared by all runs
    std::size_t peak_bytes;      ///< tensors between nodes, where later ones reuse the memory of those before
    std::size_t unshared_bytes;  ///< the same tensors without reuse
    std::size_t workspace_bytes; ///< all that a run wants: `peak_bytes` and what operators need for themselves
};

} // namespace quanta::graph
