// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/label.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/graph/node_traits.hpp>
#include <quanta/graph/overrides.hpp>
#include <quanta/graph/quantization_plan.hpp>
#include <quanta/graph/recipe_value.hpp>
#include <quanta/graph/runnable_schemes.hpp>
#include <quanta/params/profile_value.hpp>

namespace quanta::graph::inline QUANTA_ABI {

namespace detail {

/// One pass over the graph for each kind of decision, in the order in which they depend on each other.
class plan_maker {
public:
    plan_maker(const model& network, const scheme_value& activations, const scheme_value& weights,
               const overrides& exceptions, profile_value profile)
        : network_(network), activations_(activations), weights_(weights), exceptions_(exceptions),
          of_node_(network.nodes().size()), made_by_(network.tensors().size(), none),
          readers_(network.tensors().size()), forced_(network.tensors().size()) {
        check_activations("quantize", activations);
        check_weights("quantize", weights);
        if (exceptions.is_dynamic) check_dynamic_activations("quantize", activations);
        plan_.profile = profile;
    }

    [[nodiscard]] quantization_plan make() {
        for (const tensor& each : network_.tensors()) plan_.tensors.push_back({each.name, {}, {plan_.tensors.size()}});
        for (const node& each : network_.nodes())
            plan_.nodes.push_back({each.name, execution::integer, each.output, op::activation::none, {}, {}});
        count_readers();
        find_overrides();
        choose_execution();
        fold_clamps();
        choose_tensor_overrides();
        choose_integer_tensors();
        share_parameters();
        check_overrides_hold();
        choose_weights();
        return std::move(plan_);
    }

private:
    static constexpr auto none = static_cast<std::size_t>(-1);

    void count_readers() {
        for (std::size_t n = 0; n < plan_.nodes.size(); ++n) {
            made_by_[network_.nodes()[n].output.index] = n;
            for (const tensor_id input : network_.nodes()[n].inputs) ++readers_[input.index];
        }
        for (const tensor_id output : network_.outputs()) ++readers_[output.index];
    }

    /// The node of that name; `none` if the name is that of an input.
    [[nodiscard]] std::size_t index_of(std::string_view name) const {
        for (std::size_t n = 0; n < plan_.nodes.size(); ++n)
            if (plan_.nodes[n].name == name) return n;
        for (const tensor_id input : network_.inputs())
            if (network_[input].name == name) return none;
        fail("quantize: an override names '", name,
             "', the graph has no node and no input of that name; "
             "a node that fold_batch_norm took up goes by the name of its batch_norm");
    }

    void find_overrides() {
        for (const node_override& each : exceptions_.nodes) {
            const std::size_t n = index_of(each.node);
            for (const node_override& other : exceptions_.nodes)
                check(&other == &each || other.node != each.node, "quantize: two overrides name '", each.node, "'");
            const std::string place = text("quantize: override of '", each.node, "'");
            check(!exceptions_.is_dynamic || !each.activations, place,
                  ": a dynamic network has no integer tensors whose activations could be chosen");
            if (each.activations) check_activations(place, *each.activations);
            if (each.weights) check_weights(place, *each.weights);
            if (n == none) {
                check(!each.weights && !each.in_float, place, ": of an input only the activations can be chosen");
                continue;
            }
            check(!each.weights || becomes_weighted(network_.nodes()[n].what), place, ": ",
                  label(network_.nodes()[n].what), " has no weights");
            check(!each.weights || !each.in_float, place, ": a node in float has no integer weights");
            of_node_[n] = &each;
        }
    }

    [[nodiscard]] bool wants_float(std::size_t n) const { return of_node_[n] != nullptr && of_node_[n]->in_float; }

    void choose_execution() {
        for (std::size_t n = 0; n < plan_.nodes.size(); ++n) {
            if (wants_float(n) || (exceptions_.is_dynamic && !is_weighted(network_.nodes()[n].what)))
                plan_.nodes[n].how = execution::real;
            else if (exceptions_.is_dynamic)
                plan_.nodes[n].how = execution::dynamic;
        }
    }

    /// A clamp that alone reads what the node before it makes goes where that node goes.
    void fold_clamps() {
        for (std::size_t n = 0; n < plan_.nodes.size(); ++n) {
            const node& clamp = network_.nodes()[n];
            const std::optional<op::activation> bounds = clamp_of(clamp.what);
            if (!bounds || wants_float(n)) continue;
            const std::size_t before = clamp.inputs[0].index, producer = made_by_[before];
            if (producer == none || readers_[before] != 1) continue;
            const std::size_t root = folded_into(producer);
            node_plan& into = plan_.nodes[root];
            if (!can_clamp_integers(network_.nodes()[root].what)) continue;
            if (into.how == execution::real) {
                plan_.nodes[n].how = execution::real;
                continue;
            }
            into.clamp = composed(into.clamp, *bounds);
            into.output = clamp.output;
            plan_.nodes[n].how = execution::folded;
        }
    }

    /// The node that does what node n does: itself, or the one that its clamp is folded into.
    [[nodiscard]] std::size_t folded_into(std::size_t n) const {
        while (plan_.nodes[n].how == execution::folded) n = made_by_[network_.nodes()[n].inputs[0].index];
        return n;
    }

    void choose_tensor_overrides() {
        for (const node_override& each : exceptions_.nodes) {
            if (!each.activations) continue;
            const std::size_t n = index_of(each.node);
            const std::size_t t = n == none ? network_.find(each.node).index : plan_.nodes[folded_into(n)].output.index;
            check(!forced_[t] || *forced_[t] == *each.activations, "quantize: overrides want '", plan_.tensors[t].name,
                  "' to be ", scheme_text(forced_[t].value_or(activations_)), " and ", scheme_text(*each.activations));
            forced_[t] = each.activations;
        }
    }

    /// Whatever an integer node reads or makes is integers. What has weights gives floats where nothing reads integers.
    void choose_integer_tensors() {
        const auto become_integers = [&](tensor_id t) {
            plan_.tensors[t.index].scheme = forced_[t.index].value_or(activations_);
        };
        for (std::size_t n = 0; n < plan_.nodes.size(); ++n) {
            if (plan_.nodes[n].how != execution::integer) continue;
            for (const tensor_id input : network_.nodes()[n].inputs) become_integers(input);
            const tensor_id output = plan_.nodes[n].output;
            if (!becomes_weighted(network_.nodes()[n].what) || forced_[output.index]) become_integers(output);
        }
    }

    void share_parameters() {
        for (std::size_t n = 0; n < plan_.nodes.size(); ++n) {
            const node& each = network_.nodes()[n];
            if (plan_.nodes[n].how != execution::integer || !passes_values(each.what)) continue;
            tensor_plan& output = plan_.tensors[plan_.nodes[n].output.index];
            output.parameters_of = plan_.tensors[each.inputs[0].index].parameters_of;
            output.scheme = plan_.tensors[output.parameters_of.index].scheme;
        }
    }

    void check_overrides_hold() const {
        for (std::size_t t = 0; t < plan_.tensors.size(); ++t) {
            const tensor_plan& each = plan_.tensors[t];
            if (!forced_[t]) continue;
            check(each.scheme.has_value(), "quantize: an override wants '", each.name, "' to be ",
                  scheme_text(*forced_[t]), ", but no node reads or makes its integers");
            check(*each.scheme == *forced_[t], "quantize: an override wants '", each.name, "' to be ",
                  scheme_text(*forced_[t]), ", but it has the parameters of '",
                  plan_.tensors[each.parameters_of.index].name, "', which is ", scheme_text(*each.scheme),
                  "; override that one");
        }
    }

    void choose_weights() {
        std::vector<bool> is_raw(plan_.tensors.size(), true); // no layer on the way from the inputs
        for (std::size_t n = 0; n < plan_.nodes.size(); ++n) {
            const node& each = network_.nodes()[n];
            bool raw = true;
            for (const tensor_id input : each.inputs) raw = raw && is_raw[input.index];
            is_raw[each.output.index] = raw && !becomes_weighted(each.what);
            node_plan& planned = plan_.nodes[n];
            if (!becomes_weighted(each.what) || planned.how == execution::real) continue;
            planned.weights =
                of_node_[n] != nullptr && of_node_[n]->weights ? *of_node_[n]->weights : weights_of(each, raw);
            if (planned.how == execution::dynamic) planned.activations = activations_;
        }
    }

    [[nodiscard]] scheme_value weights_of(const node& each, bool is_first) const {
        // One weight for each channel: wider ones cost nothing.
        if (is<operations::batch_norm>(each.what)) return safe_weights;
        if (exceptions_.narrows_sensitive_layers || weights_.format.bits >= 8) return weights_;
        const parameter* weights = find_parameter(each.parameters, "weights");
        const bool is_sensitive = is_first || (weights != nullptr && is_depthwise(each.what, weights->extents));
        return is_sensitive ? safe_weights : weights_;
    }

    static constexpr scheme_value safe_weights = scheme_value_of<scheme<int8_narrow, symmetric, per_channel<0>>>;

    const model& network_;
    const scheme_value activations_, weights_;
    const overrides& exceptions_;
    quantization_plan plan_;
    std::vector<const node_override*> of_node_;
    std::vector<std::size_t> made_by_;
    std::vector<std::size_t> readers_;
    std::vector<std::optional<scheme_value>> forced_; // tensors whose scheme an override chooses
};

} // namespace detail

/// Decides for each tensor whether it becomes integers, with which scheme and whose parameters, and for each node how it is
/// executed, of a graph whose batch_norms were folded. A clamp that alone reads the result of a node that can clamp is
/// folded into it; max_pool2d, flatten and resize to the nearest share their input's parameters; a node with weights whose
/// result only floats are made of gives floats. `profile`: whose arithmetic the integers follow.
/// Errors: a scheme that the graph cannot run, which names those it can; an override of an unknown node, of one that cannot
/// have it, or that contradicts another.
[[nodiscard]] inline quantization_plan make_plan(const model& folded, const scheme_value& activations,
                                                 const scheme_value& weights, const overrides& exceptions = {},
                                                 profile_value profile = profile_value::quanta) {
    return detail::plan_maker(folded, activations, weights, exceptions, profile).make();
}
[[nodiscard]] inline quantization_plan make_plan(const model& folded, const recipe_value& recipe,
                                                 const overrides& exceptions = {}) {
    return make_plan(folded, recipe.activations, recipe.weights, exceptions, recipe.profile);
}

} // namespace quanta::graph
