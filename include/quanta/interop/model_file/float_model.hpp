// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <quanta/graph/infer_shape.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/interop/model_file/array_reader.hpp>
#include <quanta/interop/model_file/attributes.hpp>
#include <quanta/interop/model_file/file_writer.hpp>
#include <quanta/interop/model_file/node_fields.hpp>
#include <quanta/interop/model_file_view.hpp>
#include <quanta/interop/user_function.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// Error unless the node still is as the model's builder made it, but for values of parameters.
inline void check_node(std::string_view where, const graph::model& net, const graph::node& node) {
    check(node.output.index < net.tensors().size() && net[node.output].name == node.name, where,
          ": its tensor has another name");
}

inline void write_float_model(const graph::model& net, file_writer& file) {
    file.header["kind"] = "float";
    json& tensors = file.header["tensors"] = json::array();
    for (const graph::tensor& each : net.tensors())
        tensors.push_back(json{{"name", checked_name(file.source(), each.name)}, {"shape", each.extents}});
    file.header["inputs"] = ids_json(net.inputs(), file.source());
    file.header["outputs"] = ids_json(net.outputs(), file.source());
    json& nodes = file.header["nodes"] = json::array();
    for (const graph::node& each : net.nodes()) {
        const std::string where = text(file.source(), ": node '", each.name, "'");
        check_node(where, net, each);
        json node = node_json(each.name, each.what, each.inputs, each.output, where);
        node["parameters"] = write_parameters(each.name, each.parameters, file);
        nodes.push_back(std::move(node));
    }
}

/// Puts the graph of a header together, tensor by tensor: each is an input, or what the next node makes.
class float_model_reader {
public:
    float_model_reader(const model_file_view& file, std::span<const user_function> functions)
        : functions_(functions), arrays_(file), root_(file.root()), tensors_(root_["tensors"]), nodes_(root_["nodes"]),
          count_(tensors_.size()) {}

    [[nodiscard]] graph::model read() {
        const auto inputs = read_distinct_ids(root_["inputs"], count_);
        const auto outputs = read_distinct_ids(root_["outputs"], count_);
        distinct_names names;
        std::size_t next_input = 0, next_node = 0;
        for (std::size_t i = 0; i < count_; ++i) {
            const json_cursor tensor = tensors_[i];
            tensor.only({"name", "shape"});
            names.insert(tensor["name"]);
            if (next_input < inputs.size() && inputs[next_input].index == i) {
                net_.input(tensor["name"].name(), tensor["shape"].extents());
                ++next_input;
            } else {
                tensor.check_here(next_node < nodes_.size(), "is neither an input nor what a node makes");
                append(nodes_[next_node++], tensor);
            }
        }
        root_["inputs"].check_here(next_input == inputs.size(), "must ascend");
        nodes_.check_here(next_node == nodes_.size(), nodes_.size(), " nodes, and only ", next_node,
                          " tensors that are no inputs");
        for (const graph::tensor_id each : outputs) net_.output(each);
        arrays_.check_all_taken();
        return std::move(net_);
    }

private:
    /// The node makes the tensor that comes next.
    void append(const json_cursor& node, const json_cursor& tensor) {
        node.only({"attributes", "inputs", "name", "operation", "output", "parameters"});
        const std::string& name = node["name"].name();
        const std::size_t next = net_.tensors().size();
        node["output"].check_here(node["output"].natural() == next, "must be ", next,
                                  ": nodes make tensors in the order of both");
        node["name"].check_here(name == tensor["name"].name(), "'", name, "' is not the name of its tensor, '",
                                tensor["name"].name(), "'");
        graph::operation what = read_operation(node);
        resolve(node, what, functions_, false);
        std::vector<graph::tensor_id> inputs = read_ids(node["inputs"], next);
        std::vector<graph::parameter> parameters = read_parameters(node["parameters"], name, arrays_);
        check_shape(node, tensor, what, inputs, parameters);
        net_.append(name, std::move(what), std::move(inputs), std::move(parameters));
    }

    /// The file's shape is the one that follows from the node's operands. Here and not in `append` alone, so that
    /// errors tell the place in the file.
    void check_shape(const json_cursor& node, const json_cursor& tensor, const graph::operation& what,
                     std::span<const graph::tensor_id> inputs, std::span<const graph::parameter> parameters) const {
        node["operation"].check_here(!graph::is<graph::operations::quantize>(what) &&
                                         !graph::is<graph::operations::dequantize>(what),
                                     "'", graph::name(what), "' is an operation of quantized graphs");
        std::vector<graph::shape> shapes;
        for (const graph::tensor_id id : inputs) shapes.push_back(net_[id].extents);
        const graph::shape made =
            graph::infer_shape(text(node.path(), " ", node["name"].name()), what, shapes, parameters);
        tensor["shape"].check_here(made == tensor["shape"].extents(), "is ",
                                   graph::shape_text(tensor["shape"].extents()), ", and the node makes ",
                                   graph::shape_text(made));
    }

    std::span<const user_function> functions_;
    array_reader arrays_;
    json_cursor root_, tensors_, nodes_;
    std::size_t count_;
    graph::model net_;
};

} // namespace detail

} // namespace quanta::interop
