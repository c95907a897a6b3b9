// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/fold_batch_norm.hpp>
#include <quanta/graph/label.hpp>
#include <quanta/graph/make_lookup_table.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/graph/node_traits.hpp>
#include <quanta/graph/parameters.hpp>
#include <quanta/graph/quantization_plan.hpp>
#include <quanta/graph/quantize_weights.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/graph/tensor_parameters.hpp>

namespace quanta::graph::inline QUANTA_ABI {

namespace detail {

/// Follows the float graph in its order. Each of its tensors is an edge of floats, of integers, or both with a node
/// between that is made where the second is first read.
class converter {
public:
    converter(const model& network, const quantization_plan& plan, const tensor_parameters& parameters,
              const weight_scales& scales, op::guard_policy policy)
        : network_(network), plan_(plan), parameters_(parameters), scales_(scales), policy_(policy),
          reals_(plan.tensors.size()), integers_(plan.tensors.size()) {
        check(plan.tensors.size() == network.tensors().size() && plan.nodes.size() == network.nodes().size(),
              "convert: a plan of ", plan.tensors.size(), " tensors and ", plan.nodes.size(),
              " nodes for a graph that has ", network.tensors().size(), " and ", network.nodes().size());
    }

    [[nodiscard]] quantized_model make() {
        result_.profile = plan_.profile;
        for (const tensor_id input : network_.inputs()) result_.inputs.push_back(made(input, reals_, false));
        for (std::size_t n = 0; n < plan_.nodes.size(); ++n)
            if (plan_.nodes[n].how != execution::folded) add_node(n);
        for (const tensor_id output : network_.outputs()) result_.outputs.push_back(in_reals(output));
        return std::move(result_);
    }

private:
    using edges_of = std::vector<std::optional<tensor_id>>;

    [[nodiscard]] profile::any profile() const { return quanta::profile::any(plan_.profile); }

    [[nodiscard]] std::string unused(std::string name) const {
        const auto is_used = [&] {
            const auto same = [&](const auto& each) { return each.name == name; };
            return std::any_of(network_.tensors().begin(), network_.tensors().end(), same) ||
                   std::any_of(result_.edges.begin(), result_.edges.end(), same);
        };
        while (is_used()) name += '\'';
        return name;
    }

    /// The tensor's parameters, found or shared. Error if they are none.
    [[nodiscard]] tensor_quantization quantization_of(tensor_id t) const {
        const tensor_plan& planned = plan_.tensors[t.index];
        const std::string& owner = plan_.tensors[planned.parameters_of.index].name;
        const std::string place = text("convert: tensor '", planned.name, "'");
        check(planned.scheme.has_value(), place, " is planned to be floats, but its integers are needed");
        const auto found = parameters_.find(owner);
        check(found != parameters_.end(), place, ": there are no parameters of '", owner, "'");
        const affine_params params = found->second;
        const format_value& format = planned.scheme->format;
        check(is_finite(params.scale) && params.scale > 0 && is_finite(1 / params.scale), place, ": scale ",
              params.scale, " is not positive and finite with a finite reciprocal");
        check(params.zero_point >= format.lowest && params.zero_point <= format.highest, place, ": zero point ",
              params.zero_point, " is not in ", format.name, "'s range [", format.lowest, ", ", format.highest, "]");
        return {format, params};
    }

    /// A new edge that stands for the tensor, under its name.
    [[nodiscard]] tensor_id made(tensor_id t, edges_of& kind, bool is_integer) {
        return made(t, kind, is_integer, network_[t].name);
    }
    [[nodiscard]] tensor_id made(tensor_id t, edges_of& kind, bool is_integer, std::string name) {
        edge each{std::move(name), network_[t].extents, {}};
        if (is_integer) each.quantization = quantization_of(t);
        const tensor_id id{result_.edges.size()};
        result_.edges.push_back(std::move(each));
        kind[t.index] = id;
        return id;
    }

    [[nodiscard]] tensor_id in_reals(tensor_id t) {
        if (reals_[t.index]) return *reals_[t.index];
        const tensor_id from = *integers_[t.index];
        const std::string name = unused(network_[t].name + "/dequantized");
        const tensor_id to = made(t, reals_, false, name);
        result_.nodes.push_back({name, operations::dequantize{}, {from}, to, {0, 0}, op::activation::none, {}});
        return to;
    }
    [[nodiscard]] tensor_id in_integers(tensor_id t) {
        if (integers_[t.index]) return *integers_[t.index];
        const tensor_id from = *reals_[t.index];
        const std::string name = unused(network_[t].name + "/quantized");
        const tensor_id to = made(t, integers_, true, name);
        const format_value& format = result_.edges[to.index].quantization->format;
        result_.nodes.push_back(
            {name, operations::quantize{}, {from}, to, {format.lowest, format.highest}, op::activation::none, {}});
        return to;
    }

    void add_node(std::size_t n) {
        const node& from = network_.nodes()[n];
        const node_plan& planned = plan_.nodes[n];
        const bool reads_integers = planned.how == execution::integer;
        std::vector<tensor_id> inputs;
        for (const tensor_id input : from.inputs)
            inputs.push_back(reads_integers ? in_integers(input) : in_reals(input));
        const bool gives_integers = reads_integers && plan_.tensors[planned.output.index].scheme.has_value();
        const tensor_id output = made(planned.output, gives_integers ? integers_ : reals_, gives_integers);
        quantized_node to{from.name, from.what, std::move(inputs), output, {0, 0}, op::activation::none, {}};
        if (gives_integers) {
            const tensor_quantization& result = *result_.edges[output.index].quantization;
            to.range =
                op::clamp_range(profile(), planned.clamp, result.params, {result.format.lowest, result.format.highest});
        } else {
            to.clamp = planned.clamp;
        }
        switch (planned.how) {
        case execution::real: to.payload = from.parameters; break;
        case execution::dynamic: to.payload = dynamic_layer(from, planned); break;
        default: add_integer_payload(from, planned, to);
        }
        result_.nodes.push_back(std::move(to));
    }

    void add_integer_payload(const node& from, const node_plan& planned, quantized_node& to) {
        if (becomes_weighted(from.what)) {
            check(planned.weights.has_value(), where(from), ": the plan has no scheme for its weights");
            const tensor_quantization& input = *result_.edges[to.inputs[0].index].quantization;
            const std::vector<float> affine = weights_of_batch_norm(from);
            to.payload = kept(quantize_layer(where(from), reals_of(from, affine), *planned.weights, scales_of(from),
                                             input, profile(), policy_));
        } else if (const auto* each = std::get_if<operations::elementwise>(&from.what)) {
            to.payload = make_lookup_table([&](float x) { return evaluate(*each, x); },
                                           *result_.edges[to.inputs[0].index].quantization,
                                           *result_.edges[to.output.index].quantization, to.range, profile());
        }
    }

    /// The weights, their findings noted.
    [[nodiscard]] integer_weights kept(guarded_integer_weights made) {
        for (op::guard_finding& found : made.findings) result_.findings.push_back(std::move(found));
        return std::move(made.weights);
    }

    [[nodiscard]] dynamic_weights dynamic_layer(const node& from, const node_plan& planned) {
        check(planned.weights && planned.activations, where(from), ": the plan has no schemes for a dynamic layer");
        const real_weights weights = reals_of(from, {});
        dynamic_weights result{
            kept(quantize_dynamic_layer(where(from), weights, *planned.weights, scales_of(from), profile(), policy_)),
            {weights.bias.begin(), weights.bias.end()},
            *planned.activations};
        result.bias.resize(weights.extents[0]);
        return result;
    }

    [[nodiscard]] static std::string where(const node& each) { return graph::where(each.name, each.what); }

    [[nodiscard]] std::span<const float> scales_of(const node& each) const {
        const auto found = scales_.find(each.name);
        return found == scales_.end() ? std::span<const float>() : std::span<const float>(found->second);
    }

    /// The parameters of a layer, or those of a batch_norm, made by `weights_of_batch_norm`.
    [[nodiscard]] static real_weights reals_of(const node& each, std::span<const float> affine) {
        if (!affine.empty())
            return {{affine.size() / 2}, affine.first(affine.size() / 2), affine.last(affine.size() / 2)};
        const parameter* weights = find_parameter(each.parameters, "weights");
        check(weights != nullptr, where(each), ": the parameter 'weights' is missing");
        return {weights->extents, weights->values, values_of(each.parameters, "bias")};
    }

    /// The factor of each channel, then the offsets. Empty for other operations.
    [[nodiscard]] static std::vector<float> weights_of_batch_norm(const node& each) {
        if (!is<operations::batch_norm>(each.what)) return {};
        const channel_line line = line_of(each);
        std::vector<float> affine;
        for (const std::vector<double>* part : {&line.factors, &line.offsets})
            for (const double value : *part) affine.push_back(static_cast<float>(value));
        return affine;
    }

    const model& network_;
    const quantization_plan& plan_;
    const tensor_parameters& parameters_;
    const weight_scales& scales_;
    op::guard_policy policy_;
    quantized_model result_;
    edges_of reals_, integers_; // of each tensor of the float graph
};

} // namespace detail

/// The integer network that the plan describes. `parameters`: of each tensor that has its own; `scales`: of the weights of
/// nodes where they are known, as after training; other weights get theirs from their largest magnitudes. Nodes and edges
/// keep the names of the float graph; the nodes between floats and integers are called like the tensor they read, with
/// "/quantized" or "/dequantized". A weight scale with which a layer's bias, sums or steps could not be held is refused or
/// widened, as `policy` says; the result's `findings` name what was widened. Errors name the tensor or node: parameters that
/// are missing or not the format's, scales of another number, a weight that is not finite, a plan of another graph, and what
/// is refused.
[[nodiscard]] inline quantized_model convert(const model& folded, const quantization_plan& plan,
                                             const tensor_parameters& parameters, const weight_scales& scales,
                                             op::guard_policy policy) {
    return detail::converter(folded, plan, parameters, scales, policy).make();
}
/// The same, which refuses.
[[nodiscard]] inline quantized_model convert(const model& folded, const quantization_plan& plan,
                                             const tensor_parameters& parameters, const weight_scales& scales = {}) {
    return convert(folded, plan, parameters, scales, op::guard_policy::refuse);
}

} // namespace quanta::graph
