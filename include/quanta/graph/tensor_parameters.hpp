// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <quanta/isa/target.hpp>
#include <quanta/params/affine_params.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// The scale and zero point of each tensor that has parameters of its own, by the tensor's name.
using tensor_parameters = std::map<std::string, affine_params, std::less<>>;

/// The scales of a node's weights, by the node's name: one, or one for each output channel.
using weight_scales = std::map<std::string, std::vector<float>, std::less<>>;

} // namespace quanta::graph
