// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <fashion_mnist/candidates.hpp>

#include <algorithm>
#include <memory>
#include <span>
#include <utility>
#include <variant>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/inline_executor.hpp>
#include <quanta/graph/float_network.hpp>
#include <quanta/graph/integer_network.hpp>
#include <quanta/report/compare_networks.hpp>

namespace demo {
namespace {

using quanta::graph::tensor_id;

/// A network and the memory that it runs on.
template <class Network>
struct running_network {
    template <class Model>
    running_network(const Model& model, std::vector<std::string> tensors)
        : network(model), names(std::move(tensors)), memory(network.workspace_bytes(candidate::most_images, 1)) {}

    Network network;
    std::vector<std::string> names; // of tensors
    quanta::aligned_buffer memory;
};

std::vector<float> reals(const real_matrix& values) { return {values.data(), values.data() + values.size()}; }

std::vector<float> reals(const quanta::graph::integer_samples& values) {
    std::vector<float> found(values.batch() * values.elements());
    values.dequantize({found.data(), {values.batch(), values.elements()}});
    return found;
}

template <class Network, class Model>
candidate run_by(std::string name, const Model& model, std::vector<std::string> tensors) {
    const auto own = std::make_shared<running_network<Network>>(model, std::move(tensors));
    candidate row;
    row.name = std::move(name);
    const quanta::graph::memory_report needed = own->network.memory(candidate::batch, 1);
    row.weight_bytes = needed.weight_bytes;
    row.peak_bytes = needed.peak_bytes;
    row.run = [own](const real_matrix& pixels, const real_output& logits) {
        own->network.run(pixels, logits, {own->memory.data(), own->memory.size()});
    };
    row.observe = [own](const real_matrix& pixels) {
        candidate::tensors seen;
        quanta::aligned_buffer memory(own->network.observe_workspace_bytes(pixels.extent(0), 1));
        quanta::inline_executor alone;
        own->network.observe(std::span(&pixels, 1), {memory.data(), memory.size()}, alone,
                             [&](tensor_id id, const auto& values) { seen[own->names[id.index]] = reals(values); });
        return seen;
    };
    row.compare = [model](const candidate& reference, const real_matrix& pixels) {
        return quanta::report::compare_networks(reference.reals.value(), model, pixels, candidate::batch);
    };
    return row;
}

} // namespace

bool candidate::is_static() const {
    const auto is_dynamic = [](const quanta::graph::quantized_node& node) {
        return std::holds_alternative<quanta::graph::dynamic_weights>(node.payload);
    };
    return integers && std::none_of(integers->nodes.begin(), integers->nodes.end(), is_dynamic);
}

candidate make_candidate(std::string name, const quanta::graph::model& model) {
    std::vector<std::string> names;
    for (const auto& each : model.tensors()) names.push_back(each.name);
    candidate row = run_by<quanta::graph::float_network>(std::move(name), model, std::move(names));
    row.reals = model;
    return row;
}

candidate make_candidate(std::string name, quanta::graph::quantized_model model) {
    std::vector<std::string> names;
    for (const auto& each : model.edges) names.push_back(each.name);
    candidate row = run_by<quanta::graph::integer_network>(std::move(name), model, std::move(names));
    row.integers = std::move(model);
    return row;
}

} // namespace demo
