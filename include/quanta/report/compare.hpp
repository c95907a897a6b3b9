// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/quantizer/as_view.hpp>
#include <quanta/report/error_statistics.hpp>
#include <quanta/report/tensor_error.hpp>
#include <quanta/storage/quantized_tensor.hpp>

namespace quanta::report::inline QUANTA_ABI {

/// How far `other` is from `reference`: floats of equal extents, views, vectors or spans. Error if the extents differ.
template <Viewable Reference, Viewable Other>
[[nodiscard]] tensor_error compare(const Reference& reference, const Other& other) {
    error_statistics found;
    found.observe(as_view(reference), as_view(other));
    return found.result();
}

/// How far a quantized tensor is from the reals that it was made of.
template <Viewable Reference, Scheme TensorScheme, std::size_t Rank, Profile Arithmetic>
[[nodiscard]] tensor_error compare(const Reference& reference,
                                   const quantized_tensor<TensorScheme, Rank, Arithmetic>& quantized) {
    error_statistics found;
    found.observe(as_view(reference), quantized.view(), quantized.parameters());
    return found.result();
}

} // namespace quanta::report
