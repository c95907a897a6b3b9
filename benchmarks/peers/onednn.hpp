// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <dnnl.hpp>

namespace bench::peers {

[[nodiscard]] dnnl::engine& onednn_engine();
[[nodiscard]] dnnl::stream& onednn_stream();

/// Copies `from` into the layout of `to`, as peers may do with weights beforehand.
void onednn_reorder(dnnl::memory& from, dnnl::memory& to);

} // namespace bench::peers
