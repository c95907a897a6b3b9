// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/graph/node_traits.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/graph/shape.hpp>
#include <quanta/interop/model_file/formats.hpp>
#include <quanta/interop/model_file/node_fields.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// Looks whether a quantized model holds together: what is read and what is written has to pass. Errors begin with
/// `source`, and with a JSONPath as in the file. What operations make of shapes is not looked at.
class quantized_structure {
public:
    quantized_structure(std::string_view source, const graph::quantized_model& net)
        : source_(source), net_(net), is_made_(net.edges.size(), false) {}

    void check_all() {
        for (std::size_t i = 0; i < net_.edges.size(); ++i) check_edge(path("tensors", i), net_.edges[i]);
        for (std::size_t i = 0; i < net_.inputs.size(); ++i) make(path("inputs", i), net_.inputs[i]);
        for (std::size_t i = 0; i < net_.nodes.size(); ++i) check_node(path("nodes", i), net_.nodes[i]);
        for (std::size_t i = 0; i < net_.outputs.size(); ++i) {
            const std::string where = path("outputs", i);
            check_made(where, net_.outputs[i]);
            check(outputs_.insert(net_.outputs[i].index).second, where, ": tensor ", net_.outputs[i].index,
                  " is named twice");
        }
        for (std::size_t i = 0; i < is_made_.size(); ++i)
            check(is_made_[i], path("tensors", i), ": is neither an input nor what a node makes");
    }

private:
    [[nodiscard]] std::string path(std::string_view list, std::size_t index) const {
        return text(source_, ": $.", list, "[", index, "]");
    }

    static void check_name(std::string_view where, const std::string& name, std::set<std::string_view>& names) {
        static_cast<void>(checked_name(text(where, ".name"), name));
        check(names.insert(name).second, where, ".name: '", name, "' is the name of another already");
    }

    void check_edge(const std::string& where, const graph::edge& each) {
        check_name(where, each.name, edge_names_);
        static_cast<void>(graph::element_count(where + ".shape", each.extents));
        if (!each.quantization) return;
        const auto& [format, params] = *each.quantization;
        check_format(where + ".format", format);
        check_scale(where + ".scale", params.scale);
        check(params.zero_point >= format.lowest && params.zero_point <= format.highest, where,
              ".zero_point: ", params.zero_point, " is not in ", format.name, "'s range [", format.lowest, ", ",
              format.highest, "]");
    }

    static void check_scale(std::string_view where, float scale) {
        check(is_finite(scale) && scale > 0, where, ": ", scale, " is not positive and finite");
    }

    /// Inputs and nodes make tensors, each once.
    void make(std::string_view where, graph::tensor_id id) {
        check(id.index < is_made_.size(), where, ": tensor ", id.index, " of ", is_made_.size());
        check(!is_made_[id.index], where, ": tensor ", id.index, " is made already");
        is_made_[id.index] = true;
    }
    void check_made(std::string_view where, graph::tensor_id id) const {
        check(id.index < is_made_.size(), where, ": tensor ", id.index, " of ", is_made_.size());
        check(is_made_[id.index], where, ": tensor ", id.index, " is not made by an input or a node before");
    }

    void check_node(const std::string& where, const graph::quantized_node& node) {
        check_name(where, node.name, node_names_);
        check(!node.inputs.empty(), where, ".inputs: is empty");
        for (std::size_t i = 0; i < node.inputs.size(); ++i)
            check_made(text(where, ".inputs[", i, "]"), node.inputs[i]);
        make(where + ".output", node.output);
        check(node.range.lowest <= node.range.highest, where, ".range: from ", node.range.lowest, " to ",
              node.range.highest);
        check(node.clamp.lowest <= node.clamp.highest, where, ".clamp: from ", node.clamp.lowest, " to ",
              node.clamp.highest); // refuses NaN
        std::visit([&](const auto& payload) { check_payload(where + ".payload", node, payload); }, node.payload);
    }

    static void check_payload(std::string_view, const graph::quantized_node&, std::monostate) {}

    /// Their extents are looked at where arrays are written and read.
    static void check_payload(std::string_view where, const graph::quantized_node&,
                              const std::vector<graph::parameter>& parameters) {
        std::set<std::string_view> roles;
        for (const graph::parameter& each : parameters) {
            check(!each.name.empty() && each.name.find('.') == std::string::npos, where, ": a parameter '", each.name,
                  "', it must have a name without a dot");
            check(roles.insert(each.name).second, where, ": two parameters '", each.name, "'");
        }
    }

    static void check_payload(std::string_view where, const graph::quantized_node& node,
                              const graph::integer_weights& payload) {
        check(graph::is_weighted(node.what) || graph::is<graph::operations::batch_norm>(node.what), where,
              ": integer weights of ", graph::name(node.what), ", which has none");
        check_weights(where, payload);
    }
    static void check_payload(std::string_view where, const graph::quantized_node& node,
                              const graph::dynamic_weights& payload) {
        check(graph::is_weighted(node.what), where, ": dynamic weights of ", graph::name(node.what),
              ", which has none");
        check_weights(where, payload.weights);
        check(payload.weights.bias.empty(), where, ": a dynamic layer has its bias in floats, not in integers");
        const std::size_t outputs = payload.weights.extents[0];
        check(payload.bias.empty() || payload.bias.size() == outputs, where, ".bias: ", payload.bias.size(),
              " values for ", outputs, " outputs");
        for (const float value : payload.bias) check(is_finite(value), where, ".bias: ", value, " is not finite");
    }
    static void check_payload(std::string_view where, const graph::quantized_node& node, const graph::lookup_table&) {
        check(graph::is<graph::operations::elementwise>(node.what), where, ": a table of ", graph::name(node.what),
              ", which needs none");
    }

    static void check_weights(std::string_view where, const graph::integer_weights& weights) {
        check_format(where, weights.format);
        check(weights.format.is_signed(), where, ".format: weights in ", weights.format.name,
              ", they must be in a signed format");
        const std::size_t count = graph::element_count(where, weights.extents), outputs = weights.extents[0];
        check(weights.values.size() == count, where, ": ", weights.values.size(), " values, and the shape ",
              graph::shape_text(weights.extents), " has ", count);
        check(weights.scales.size() == 1 || weights.scales.size() == outputs, where, ".scales: ", weights.scales.size(),
              " for ", outputs, " outputs, it must be 1 or one for each");
        for (const float scale : weights.scales) check_scale(text(where, ".scales"), scale);
        check(weights.bias.empty() || weights.bias.size() == outputs, where, ".bias: ", weights.bias.size(),
              " values for ", outputs, " outputs");
    }

    std::string_view source_;
    const graph::quantized_model& net_;
    std::vector<bool> is_made_;
    std::set<std::string_view> edge_names_, node_names_;
    std::set<std::size_t> outputs_;
};

} // namespace detail

} // namespace quanta::interop
