// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <quanta/core/contracts.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// What a network of one input and one output learns from. Owns nothing.
struct samples {
    tensor_view<const float, 2> inputs;       ///< (samples, elements of the network's input), contiguous rows
    std::span<const std::uint32_t> labels;    ///< (samples): classes, for `softmax_cross_entropy`
    tensor_view<const float, 2> targets = {}; ///< (samples, elements of its output), for `mean_squared_error`

    [[nodiscard]] std::size_t count() const { return inputs.extent(0); }
};

} // namespace quanta::train
