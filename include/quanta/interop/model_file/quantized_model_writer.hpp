// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/interop/model_file/file_writer.hpp>
#include <quanta/interop/model_file/formats.hpp>
#include <quanta/interop/model_file/node_fields.hpp>
#include <quanta/interop/model_file/quantized_structure.hpp>
#include <quanta/interop/model_file/real_text.hpp>
#include <quanta/params/profile_value.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

[[nodiscard]] inline json edge_json(const graph::edge& each) {
    json object = json::object();
    object["name"] = each.name;
    object["shape"] = each.extents;
    if (!each.quantization) return object;
    object["format"] = each.quantization->format.name;
    object["scale"] = real_text(each.quantization->params.scale, each.name);
    object["zero_point"] = each.quantization->params.zero_point;
    return object;
}

/// Adds a node's arrays to the file and tells in the header what they are. Arrays that are empty are left out.
class payload_writer {
public:
    payload_writer(const graph::quantized_node& node, file_writer& file) : node_(node), file_(file) {}

    [[nodiscard]] json operator()(std::monostate) { return of_kind("none"); }
    [[nodiscard]] json operator()(const std::vector<graph::parameter>& parameters) {
        json object = of_kind("parameters");
        object["roles"] = write_parameters(node_.name, parameters, file_);
        return object;
    }
    [[nodiscard]] json operator()(const graph::integer_weights& weights) {
        json object = of_kind("integer_weights");
        object["format"] = weights.format.name;
        add_weights(weights);
        if (!weights.bias.empty())
            file_.add_words<std::int32_t>(array("bias"), array_type::i32, {weights.bias.size()}, weights.bias);
        return object;
    }
    [[nodiscard]] json operator()(const graph::dynamic_weights& layer) {
        json object = of_kind("dynamic_weights");
        object["format"] = layer.weights.format.name;
        object["activations"] = scheme_json(text(file_.source(), ": node '", node_.name, "'"), layer.activations);
        add_weights(layer.weights);
        if (!layer.bias.empty())
            file_.add_words<float>(array("bias"), array_type::f32, {layer.bias.size()}, layer.bias);
        return object;
    }
    [[nodiscard]] json operator()(const graph::lookup_table& table) {
        file_.add_integers(array("table"), graph::format_value_of<int8>, {table.size()}, table);
        return of_kind("lookup_table");
    }

private:
    [[nodiscard]] static json of_kind(const char* kind) {
        json object = json::object();
        object["kind"] = kind;
        return object;
    }
    [[nodiscard]] std::string array(const char* role) const { return text(node_.name, ".", role); }

    void add_weights(const graph::integer_weights& weights) {
        file_.add_integers(array("weights"), weights.format, weights.extents, weights.values);
        file_.add_words<float>(array("scales"), array_type::f32, {weights.scales.size()}, weights.scales);
    }

    const graph::quantized_node& node_;
    file_writer& file_;
};

inline void write_quantized_model(const graph::quantized_model& net, file_writer& file) {
    quantized_structure(file.source(), net).check_all();
    file.header["kind"] = "quantized";
    if (net.profile != profile_value::quanta) file.header["profile"] = profile_name(net.profile);
    json& tensors = file.header["tensors"] = json::array();
    for (const graph::edge& each : net.edges) tensors.push_back(edge_json(each));
    file.header["inputs"] = ids_json(net.inputs, file.source());
    file.header["outputs"] = ids_json(net.outputs, file.source());
    json& nodes = file.header["nodes"] = json::array();
    for (const graph::quantized_node& each : net.nodes) {
        const std::string where = text(file.source(), ": node '", each.name, "'");
        json node = node_json(each.name, each.what, each.inputs, each.output, where);
        node["range"] = {each.range.lowest, each.range.highest};
        node["clamp"] = {real_text(each.clamp.lowest, where), real_text(each.clamp.highest, where)};
        node["payload"] = std::visit(payload_writer(each, file), each.payload);
        nodes.push_back(std::move(node));
    }
}

} // namespace detail

} // namespace quanta::interop
