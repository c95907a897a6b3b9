// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include <quanta/core/float_functions.hpp>
#include <quanta/graph/check_taps.hpp>
#include <quanta/graph/label.hpp>
#include <quanta/graph/node.hpp>
#include <quanta/graph/parameters.hpp>
#include <quanta/graph/shape.hpp>

namespace quanta::graph::inline QUANTA_ABI {

namespace detail {

/// The rules of one node: for each operation what its operands and parameters must be, and what it makes.
class shape_rules {
public:
    shape_rules(std::string_view node_name, const operation& what, std::span<const shape> inputs,
                std::span<const parameter> parameters)
        : where_(where(node_name, what)), inputs_(inputs), parameters_(parameters) {}

    [[nodiscard]] std::string_view place() const { return where_; }

    [[nodiscard]] shape operator()(const operations::conv2d& node) const {
        const shape& x = image();
        const op::size2d size = op::output_size(where_, node.window, {x[0], x[1]});
        check_roles({"weights", "bias"});
        const shape& weights = required("weights", 4);
        const std::size_t filters = weights[0], groups = node.groups;
        const std::string problem = text(": weights ", shape_text(weights), " for an input ", shape_text(x), " in ",
                                         groups, groups == 1 ? " group" : " groups");
        check(groups >= 1 && x[2] % groups == 0 && filters % groups == 0, where_, problem,
              ": the groups must divide both channels and filters");
        const shape expected{filters, node.window.kernel.height, node.window.kernel.width, x[2] / groups};
        check(weights == expected, where_, problem, ", expected are ", shape_text(expected));
        check_vector("bias", filters, false);
        return {size.height, size.width, filters};
    }

    [[nodiscard]] shape operator()(const operations::conv2d_transpose& node) const {
        const shape& x = image();
        op::check_window(where_, node.window);
        op::check_phases(where_, node.window.stride);
        check_roles({"weights", "bias"});
        const shape& weights = required("weights", 4);
        const op::window& w = node.window;
        const shape expected{weights[0], w.kernel.height, w.kernel.width, x[2]};
        check(weights == expected, where_, ": weights ", shape_text(weights), " for an input ", shape_text(x),
              ", expected are ", shape_text(expected));
        check_vector("bias", weights[0], false);
        return {transposed_extent("height", x[0], w.kernel.height, w.stride.height, w.dilation.height,
                                  w.padding.top + w.padding.bottom, node.output_padding.height),
                transposed_extent("width", x[1], w.kernel.width, w.stride.width, w.dilation.width,
                                  w.padding.left + w.padding.right, node.output_padding.width),
                weights[0]};
    }

    [[nodiscard]] shape operator()(const operations::linear&) const {
        const shape& x = operand();
        check(x.size() == 1, where_, ": an input ", shape_text(x), ", it must be a vector; is it to be flattened?");
        check_roles({"weights", "bias"});
        const shape& weights = required("weights", 2);
        check(weights[1] == x[0], where_, ": weights ", shape_text(weights), " for an input ", shape_text(x));
        check_vector("bias", weights[0], false);
        return {weights[0]};
    }

    [[nodiscard]] shape operator()(const operations::max_pool2d& node) const { return pooled(node.window); }
    [[nodiscard]] shape operator()(const operations::average_pool2d& node) const { return pooled(node.window); }
    [[nodiscard]] shape operator()(const operations::global_average_pool&) const {
        check_roles({});
        return {image()[2]};
    }

    [[nodiscard]] shape operator()(const operations::add&) const { return two_alike(); }
    [[nodiscard]] shape operator()(const operations::mul&) const { return two_alike(); }

    [[nodiscard]] shape operator()(const operations::concat&) const {
        check_roles({});
        check(!inputs_.empty(), where_, ": no operands, at least 1 is needed");
        shape joined = inputs_[0];
        for (const shape& part : inputs_.subspan(1)) {
            check(part.size() == joined.size() && std::equal(part.begin(), part.end() - 1, joined.begin()), where_,
                  ": operands ", shape_text(inputs_[0]), " and ", shape_text(part),
                  " differ in more than the last axis");
            check(part.back() <= largest_size - joined.back(), where_, ": the channels of its operands are too many");
            joined.back() += part.back();
        }
        return joined;
    }

    [[nodiscard]] shape operator()(const operations::batch_norm& node) const {
        const shape& x = operand();
        check(is_finite(node.epsilon) && node.epsilon >= 0, where_, ": epsilon ", node.epsilon,
              " is not finite and at least 0");
        check(node.momentum >= 0 && node.momentum <= 1, where_, ": momentum ", node.momentum, " is not in [0, 1]");
        check_roles({"scale", "shift", "mean", "variance"});
        for (const std::string_view role : {"scale", "shift", "mean", "variance"}) check_vector(role, x.back(), true);
        return x;
    }

    [[nodiscard]] shape operator()(const operations::elementwise& node) const {
        check(!name(node.what).empty(), where_, ": function ", static_cast<int>(node.what), " is none of those known");
        check(node.what != function::clamp || node.lowest < node.highest, where_, ": bounds ", node.lowest, " and ",
              node.highest, ", the first must be below the second, and neither NaN");
        check(node.what != function::leaky_relu || (is_finite(node.lowest) && node.lowest != 0), where_,
              ": a slope of ", node.lowest, ", it must be finite and not 0");
        check(node.what != function::user || node.evaluate != nullptr, where_, ": no code for the function '",
              node.name, "'");
        check_roles({});
        return operand();
    }

    [[nodiscard]] shape operator()(const operations::resize& node) const {
        check_roles({});
        const shape& x = image();
        check(node.method == interpolation::nearest || node.method == interpolation::bilinear, where_,
              ": interpolation ", static_cast<int>(node.method), " is none of those known");
        constexpr std::size_t limit = std::size_t{1} << 16; // what is read for each row and column is prepared
        check(node.size.height <= limit && node.size.width <= limit, where_, ": a size of ", node.size.height, " x ",
              node.size.width, ", neither may be more than ", limit);
        return {node.size.height, node.size.width, x[2]};
    }

    [[nodiscard]] shape operator()(const operations::flatten&) const {
        check_roles({});
        return {element_count(where_, operand())};
    }

    [[nodiscard]] shape operator()(const operations::softmax&) const { return unchanged(); }
    [[nodiscard]] shape operator()(const operations::quantize&) const { return unchanged(); }
    [[nodiscard]] shape operator()(const operations::dequantize&) const { return unchanged(); }

private:
    void check_count(std::size_t expected) const {
        check(inputs_.size() == expected, where_, ": ", inputs_.size(), " operands, expected are ", expected);
    }
    [[nodiscard]] const shape& operand() const {
        check_count(1);
        return inputs_[0];
    }
    [[nodiscard]] const shape& image() const {
        const shape& x = operand();
        check(x.size() == 3, where_, ": an input ", shape_text(x), ", it must be an image (height, width, channels)");
        return x;
    }
    [[nodiscard]] shape unchanged() const {
        check_roles({});
        return operand();
    }
    [[nodiscard]] shape two_alike() const {
        check_count(2);
        check_roles({});
        check(inputs_[0] == inputs_[1], where_, ": operands ", shape_text(inputs_[0]), " and ", shape_text(inputs_[1]),
              ", they must have one shape");
        return inputs_[0];
    }

    /// Errors if there is a parameter that has none of these roles, or two of one role.
    void check_roles(std::initializer_list<std::string_view> roles) const {
        for (const parameter& each : parameters_) {
            check(std::find(roles.begin(), roles.end(), each.name) != roles.end(), where_, ": has no parameter '",
                  each.name, "'");
            check(find_parameter(parameters_, each.name) == &each, where_, ": two parameters '", each.name, "'");
        }
    }
    [[nodiscard]] const shape& required(std::string_view role, std::size_t rank) const {
        const parameter* found = find_parameter(parameters_, role);
        check(found != nullptr, where_, ": the parameter '", role, "' is missing");
        static_cast<void>(element_count(where_, found->extents));
        check(found->extents.size() == rank, where_, ": ", role, " ", shape_text(found->extents), " have ",
              found->extents.size(), " axes, expected are ", rank);
        return found->extents;
    }
    void check_vector(std::string_view role, std::size_t count, bool is_required) const {
        if (!is_required && find_parameter(parameters_, role) == nullptr) return;
        const shape& extents = required(role, 1);
        check(extents[0] == count, where_, ": ", role, " ", shape_text(extents), ", expected is (", count, ")");
    }

    [[nodiscard]] shape pooled(const op::window& window) const {
        check_roles({});
        const shape& x = image();
        const op::size2d size = op::output_size(where_, window, {x[0], x[1]});
        check_taps(where_, {"row", size.height, x[0], window.kernel.height, window.stride.height,
                            window.dilation.height, window.padding.top});
        check_taps(where_, {"column", size.width, x[1], window.kernel.width, window.stride.width, window.dilation.width,
                            window.padding.left});
        return {size.height, size.width, x[2]};
    }

    /// (pixels - 1) * stride + reach - padding + output_padding.
    [[nodiscard]] std::size_t transposed_extent(std::string_view axis, std::size_t pixels, std::size_t kernel,
                                                std::size_t stride, std::size_t dilation, std::size_t padding,
                                                std::size_t output_padding) const {
        check(output_padding < std::max(stride, dilation), where_, ": an output padding of ", output_padding, " at a ",
              axis, " stride of ", stride, " and dilation of ", dilation, ", it must be less than one of them");
        constexpr std::size_t limit = largest_size / 4; // the other terms are far below it
        check(pixels <= limit / stride, where_, ": ", pixels, " pixels of ", axis, " at a stride of ", stride,
              " are more than memory can hold");
        const std::size_t full = (pixels - 1) * stride + op::reach(kernel, dilation) + output_padding;
        check(full > padding, where_, ": a padding of ", padding, " leaves nothing of a ", axis, " of ", full);
        return full - padding;
    }

    std::string where_;
    std::span<const shape> inputs_;
    std::span<const parameter> parameters_;
};

} // namespace detail

/// The shape of what a node makes of operands with these shapes. Looks at names and extents of its parameters, not at
/// their values, which may be absent. Errors name the node, its operation, and the shapes or values that do not fit:
/// "conv2d 'stem': weights (16, 3, 3, 2) for an input (28, 28, 1) in 1 group, expected are (16, 3, 3, 1)". No numbers, be
/// they from a damaged file, lead to anything but a shape that memory could hold or such an error.
[[nodiscard]] inline shape infer_shape(std::string_view node_name, const operation& what, std::span<const shape> inputs,
                                       std::span<const parameter> parameters) {
    const detail::shape_rules rules(node_name, what, inputs, parameters);
    for (const shape& input : inputs) static_cast<void>(element_count(rules.place(), input));
    const shape result = std::visit(rules, what);
    static_cast<void>(element_count(rules.place(), result));
    return result;
}

} // namespace quanta::graph
