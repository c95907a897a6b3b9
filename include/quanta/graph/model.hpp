// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <quanta/graph/infer_shape.hpp>
#include <quanta/graph/node.hpp>
#include <quanta/graph/parameters.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// What the builder wants to know about a convolution.
struct conv2d_options {
    std::size_t filters; ///< output channels
    op::window window;
    std::size_t groups = 1;
    bool bias = true;
};

/// A network in floats: tensors, and nodes in an order in which they can run. Made node by node; each call appends one,
/// infers the shape of what it makes, and gives its tensor for the next. Parameters start at zero, those of `batch_norm`
/// at the identity; `train::initialize` draws weights.
///
///     graph::model net;
///     auto x = net.input("image", {28, 28, 1});
///     x = net.relu(net.batch_norm(net.conv2d(x, {.filters = 16, .window = op::same_padding(op::window_of({3, 3}))})));
///     net.output(net.linear(net.global_average_pool(x), 10));
///
/// Names: the caller's, or the operation's with a number ("conv2d_1"); no two tensors share one. Errors name the node and
/// the shapes, as `infer_shape` does.
class model {
public:
    /// A tensor that the caller gives to each run. Errors: a name in use, an axis of zero.
    tensor_id input(std::string name, shape extents) {
        name = unused("input", std::move(name));
        const std::string place = text("input '", name, "'");
        static_cast<void>(element_count(place, extents));
        inputs_.push_back(insert(std::move(name), std::move(extents)));
        return inputs_.back();
    }
    /// Makes a tensor one of the network's results. Error if it is one already.
    void output(tensor_id result) {
        check_tensor("output", result);
        check(std::find(outputs_.begin(), outputs_.end(), result) == outputs_.end(), "output '", (*this)[result].name,
              "': it is an output already");
        outputs_.push_back(result);
    }

    // Names are as in `operations`. An empty name asks for one.
    tensor_id conv2d(tensor_id x, const conv2d_options& options, std::string name = {}) {
        const std::size_t channels = channels_of("conv2d", name, x), groups = options.groups;
        const op::size2d kernel = options.window.kernel;
        return append_zeros(std::move(name), operations::conv2d{options.window, groups}, {x},
                            {options.filters, kernel.height, kernel.width, groups == 0 ? 0 : channels / groups},
                            options.bias);
    }
    /// One filter for each channel.
    tensor_id depthwise_conv2d(tensor_id x, const op::window& window, std::string name = {}, bool bias = true) {
        const std::size_t channels = channels_of("depthwise conv2d", name, x);
        return append_zeros(std::move(name), operations::conv2d{window, channels}, {x},
                            {channels, window.kernel.height, window.kernel.width, 1}, bias);
    }
    tensor_id conv2d_transpose(tensor_id x, std::size_t filters, const op::window& window,
                               op::size2d output_padding = {0, 0}, std::string name = {}, bool bias = true) {
        const std::size_t channels = channels_of("conv2d_transpose", name, x);
        return append_zeros(std::move(name), operations::conv2d_transpose{window, output_padding}, {x},
                            {filters, window.kernel.height, window.kernel.width, channels}, bias);
    }
    tensor_id linear(tensor_id x, std::size_t outputs, std::string name = {}, bool bias = true) {
        const std::size_t depth = channels_of("linear", name, x);
        return append_zeros(std::move(name), operations::linear{}, {x}, {outputs, depth}, bias);
    }
    /// With an epsilon of 1e-5 and a momentum of 0.1, as in PyTorch; `append` takes others.
    tensor_id batch_norm(tensor_id x, std::string name = {}) {
        const std::size_t channels = channels_of("batch_norm", name, x);
        const std::vector<float> zeros(channels, 0.0F), ones(channels, 1.0F);
        return append(std::move(name), operations::batch_norm{1e-5F, 0.1F}, {x},
                      {{"scale", {channels}, ones},
                       {"shift", {channels}, zeros},
                       {"mean", {channels}, zeros},
                       {"variance", {channels}, ones}});
    }
    tensor_id max_pool2d(tensor_id x, const op::window& window, std::string name = {}) {
        return append(std::move(name), operations::max_pool2d{window}, {x}, {});
    }
    tensor_id average_pool2d(tensor_id x, const op::window& window, std::string name = {},
                             bool counts_padding = false) {
        return append(std::move(name), operations::average_pool2d{window, counts_padding}, {x}, {});
    }
    tensor_id global_average_pool(tensor_id x, std::string name = {}) {
        return append(std::move(name), operations::global_average_pool{}, {x}, {});
    }
    tensor_id add(tensor_id a, tensor_id b, std::string name = {}) {
        return append(std::move(name), operations::add{}, {a, b}, {});
    }
    tensor_id mul(tensor_id a, tensor_id b, std::string name = {}) {
        return append(std::move(name), operations::mul{}, {a, b}, {});
    }
    tensor_id concat(std::vector<tensor_id> parts, std::string name = {}) {
        return append(std::move(name), operations::concat{}, std::move(parts), {});
    }
    tensor_id relu(tensor_id x, std::string name = {}) {
        return append(std::move(name), operations::elementwise{.what = function::relu}, {x}, {});
    }
    tensor_id relu6(tensor_id x, std::string name = {}) {
        return append(std::move(name), operations::elementwise{.what = function::relu6}, {x}, {});
    }
    tensor_id leaky_relu(tensor_id x, float slope, std::string name = {}) {
        return append(std::move(name), operations::elementwise{.what = function::leaky_relu, .lowest = slope}, {x}, {});
    }
    /// Either bound may be infinite.
    tensor_id clamp(tensor_id x, float lowest, float highest, std::string name = {}) {
        return append(std::move(name), operations::elementwise{function::clamp, lowest, highest}, {x}, {});
    }
    tensor_id elementwise(tensor_id x, const operations::elementwise& each, std::string name = {}) {
        return append(std::move(name), each, {x}, {});
    }
    tensor_id softmax(tensor_id x, std::string name = {}) {
        return append(std::move(name), operations::softmax{}, {x}, {});
    }
    tensor_id resize(tensor_id x, op::size2d size, interpolation method, std::string name = {}) {
        return append(std::move(name), operations::resize{size, method}, {x}, {});
    }
    tensor_id flatten(tensor_id x, std::string name = {}) {
        return append(std::move(name), operations::flatten{}, {x}, {});
    }

    /// Any operation with its parameters, checked like the others: what they are made of, and what files are read with.
    /// Errors further: an operation of quantized graphs, a tensor that there is not, parameters that are not finite.
    tensor_id append(std::string name, operation what, std::vector<tensor_id> inputs,
                     std::vector<parameter> parameters) {
        name = unused(label(what), std::move(name));
        const std::string place = where(name, what);
        check(!is<operations::quantize>(what) && !is<operations::dequantize>(what), place,
              ": is an operation of quantized graphs");
        shape extents = infer_shape(name, what, shapes_of(place, inputs), parameters);
        check_values(place, parameters);
        const tensor_id result = insert(name, std::move(extents));
        nodes_.push_back({std::move(name), std::move(what), std::move(inputs), result, std::move(parameters)});
        return result;
    }

    [[nodiscard]] std::span<const tensor> tensors() const { return tensors_; }
    [[nodiscard]] std::span<const node> nodes() const { return nodes_; }
    /// For those that change parameters' values: nothing else of a node may change.
    [[nodiscard]] std::span<node> nodes() { return nodes_; }
    [[nodiscard]] std::span<const tensor_id> inputs() const { return inputs_; }
    [[nodiscard]] std::span<const tensor_id> outputs() const { return outputs_; }
    [[nodiscard]] const tensor& operator[](tensor_id id) const { return tensors_[id.index]; }
    /// The tensor of that name. Error if there is none.
    [[nodiscard]] tensor_id find(std::string_view name) const {
        const auto found = indices_.find(name);
        check(found != indices_.end(), "graph: no tensor is named '", name, "'");
        return {found->second};
    }

private:
    void check_tensor(std::string_view place, tensor_id id) const {
        check(id.index < tensors_.size(), place, ": tensor ", id.index, " of a graph that has ", tensors_.size());
    }
    [[nodiscard]] std::vector<shape> shapes_of(std::string_view place, std::span<const tensor_id> ids) const {
        std::vector<shape> shapes;
        for (const tensor_id id : ids) {
            check_tensor(place, id);
            shapes.push_back(tensors_[id.index].extents);
        }
        return shapes;
    }
    /// The last extent of an operand of the node to be made.
    [[nodiscard]] std::size_t channels_of(std::string_view what, std::string_view name, tensor_id x) const {
        check_tensor(name.empty() ? std::string(what) : text(what, " '", name, "'"), x);
        return tensors_[x.index].extents.back();
    }
    /// `name` if nothing has it; for an empty one the next "kind_number" that is free.
    [[nodiscard]] std::string unused(std::string_view kind, std::string name) {
        check(!indices_.contains(name), kind, " '", name, "': there is a tensor of this name already");
        while (name.empty() || indices_.contains(name)) name = text(kind, "_", ++made_[kind]);
        return name;
    }
    tensor_id insert(std::string name, shape extents) {
        indices_.emplace(name, tensors_.size());
        tensors_.push_back({std::move(name), std::move(extents)});
        return {tensors_.size() - 1};
    }

    /// A node with weights of these extents and, for each of the first, a bias: all zeros, made when the shapes fit.
    tensor_id append_zeros(std::string name, operation what, std::vector<tensor_id> inputs, shape weights,
                           bool with_bias) {
        const std::size_t outputs = weights[0];
        std::vector<parameter> parameters{{"weights", std::move(weights), {}}};
        if (with_bias) parameters.push_back({"bias", {outputs}, {}});
        name = unused(label(what), std::move(name));
        const std::string place = where(name, what);
        static_cast<void>(infer_shape(name, what, shapes_of(place, inputs), parameters));
        for (parameter& each : parameters) each.values.assign(element_count(place, each.extents), 0.0F);
        return append(std::move(name), std::move(what), std::move(inputs), std::move(parameters));
    }

    std::vector<tensor> tensors_;
    std::vector<node> nodes_;
    std::vector<tensor_id> inputs_, outputs_;
    std::map<std::string, std::size_t, std::less<>> indices_; // of tensors, by name
    std::map<std::string_view, std::size_t> made_;            // names, by kind
};

} // namespace quanta::graph
