// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <unordered_map>

#include <dnnl.hpp>

#include <peers/onednn/api.hpp>

// What the files that call oneDNN share. Version 2 wants scales and zero points when a primitive is made, version 3 as
// arguments when it runs.
namespace bench::peers::onednn {

using argument_map = std::unordered_map<int, dnnl::memory>;

[[nodiscard]] dnnl::engine& engine();
[[nodiscard]] dnnl::stream& stream();
[[nodiscard]] dnnl::memory::data_type type_of(element type);

/// Copies `from` into the layout of `to`, as peers may do with weights beforehand.
void copy_into(dnnl::memory& from, dnnl::memory& to);

/// `given` if it is in the wanted order, else a copy that is.
[[nodiscard]] dnnl::memory in_order(dnnl::memory given, const dnnl::memory::desc& wanted);

/// oneDNN runs on OpenMP, whose threads are the calling thread's setting.
void use_threads(std::size_t threads);

/// Attributes of a primitive, and what they need when it runs.
struct attributes {
    dnnl::primitive_attr when_made;
    argument_map when_run;
};

/// The requantization of a layer, nothing if there is none: a multiplier per output, which are the second axis of the
/// result, and the axes `weight_mask` of the weights.
[[nodiscard]] attributes requantization(const layer_params* params, element output_type, int weight_mask);
/// Of a conversion.
[[nodiscard]] attributes scaling(const conversion& wanted);

} // namespace bench::peers::onednn
