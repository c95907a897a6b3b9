// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include <fashion_mnist/candidates.hpp>
#include <fashion_mnist/networks.hpp>

namespace demo {

/// The network in floats first, then in integers by each recipe, calibrated on the first images of the training set.
struct table_rows {
    std::vector<candidate> networks;
    std::vector<candidate> references; ///< for each of them, what it was made from, in floats
};

[[nodiscard]] table_rows make_rows(const networks& learned, const training_set& images, std::size_t calibration_images,
                                   quanta::thread_pool& workers);

} // namespace demo
