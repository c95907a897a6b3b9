// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/core_concepts.hpp>
#include <quanta/graph/float_network.hpp>
#include <quanta/graph/float_operator.hpp>
#include <quanta/graph/integer_network.hpp>
#include <quanta/graph/integer_samples.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/graph/quantized_model.hpp>

namespace quanta::report::inline QUANTA_ABI {

/// A network as data, of either kind.
template <class Model>
concept ObservableModel = std::same_as<Model, graph::model> || std::same_as<Model, graph::quantized_model>;

/// A network of either kind whose tensors can be looked at, by name, with the memory that it needs for that.
class observed_network {
public:
    explicit observed_network(const graph::model& model) : network_(std::in_place_type<graph::float_network>, model) {
        for (const graph::tensor& each : model.tensors()) add(each);
    }
    explicit observed_network(const graph::quantized_model& model)
        : network_(std::in_place_type<graph::integer_network>, model) {
        for (const graph::edge& each : model.edges) add({each.name, each.extents});
    }

    /// In the order of the model.
    [[nodiscard]] std::span<const graph::tensor> tensors() const { return tensors_; }
    /// The place of a tensor in that order; none if the network has no tensor of that name.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const {
        const auto found = indices_.find(name);
        if (found == indices_.end()) return std::nullopt;
        return found->second;
    }

    /// Runs a batch and shows each tensor: `visit(its place, tensor_view<const float, 2> or integer_samples)`, valid during
    /// the call only.
    template <Executor Workers, class Visit>
    void observe(std::span<const graph::const_samples> inputs, Workers& executor, const Visit& visit) {
        const std::size_t batch = inputs.empty() ? 0 : inputs[0].extent(0);
        std::visit(
            [&](const auto& network) {
                const std::size_t needed = network.observe_workspace_bytes(batch, executor.workers());
                if (memory_.size() < needed) memory_ = aligned_buffer(needed);
                network.observe(inputs, {memory_.data(), memory_.size()}, executor,
                                [&](graph::tensor_id id, const auto& values) { visit(id.index, values); });
            },
            network_);
    }

private:
    void add(graph::tensor each) {
        indices_.emplace(each.name, tensors_.size());
        tensors_.push_back(std::move(each));
    }

    std::variant<graph::float_network, graph::integer_network> network_;
    std::vector<graph::tensor> tensors_;
    std::map<std::string, std::size_t, std::less<>> indices_;
    aligned_buffer memory_;
};

/// The reals that a tensor shows, one sample after the other, into `reals`.
inline void copy_reals(const graph::const_samples& values, std::vector<float>& reals) {
    reals.clear();
    for (std::size_t i = 0; i < values.extent(0); ++i)
        for (std::size_t j = 0; j < values.extent(1); ++j) reals.push_back(values(i, j));
}
inline void copy_reals(const graph::integer_samples& values, std::vector<float>& reals) {
    reals.resize(values.batch() * values.elements());
    values.dequantize({reals.data(), {values.batch(), values.elements()}});
}

} // namespace quanta::report
