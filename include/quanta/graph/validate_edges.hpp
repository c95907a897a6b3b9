// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/graph/label.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/graph/runnable_schemes.hpp>
#include <quanta/graph/shape.hpp>

namespace quanta::graph::inline QUANTA_ABI {

namespace detail {

inline void check_scale(std::string_view where, float scale) {
    check(is_finite(scale) && scale > 0 && is_finite(1 / scale), where, ": scale ", scale,
          " is not positive and finite with a finite reciprocal");
}

inline void check_edge(const edge& each) {
    const std::string place = text("tensor '", each.name, "'");
    static_cast<void>(element_count(place, each.extents));
    if (!each.quantization) return;
    const auto& [format, params] = *each.quantization;
    check_byte_format(place, "integers", format);
    check_scale(place, params.scale);
    check(params.zero_point >= format.lowest && params.zero_point <= format.highest, place, ": zero point ",
          params.zero_point, " is not in ", format.name, "'s range [", format.lowest, ", ", format.highest, "]");
}

/// Errors unless each input and output of the graph is a tensor of floats, and once in its list.
inline void check_ends(const quantized_model& model, const std::vector<tensor_id>& ends, std::string_view what) {
    check(!ends.empty(), "quantized model: it has no ", what);
    std::vector<bool> seen(model.edges.size());
    for (const tensor_id end : ends) {
        check(end.index < model.edges.size(), "quantized model: ", what, " name tensor ", end.index, " of ",
              model.edges.size());
        const edge& each = model.edges[end.index];
        check(!each.quantization, what, ": tensor '", each.name, "' is of integers, it must be of floats");
        check(!seen[end.index], what, ": tensor '", each.name, "' is there twice");
        seen[end.index] = true;
    }
}

} // namespace detail

/// Errors, which name the tensor or node, unless the graph is one: tensors of shapes that memory could hold, under names of
/// their own, each with parameters of its format; nodes in an order in which they can run, each tensor made by one of them
/// or an input; inputs and outputs of floats.
inline void validate_edges(const quantized_model& model) {
    std::set<std::string_view> names;
    for (const edge& each : model.edges) {
        detail::check_edge(each);
        check(names.insert(each.name).second, "quantized model: two tensors are called '", each.name, "'");
    }
    detail::check_ends(model, model.inputs, "inputs");
    detail::check_ends(model, model.outputs, "outputs");

    std::vector<bool> is_known(model.edges.size());
    for (const tensor_id input : model.inputs) is_known[input.index] = true;
    for (const quantized_node& each : model.nodes) {
        const std::string place = where(each.name, each.what);
        const auto name_of = [&](tensor_id t) -> const std::string& {
            check(t.index < model.edges.size(), place, ": tensor ", t.index, " of ", model.edges.size());
            return model.edges[t.index].name;
        };
        for (const tensor_id input : each.inputs) {
            const std::string& name = name_of(input);
            check(is_known[input.index], place, ": reads '", name, "' before it is made");
        }
        const std::string& name = name_of(each.output);
        check(!is_known[each.output.index], place, ": makes '", name, "', which is there already");
        is_known[each.output.index] = true;
    }
    for (const tensor_id output : model.outputs)
        check(is_known[output.index], "quantized model: no node makes the output '", model.edges[output.index].name,
              "'");
}

} // namespace quanta::graph
