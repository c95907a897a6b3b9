// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <quanta/graph/quantized_model.hpp>
#include <quanta/interop/model_file/array_reader.hpp>
#include <quanta/interop/model_file/attributes.hpp>
#include <quanta/interop/model_file/formats.hpp>
#include <quanta/interop/model_file/node_fields.hpp>
#include <quanta/interop/model_file/quantized_structure.hpp>
#include <quanta/interop/model_file_view.hpp>
#include <quanta/interop/user_function.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// Reads a header's edges and nodes one to one; then `quantized_structure` looks whether they hold together.
class quantized_model_reader {
public:
    quantized_model_reader(const model_file_view& file, std::span<const user_function> functions)
        : file_(file), functions_(functions), arrays_(file) {}

    [[nodiscard]] graph::quantized_model read() {
        const json_cursor root = file_.root(), tensors = root["tensors"], nodes = root["nodes"];
        graph::quantized_model net;
        if (const auto profile = root.find("profile")) net.profile = known_profiles[profile->choice(profile_names)];
        for (std::size_t i = 0; i < tensors.size(); ++i) net.edges.push_back(read_edge(tensors[i]));
        net.inputs = read_distinct_ids(root["inputs"], net.edges.size());
        net.outputs = read_distinct_ids(root["outputs"], net.edges.size());
        for (std::size_t i = 0; i < nodes.size(); ++i) net.nodes.push_back(read_node(nodes[i], net.edges.size()));
        quantized_structure(file_.file(), net).check_all();
        arrays_.check_all_taken();
        return net;
    }

private:
    using payload_type = decltype(graph::quantized_node::payload);
    using int32 = std::numeric_limits<std::int32_t>;

    [[nodiscard]] static graph::edge read_edge(const json_cursor& tensor) {
        tensor.only({"format", "name", "scale", "shape", "zero_point"});
        graph::edge each{tensor["name"].name(), tensor["shape"].extents(), {}};
        if (const auto format = tensor.find("format")) {
            const affine_params params{tensor["scale"].real(),
                                       tensor["zero_point"].integer(int32::min(), int32::max())};
            each.quantization = graph::tensor_quantization{read_format(*format), params};
        } else {
            tensor.check_here(!tensor.find("scale") && !tensor.find("zero_point"),
                              "a scale or zero point without a format");
        }
        return each;
    }

    [[nodiscard]] graph::quantized_node read_node(const json_cursor& node, std::size_t edges) {
        node.only({"attributes", "clamp", "inputs", "name", "operation", "output", "payload", "range"});
        const json_cursor range = node["range"], clamp = node["clamp"], payload = node["payload"];
        range.check_size(2);
        clamp.check_size(2);
        graph::quantized_node read{
            .name = node["name"].name(),
            .what = read_operation(node),
            .inputs = read_ids(node["inputs"], edges),
            .output = {node["output"].natural()},
            .range = {range[0].integer(int32::min(), int32::max()), range[1].integer(int32::min(), int32::max())},
            .clamp = {clamp[0].real(), clamp[1].real()},
            .payload = {}};
        read.payload = read_payload(payload, read.name);
        // A table needs no code: it is the function.
        resolve(node, read.what, functions_, std::holds_alternative<graph::lookup_table>(read.payload));
        return read;
    }

    [[nodiscard]] payload_type read_payload(const json_cursor& payload, std::string_view node) {
        static constexpr std::string_view kinds[] = {"none", "parameters", "integer_weights", "dynamic_weights",
                                                     "lookup_table"};
        switch (payload["kind"].choice(kinds)) {
        case 0: payload.only({"kind"}); return std::monostate{};
        case 1: payload.only({"kind", "roles"}); return read_parameters(payload["roles"], node, arrays_);
        case 2: payload.only({"format", "kind"}); return integer_layer(payload, node);
        case 3: payload.only({"activations", "format", "kind"}); return dynamic_layer(payload, node);
        default: payload.only({"kind"}); return table(payload, node);
        }
    }

    [[nodiscard]] graph::integer_weights weights(const json_cursor& payload, std::string_view node) {
        const graph::format_value format = read_format(payload["format"]);
        payload["format"].check_here(format.is_signed(), "weights in ", format.name,
                                     ", they must be in a signed format");
        const stored_array& values = arrays_.take(payload, node, "weights", packed_type(format));
        return {format,
                values.extents,
                array_reader::integers(payload, values, format),
                vector<float>(payload, node, "scales", array_type::f32),
                {}};
    }
    [[nodiscard]] graph::integer_weights integer_layer(const json_cursor& payload, std::string_view node) {
        graph::integer_weights layer = weights(payload, node);
        if (arrays_.has(node, "bias")) layer.bias = vector<std::int32_t>(payload, node, "bias", array_type::i32);
        return layer;
    }
    [[nodiscard]] graph::dynamic_weights dynamic_layer(const json_cursor& payload, std::string_view node) {
        graph::dynamic_weights layer{weights(payload, node), {}, read_scheme(payload["activations"])};
        if (arrays_.has(node, "bias")) layer.bias = vector<float>(payload, node, "bias", array_type::f32);
        return layer;
    }
    [[nodiscard]] graph::lookup_table table(const json_cursor& payload, std::string_view node) {
        const stored_array& array = arrays_.take(payload, node, "table", array_type::i8);
        graph::lookup_table values{};
        payload.check_here(array.extents == graph::shape{values.size()}, "array '", array.name, "' is ",
                           graph::shape_text(array.extents), ", expected is (", values.size(), ")");
        std::memcpy(values.data(), array.bytes.data(), values.size());
        return values;
    }

    /// An array of one axis.
    template <class Word>
    [[nodiscard]] std::vector<Word> vector(const json_cursor& payload, std::string_view node, std::string_view role,
                                           array_type type) {
        const stored_array& array = arrays_.take(payload, node, role, type);
        payload.check_here(array.extents.size() == 1, "array '", array.name, "' is ", graph::shape_text(array.extents),
                           ", it must have one axis");
        return array_reader::words<Word>(array);
    }

    const model_file_view& file_;
    std::span<const user_function> functions_;
    array_reader arrays_;
};

} // namespace detail

} // namespace quanta::interop
