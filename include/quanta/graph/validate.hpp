// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/infer_shape.hpp>
#include <quanta/graph/label.hpp>
#include <quanta/graph/make_lookup_table.hpp>
#include <quanta/graph/node_traits.hpp>
#include <quanta/graph/parameters.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/graph/stored_quantization.hpp>
#include <quanta/graph/validate_edges.hpp>
#include <quanta/graph/validate_weights.hpp>
#include <quanta/op/column_multipliers.hpp>
#include <quanta/op/integer_range.hpp>
#include <quanta/op/stored_params.hpp>

namespace quanta::graph::inline QUANTA_ABI {

namespace detail {

/// The rules of one node of a quantized graph whose edges are known to be good.
class node_rules {
public:
    node_rules(const quantized_model& model, const quantized_node& each)
        : model_(model), node_(each), where_(graph::where(each.name, each.what)),
          output_(model.edges[each.output.index]), profile_(model.profile) {
        check(!each.inputs.empty(), where_, ": no operands, at least 1 is needed");
        for (const tensor_id input : each.inputs) inputs_.push_back(model.edges[input.index].extents);
    }

    void check_all() const {
        if (is<operations::quantize>(node_.what))
            check_kinds(false, true);
        else if (is<operations::dequantize>(node_.what))
            check_kinds(true, false);
        else if (quantization(0))
            check_kinds(true, output_.quantization.has_value() || !becomes_weighted(node_.what));
        else
            check_kinds(false, false);
        check_payload();
        check_bounds();
        if (quantization(0) && output_.quantization) check_scales();
        if (quantization(0) && output_.quantization && becomes_weighted(node_.what)) check_clamp();
    }

private:
    [[nodiscard]] const std::optional<tensor_quantization>& quantization(std::size_t input) const {
        return model_.edges[node_.inputs[input].index].quantization;
    }

    /// Errors unless all operands are integers, or floats, and so the result.
    void check_kinds(bool reads_integers, bool gives_integers) const {
        const auto kind = [](bool is_integer) { return is_integer ? "integers" : "floats"; };
        for (const tensor_id input : node_.inputs)
            check(model_.edges[input.index].quantization.has_value() == reads_integers, where_, ": '",
                  model_.edges[input.index].name, "' must be of ", kind(reads_integers));
        check(output_.quantization.has_value() == gives_integers, where_, ": '", output_.name, "' must be of ",
              kind(gives_integers));
    }

    void check_shape(std::span<const parameter> parameters) const {
        const shape made = infer_shape(node_.name, node_.what, inputs_, parameters);
        check(made == output_.extents, where_, ": makes ", shape_text(made), ", but '", output_.name, "' is ",
              shape_text(output_.extents));
    }

    void check_payload() const {
        const bool is_quantizer = is<operations::quantize>(node_.what) || is<operations::dequantize>(node_.what);
        if (is_quantizer ||
            (quantization(0) && !becomes_weighted(node_.what) && !is<operations::elementwise>(node_.what))) {
            check(std::holds_alternative<std::monostate>(node_.payload), where_, ": has neither weights nor a table");
            check_shape({});
        } else if (!quantization(0)) {
            check_float_payload();
        } else if (is<operations::elementwise>(node_.what)) {
            check_table();
        } else {
            const auto* weights = std::get_if<integer_weights>(&node_.payload);
            check(weights != nullptr, where_, ": reads integers, but has no integer weights");
            check_layer(*weights);
            if (is<operations::linear>(node_.what))
                validate_weights(where_, *weights, *quantization(0), output_.quantization, to_linear_profile(profile_));
            else
                validate_weights(where_, *weights, *quantization(0), output_.quantization, profile_);
        }
    }

    void check_float_payload() const {
        if (const auto* layer = std::get_if<dynamic_weights>(&node_.payload)) {
            check(is_weighted(node_.what), where_, ": cannot be dynamic, conv2d, conv2d_transpose and linear can");
            check_layer(layer->weights);
            return validate_weights(where_, *layer);
        }
        const auto* parameters = std::get_if<std::vector<parameter>>(&node_.payload);
        check(parameters != nullptr, where_, ": reads floats, but has no parameters of floats");
        check_shape(*parameters);
        check_values(where_, *parameters);
    }

    /// The weights as the float graph's rules want to see them, without values.
    void check_layer(const integer_weights& weights) const {
        static_cast<void>(element_count(where_, weights.extents));
        const shape outputs{weights.extents[0]};
        if (!is<operations::batch_norm>(node_.what))
            return check_shape(std::vector<parameter>{{"weights", weights.extents, {}}, {"bias", outputs, {}}});
        check(weights.extents.size() == 1, where_, ": weights ", shape_text(weights.extents), " have ",
              weights.extents.size(), " axes, expected is 1");
        check_shape(std::vector<parameter>{
            {"scale", outputs, {}}, {"shift", outputs, {}}, {"mean", outputs, {}}, {"variance", outputs, {}}});
    }

    void check_table() const {
        const auto* table = std::get_if<lookup_table>(&node_.payload);
        check(table != nullptr, where_, ": reads integers, but has no table");
        check(inputs_.size() == 1 && inputs_[0] == output_.extents, where_, ": makes '", output_.name, "' ",
              shape_text(output_.extents), " of ", inputs_.size(), " operands, the first ", shape_text(inputs_[0]));
        const format_value& from = quantization(0)->format;
        for (int q = from.lowest; q <= from.highest; ++q) {
            const std::int8_t entry = (*table)[static_cast<std::size_t>(q - lowest_storable(from))];
            const int value = output_.quantization->format.is_signed() ? entry : static_cast<std::uint8_t>(entry);
            check(value >= node_.range.lowest && value <= node_.range.highest, where_, ": the table's entry for ", q,
                  " is ", value, ", not in [", node_.range.lowest, ", ", node_.range.highest, "]");
        }
    }

    void check_bounds() const {
        check(node_.clamp.lowest <= node_.clamp.highest, where_, ": bounds ", node_.clamp.lowest, " and ",
              node_.clamp.highest, ", the first must not be above the second, and neither NaN");
        check(!is<operations::dequantize>(node_.what) || node_.clamp == op::activation::none, where_,
              ": clamps nothing, but has bounds ", node_.clamp.lowest, " and ", node_.clamp.highest);
        if (!output_.quantization) return;
        const format_value& format = output_.quantization->format;
        check(node_.range.lowest >= format.lowest && node_.range.highest <= format.highest &&
                  node_.range.lowest <= node_.range.highest,
              where_, ": the range [", node_.range.lowest, ", ", node_.range.highest, "] is not in ", format.name,
              "'s [", format.lowest, ", ", format.highest, "]");
        check(!only_moves_values() || (node_.range.lowest == format.lowest && node_.range.highest == format.highest),
              where_, ": clamps nothing, but has the range [", node_.range.lowest, ", ", node_.range.highest, "] of ",
              format.name, "'s [", format.lowest, ", ", format.highest, "]");
    }
    [[nodiscard]] bool only_moves_values() const {
        const auto* resize = std::get_if<operations::resize>(&node_.what);
        return is<operations::flatten>(node_.what) || (resize != nullptr && resize->method == interpolation::nearest);
    }

    /// Errors unless the scales of integers in and out go together.
    void check_scales() const {
        const affine_params& to = output_.quantization->params;
        const affine_params& from = quantization(0)->params;
        if (passes_values(node_.what))
            check(output_.quantization->format == quantization(0)->format && to.scale == from.scale &&
                      to.zero_point == from.zero_point,
                  where_, ": '", output_.name, "' must have the format, scale and zero point of '",
                  model_.edges[node_.inputs[0].index].name, "', whose values it holds");
        if (is<operations::mul>(node_.what)) {
            static_cast<void>(op::multiplication_of(where_, profile_, from, quantization(1)->params, to, {0, 0}));
            return;
        }
        for (std::size_t i = 0; i < node_.inputs.size(); ++i)
            static_cast<void>(
                op::checked_multiplier(where_, profile_, quantization(i)->params.scale, 1, to.scale, "operand ", i));
        if (is<operations::global_average_pool>(node_.what)) check_pixels(inputs_[0][0], inputs_[0][1]);
        if (const auto* pool = std::get_if<operations::average_pool2d>(&node_.what))
            check_pixels(pool->window.kernel.height, pool->window.kernel.width);
    }

    /// Error unless the range can be told as reals, which is how layers are told it.
    void check_clamp() const {
        const stored_quantization stored = stored_quantization::of(*output_.quantization, node_.range);
        const op::integer_range told = op::clamp_range(profile_, stored.activation(), stored.params, {0, 255});
        check(told.lowest == stored.range.lowest && told.highest == stored.range.highest, where_, ": the scale ",
              output_.quantization->params.scale, " of '", output_.name,
              "' is beyond what floats of its integers hold");
    }

    void check_pixels(std::size_t height, std::size_t width) const {
        constexpr std::size_t limit = std::numeric_limits<std::int32_t>::max() / 255;
        check(height <= limit / width, where_, ": the sum of ", height, " x ", width, " integers, 32 bits hold ",
              limit);
    }

    const quantized_model& model_;
    const quantized_node& node_;
    std::string where_;
    const edge& output_;
    profile::any profile_;
    std::vector<shape> inputs_;
};

} // namespace detail

/// Errors, which name the tensor or node with the value and the limit, unless the model is one that can run: whatever it
/// holds, be it from a damaged file, a model that passes makes an `integer_network`.
inline void validate(const quantized_model& model) {
    validate_edges(model);
    for (const quantized_node& each : model.nodes) detail::node_rules(model, each).check_all();
}

} // namespace quanta::graph
