// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include <quanta/graph/label.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/train/add_layer.hpp>
#include <quanta/train/average_pool2d_layer.hpp>
#include <quanta/train/batch_cut.hpp>
#include <quanta/train/batch_norm_layer.hpp>
#include <quanta/train/concat_layer.hpp>
#include <quanta/train/convolution_layer.hpp>
#include <quanta/train/elementwise_layer.hpp>
#include <quanta/train/flatten_layer.hpp>
#include <quanta/train/layer.hpp>
#include <quanta/train/linear_layer.hpp>
#include <quanta/train/max_pool2d_layer.hpp>
#include <quanta/train/mul_layer.hpp>
#include <quanta/train/resize_layer.hpp>
#include <quanta/train/row_loops.hpp>
#include <quanta/train/softmax_layer.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// Makes the layer of a node. Error if the node cannot be trained, which names it: a user's function without a
/// derivative.
class layer_maker {
public:
    /// The model must outlive the layers, its nodes at their places.
    layer_maker(const row_loops& loops, graph::model& net, batch_cut cut) : loops_(loops), net_(net), cut_(cut) {}

    [[nodiscard]] std::unique_ptr<layer> operator()(std::size_t node_index) const {
        graph::node& node = net_.nodes()[node_index];
        return std::visit([&](const auto& what) { return make(node, what); }, node.what);
    }

private:
    using node_type = graph::node;
    using made = std::unique_ptr<layer>;

    [[nodiscard]] made make(node_type& node, const graph::operations::conv2d& what) const {
        return std::make_unique<convolution_layer>(
            loops_, node, window_relation{what.window, image(node.inputs[0]), image(node.output), what.groups}, false,
            cut_);
    }
    [[nodiscard]] made make(node_type& node, const graph::operations::conv2d_transpose& what) const {
        return std::make_unique<convolution_layer>(
            loops_, node, window_relation{what.window, image(node.output), image(node.inputs[0]), 1}, true, cut_);
    }
    [[nodiscard]] made make(node_type& node, const graph::operations::linear&) const {
        return std::make_unique<linear_layer>(loops_, node, size(node.inputs[0]), size(node.output), cut_.chunks,
                                              cut_.samples);
    }
    [[nodiscard]] made make(node_type& node, const graph::operations::max_pool2d& what) const {
        return std::make_unique<max_pool2d_layer>(loops_, what.window, image(node.inputs[0]), image(node.output));
    }
    [[nodiscard]] made make(node_type& node, const graph::operations::average_pool2d& what) const {
        return std::make_unique<average_pool2d_layer>(loops_, what.window, what.counts_padding, image(node.inputs[0]),
                                                      image(node.output));
    }
    [[nodiscard]] made make(node_type& node, const graph::operations::global_average_pool&) const {
        const image_extents input = image(node.inputs[0]);
        return std::make_unique<average_pool2d_layer>(loops_, op::window_of({input.height, input.width}), false, input,
                                                      image_extents{1, 1, input.channels});
    }
    [[nodiscard]] made make(node_type& node, const graph::operations::add&) const {
        return std::make_unique<add_layer>(loops_, size(node.output));
    }
    [[nodiscard]] made make(node_type& node, const graph::operations::mul&) const {
        return std::make_unique<mul_layer>(loops_, size(node.output));
    }
    [[nodiscard]] made make(node_type& node, const graph::operations::concat&) const {
        std::vector<std::size_t> channels;
        for (const graph::tensor_id part : node.inputs) channels.push_back(net_[part].extents.back());
        return std::make_unique<concat_layer>(size(node.output) / net_[node.output].extents.back(),
                                              std::move(channels));
    }
    [[nodiscard]] made make(node_type& node, const graph::operations::batch_norm&) const {
        return std::make_unique<batch_norm_layer>(loops_, node, size(node.output) / net_[node.output].extents.back(),
                                                  cut_.chunks);
    }
    [[nodiscard]] made make(node_type& node, const graph::operations::elementwise& what) const {
        check(what.what != graph::function::user || what.derivative != nullptr, graph::where(node.name, node.what),
              ": the function '", what.name, "' has no derivative to train with");
        return std::make_unique<elementwise_layer>(loops_, what, size(node.output));
    }
    [[nodiscard]] made make(node_type& node, const graph::operations::softmax&) const {
        const std::size_t columns = net_[node.output].extents.back();
        return std::make_unique<softmax_layer>(size(node.output) / columns, columns);
    }
    [[nodiscard]] made make(node_type& node, const graph::operations::resize& what) const {
        return std::make_unique<resize_layer>(loops_, what.method, image(node.inputs[0]), image(node.output));
    }
    [[nodiscard]] made make(node_type& node, const graph::operations::flatten&) const {
        return std::make_unique<flatten_layer>(size(node.output));
    }
    template <class Operation>
    [[nodiscard]] made make(node_type& node, const Operation&) const {
        fail(graph::where(node.name, node.what), ": is an operation of quantized graphs");
    }

    [[nodiscard]] image_extents image(graph::tensor_id id) const {
        const graph::shape& extents = net_[id].extents;
        return {extents[0], extents[1], extents[2]};
    }
    [[nodiscard]] std::size_t size(graph::tensor_id id) const {
        return graph::element_count(net_[id].name, net_[id].extents);
    }

    row_loops loops_;
    graph::model& net_;
    batch_cut cut_;
};

} // namespace quanta::train
