// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>
#include <variant>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/dynamic_layers.hpp>
#include <quanta/graph/float_in_integers.hpp>
#include <quanta/graph/integer_functions.hpp>
#include <quanta/graph/integer_layers.hpp>
#include <quanta/graph/integer_operator.hpp>
#include <quanta/graph/label.hpp>
#include <quanta/graph/quantized_model.hpp>

namespace quanta::graph::inline QUANTA_ABI {

namespace detail {

/// Makes the operator of one node of a valid model: weights are packed for the instruction set that is selected now.
class integer_operator_maker {
public:
    integer_operator_maker(const quantized_model& model, const quantized_node& each)
        : node_(each), output_(model.edges[each.output.index]), profile_(model.profile) {
        for (const tensor_id input : each.inputs) {
            const edge& from = model.edges[input.index];
            shapes_.push_back(from.extents);
            stored_.push_back(from.quantization ? stored_quantization::of(*from.quantization) : unquantized);
        }
        const bool gives_integers = output_.quantization.has_value();
        edges_ = node_edges{
            shapes_,        output_.extents,
            stored_,        gives_integers ? stored_quantization::of(*output_.quantization, each.range) : unquantized,
            gives_integers, profile_};
    }

    [[nodiscard]] operator_pointer make() const {
        if (std::holds_alternative<std::vector<parameter>>(node_.payload))
            return std::make_unique<float_in_integers>(node_, shapes_, output_.extents);
        if (const auto* layer = std::get_if<dynamic_weights>(&node_.payload))
            return make_dynamic_layer(node_.what,
                                      dynamic_parts{*layer, shapes_[0], output_.extents, node_.clamp, profile_});
        if (const auto* table = std::get_if<lookup_table>(&node_.payload)) return make_table(*table, edges_);
        return std::visit([this](const auto& what) { return of_integers(what); }, node_.what);
    }

private:
    static constexpr stored_quantization unquantized{0, {1, 0}, {0, 255}};

    template <class Operation>
    [[nodiscard]] operator_pointer of_integers(const Operation& what) const {
        if constexpr (requires(const layer_parts& parts) { make_layer(what, parts); })
            return make_layer(what, layer_parts{std::get<integer_weights>(node_.payload), edges_, node_.clamp});
        else if constexpr (requires { make_operator(what, edges_); })
            return make_operator(what, edges_);
        else // flatten as an output, or what a table or floats do
            return std::make_unique<copy_samples>(edges_.gives_integers ? sizeof(std::uint8_t) : sizeof(float));
    }

    const quantized_node& node_;
    const edge& output_;
    profile::any profile_;
    std::vector<shape> shapes_;
    std::vector<stored_quantization> stored_;
    node_edges edges_{{}, {}, {}, unquantized, false, profile_};
};

} // namespace detail

} // namespace quanta::graph
