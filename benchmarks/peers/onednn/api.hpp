// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <core/conv_shape.hpp>
#include <core/gemm_shape.hpp>
#include <core/layer_params.hpp>
#include <peers/primitive.hpp>

namespace bench::peers {

/// One copy of oneDNN. All arrays must outlive what is made of them.
///
/// A table of functions, since two versions may take part, whose own functions have the same names: the code behind it is
/// compiled once for each.
struct onednn_api {
    /// Its version and settings.
    std::string (*describe)();

    /// output (M, N) = input (M, K) times the transpose of weights (N, K), which it may order as it likes beforehand.
    /// Without parameters the result are floats; with them integers, requantized if they are of 8 bits.
    primitive (*matmul)(const gemm_shape&, const layer_arrays&, const layer_params*, std::size_t threads);

    /// The same of images in the order that `conv_shape` says; if it `chooses_images`, in an order of its own, into which
    /// they are brought beforehand and from which `collect` takes the result.
    primitive (*convolution)(const conv_shape&, const layer_arrays&, const layer_params*, bool chooses_images,
                             std::size_t threads);

    primitive (*reorder)(const conversion&);
};

/// A copy of oneDNN by the name that benchmarks have.
struct onednn_library {
    const char* name;
    const onednn_api* api;
};

/// `onednn`, which this program is linked to, and `onednn_newer`, which it loads; none where none was found.
[[nodiscard]] const std::vector<onednn_library>& onednn_libraries();

/// Adds each copy to the libraries of a task; `prepare(api, operands)` makes its solution.
template <class Operands, class Prepare>
void add_onednn(std::vector<library<Operands>>& libraries, const Prepare& prepare, const std::string& suffix = {}) {
    for (const onednn_library& each : onednn_libraries())
        libraries.push_back(
            {each.name + suffix, [prepare, &api = *each.api](const auto& data) { return prepare(api, data); }});
}

} // namespace bench::peers
