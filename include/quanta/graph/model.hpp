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
#include <quanta/graph/node.hpp>

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
/// Names: the caller's, or the operation's with a number. Errors name the node and the shapes.
class model {
public:
    // Names are as in `operations`. An empty name asks for one.
    tensor_id input(std::string name, shape extents);
    void output(tensor_id result);

    tensor_id conv2d(tensor_id x, const conv2d_options& options, std::string name = {});
    tensor_id depthwise_conv2d(tensor_id x, const op::window& window, bool bias = true, std::string name = {});
    tensor_id conv2d_transpose(tensor_id x, std::size_t filters, const op::window& window,
                               op::size2d output_padding = {0, 0}, std::string name = {});
    tensor_id linear(tensor_id x, std::size_t outputs, std::string name = {});
    tensor_id batch_norm(tensor_id x, std::string name = {});
    tensor_id max_pool2d(tensor_id x, const op::window& window, std::string name = {});
    tensor_id average_pool2d(tensor_id x, const op::window& window, bool counts_padding = false, std::string name = {});
    tensor_id global_average_pool(tensor_id x, std::string name = {});
    tensor_id add(tensor_id a, tensor_id b, std::string name = {});
    tensor_id mul(tensor_id a, tensor_id b, std::string name = {});
    tensor_id concat(std::vector<tensor_id> parts, std::string name = {});
    tensor_id relu(tensor_id x, std::string name = {});
    tensor_id elementwise(tensor_id x, const operations::elementwise& function, std::string name = {});
    tensor_id softmax(tensor_id x, std::string name = {});
    tensor_id resize(tensor_id x, op::size2d size, interpolation method, std::string name = {});
    tensor_id flatten(tensor_id x, std::string name = {});

    /// Any operation with its parameters, checked like the others: what they are made of, and what files are read with.
    tensor_id append(std::string name, operation what, std::vector<tensor_id> inputs,
                     std::vector<parameter> parameters);

    [[nodiscard]] std::span<const tensor> tensors() const { return tensors_; }
    [[nodiscard]] std::span<const node> nodes() const { return nodes_; }
    [[nodiscard]] std::span<node> nodes() { return nodes_; }
    [[nodiscard]] std::span<const tensor_id> inputs() const { return inputs_; }
    [[nodiscard]] std::span<const tensor_id> outputs() const { return outputs_; }
    [[nodiscard]] const tensor& operator[](tensor_id id) const { return tensors_[id.index]; }
    /// The tensor of that name. Error if there is none.
    [[nodiscard]] tensor_id find(std::string_view name) const;

private:
    std::vector<tensor> tensors_;
    std::vector<node> nodes_;
    std::vector<tensor_id> inputs_, outputs_;
};

} // namespace quanta::graph
