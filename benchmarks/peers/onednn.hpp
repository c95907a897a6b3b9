// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <dnnl.hpp>

#include <core/layer_params.hpp>

namespace bench::peers {

[[nodiscard]] dnnl::engine& onednn_engine();
[[nodiscard]] dnnl::stream& onednn_stream();

/// Copies `from` into the layout of `to`, as peers may do with weights beforehand.
void onednn_reorder(dnnl::memory& from, dnnl::memory& to);

/// The requantization of a layer, whose outputs are the second axis of the result, as oneDNN 2 takes it.
[[nodiscard]] dnnl::primitive_attr onednn_requantization(const layer_params& params);

} // namespace bench::peers
