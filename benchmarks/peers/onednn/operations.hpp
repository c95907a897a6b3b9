// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <peers/onednn/api.hpp>

namespace bench::peers {

namespace onednn {

// As `onednn_api` says.
[[nodiscard]] primitive matmul(const gemm_shape& shape, const layer_arrays& arrays, const layer_params* params,
                               std::size_t threads);
[[nodiscard]] primitive convolution(const conv_shape& shape, const layer_arrays& arrays, const layer_params* params,
                                    bool chooses_images, std::size_t threads);
[[nodiscard]] primitive reorder(const conversion& wanted);

} // namespace onednn

/// The one that this program is linked to.
[[nodiscard]] const onednn_api* linked_onednn();

} // namespace bench::peers
