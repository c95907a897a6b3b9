// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <quanta/graph/fold_batch_norm.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/graph/quantization_plan.hpp>
#include <quanta/train/activation_quantizer_layer.hpp>
#include <quanta/train/fake_quantization.hpp>
#include <quanta/train/weight_quantizer.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// Where in a network values go through integers: a plan, which was made for the network with batch_norm folded, seen
/// from the network with batch_norm as it is.
class quantization_sites {
public:
    /// In floats everywhere.
    explicit quantization_sites(const graph::model& net)
        : tensors_(net.tensors().size()), weights_(net.nodes().size()) {}

    /// Errors: a plan whose tensors and nodes are not those of `fold_batch_norm(net)`, in their order; weights in groups.
    quantization_sites(const graph::model& net, const fake_quantization& how) : quantization_sites(net) {
        const std::vector<const graph::node*> behind = batch_norms_behind(net);
        check_plan(net, how.plan, behind);
        for (std::size_t t = 0; t < how.plan.tensors.size(); ++t) {
            const graph::tensor_plan& each = how.plan.tensors[t];
            const std::size_t index = net.find(each.name).index;
            if (!how.plan.has_own_parameters(t)) continue; // in floats, or values that are on a grid already
            const auto initial = how.initial.find(each.name);
            tensors_[index] = {each.name,
                               *each.scheme,
                               how.activations,
                               initial == how.initial.end() ? std::nullopt : std::optional(initial->second),
                               how.averaging_constant,
                               how.step_rate,
                               how.plan.profile};
        }
        find_weights(net, how, behind);
    }

    [[nodiscard]] const std::optional<activation_quantization>& tensor(std::size_t index) const {
        return tensors_[index];
    }
    [[nodiscard]] const std::optional<weight_quantization>& weights(std::size_t node) const { return weights_[node]; }

private:
    /// For each node, the batch_norm that takes it up; null for others.
    [[nodiscard]] static std::vector<const graph::node*> batch_norms_behind(const graph::model& net) {
        std::vector<const graph::node*> behind(net.nodes().size(), nullptr);
        const auto folded = graph::detail::folded_nodes(net);
        for (std::size_t n = 0; n < folded.size(); ++n)
            if (folded[n]) behind[*folded[n]] = &net.nodes()[n];
        return behind;
    }

    static void check_plan(const graph::model& net, const graph::quantization_plan& plan,
                           const std::vector<const graph::node*>& behind) {
        std::vector<bool> vanishes(net.tensors().size());
        std::vector<std::string_view> tensors, nodes; // that folding leaves
        for (std::size_t n = 0; n < behind.size(); ++n) {
            const graph::node& node = net.nodes()[n];
            vanishes[node.output.index] = behind[n] != nullptr;
            if (behind[n] == nullptr)
                nodes.push_back(node.name);
            else
                check_taken_up(plan, node.name, behind[n]->name);
        }
        for (std::size_t t = 0; t < vanishes.size(); ++t)
            if (!vanishes[t]) tensors.push_back(net.tensors()[t].name);
        check_names("tensor", plan.tensors, tensors);
        check_names("node", plan.nodes, nodes);
    }

    static void check_taken_up(const graph::quantization_plan& plan, std::string_view weighted,
                               std::string_view batch_norm) {
        for (const graph::node_plan& each : plan.nodes)
            check(each.name != weighted,
                  "fake_quantization: the plan was made of a network that is not folded: it has '", weighted,
                  "', which fold_batch_norm takes up in '", batch_norm, "'; make it of fold_batch_norm(model)");
    }

    template <class Planned>
    static void check_names(std::string_view what, const std::vector<Planned>& plan,
                            const std::vector<std::string_view>& folded) {
        check(plan.size() == folded.size(), "fake_quantization: a plan of ", plan.size(), " ", what,
              "s, fold_batch_norm(model) has ", folded.size());
        for (std::size_t i = 0; i < folded.size(); ++i)
            check(plan[i].name == folded[i], "fake_quantization: the plan's ", what, " ", i, " is '", plan[i].name,
                  "', that of fold_batch_norm(model) is '", folded[i], "'");
    }

    void find_weights(const graph::model& net, const fake_quantization& how,
                      const std::vector<const graph::node*>& behind) {
        for (std::size_t n = 0; n < net.nodes().size(); ++n) {
            const graph::node& node = net.nodes()[n];
            if (!graph::is_weighted(node.what)) continue; // a batch_norm alone has a scale for each of its weights
            const std::string& name = behind[n] != nullptr ? behind[n]->name : node.name;
            const auto planned = std::find_if(how.plan.nodes.begin(), how.plan.nodes.end(),
                                              [&](const graph::node_plan& each) { return each.name == name; });
            if (!planned->weights) continue;
            check(planned->weights->granularity.what != graph::granularity_value::kind::group,
                  "fake_quantization: weights of '", name, "' in groups; they share a scale per tensor or channel");
            const auto initial = how.initial_weights.find(name);
            weights_[n] = {name,
                           *planned->weights,
                           how.weights,
                           behind[n],
                           how.step_rate,
                           how.plan.profile,
                           initial == how.initial_weights.end() ? std::vector<float>{} : initial->second};
        }
    }

    std::vector<std::optional<activation_quantization>> tensors_;
    std::vector<std::optional<weight_quantization>> weights_;
};

} // namespace quanta::train
