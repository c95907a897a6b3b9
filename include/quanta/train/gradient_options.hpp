// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/isa/target.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// What a `gradient_network` is made for.
struct gradient_options {
    std::size_t batch;            ///< samples of a step, at most
    std::size_t workers;          ///< of the executor, at most
    bool input_gradients = false; ///< whether `input_gradient` is wanted
};

} // namespace quanta::train
