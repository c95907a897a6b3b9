// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <quanta/graph/model.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/report/tensor_error.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace demo {

using real_matrix = quanta::tensor_view<const float, 2>;
using real_output = quanta::tensor_view<float, 2>;

/// One row of the table: a network of either kind, which runs on the calling thread with memory of its own.
struct candidate {
    static constexpr std::size_t most_images = 1000; ///< of one call
    static constexpr std::size_t batch = 64;         ///< for which speed and memory are reported
    /// The values of each tensor in reals, by its name.
    using tensors = std::map<std::string, std::vector<float>, std::less<>>;

    std::string name;
    std::size_t weight_bytes = 0;
    std::size_t peak_bytes = 0; ///< of tensors between nodes while `batch` images run
    std::function<void(const real_matrix& pixels, const real_output& logits)> run;
    std::function<tensors(const real_matrix& pixels)> observe;
    /// How far each tensor is from that of `reference`, a network in floats.
    std::function<std::vector<quanta::report::named_error>(const candidate& reference, const real_matrix& pixels)>
        compare;
    // What it runs: one of both.
    std::optional<quanta::graph::model> reals;
    std::optional<quanta::graph::quantized_model> integers;

    /// Whether it is in integers throughout: neither in floats nor dynamic.
    [[nodiscard]] bool is_static() const;
};

/// `run` computes in floats.
[[nodiscard]] candidate make_candidate(std::string name, const quanta::graph::model& model);
/// `run` computes in integers, but for what a dynamic network does in floats.
[[nodiscard]] candidate make_candidate(std::string name, quanta::graph::quantized_model model);

} // namespace demo
