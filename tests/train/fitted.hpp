// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include <quanta/graph/model.hpp>
#include <quanta/train/fit_options.hpp>
#include <quanta/train/fit_result.hpp>
#include <quanta/train/samples.hpp>

namespace support {

/// `train::fit`, compiled once for all tests: on the calling thread where `workers` is 0, else on a pool of so many.
quanta::train::fit_result fitted(quanta::graph::model& net, const quanta::train::samples& data,
                                 const quanta::train::fit_options& options, std::size_t workers = 0,
                                 const quanta::train::fit_callback& callback = {});

/// The outputs of a network under fake quantization with the parameters of `how.initial`, batch normalization as
/// learned.
std::vector<float> faked(quanta::graph::model& net, const quanta::train::fake_quantization& how,
                         const quanta::train::samples& data);

/// All parameters, one after the other.
std::vector<std::vector<float>> parameters(const quanta::graph::model& net);

} // namespace support
