// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <type_traits>
#include <variant>

#include <quanta/graph/attributes.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// One of all the operations that a graph can hold. Their order is that of the file format: append only.
using operation =
    std::variant<operations::conv2d, operations::conv2d_transpose, operations::linear, operations::max_pool2d,
                 operations::average_pool2d, operations::global_average_pool, operations::add, operations::mul,
                 operations::concat, operations::batch_norm, operations::elementwise, operations::softmax,
                 operations::resize, operations::flatten, operations::quantize, operations::dequantize>;

template <class Operation>
[[nodiscard]] bool is(const operation& what) {
    return std::holds_alternative<Operation>(what);
}

/// The operation's name in files and messages.
[[nodiscard]] inline std::string_view name(const operation& what) {
    static constexpr std::string_view names[] = {"conv2d",
                                                 "conv2d_transpose",
                                                 "linear",
                                                 "max_pool2d",
                                                 "average_pool2d",
                                                 "global_average_pool",
                                                 "add",
                                                 "mul",
                                                 "concat",
                                                 "batch_norm",
                                                 "elementwise",
                                                 "softmax",
                                                 "resize",
                                                 "flatten",
                                                 "quantize",
                                                 "dequantize"};
    static_assert(std::size(names) == std::variant_size_v<operation>);
    return names[what.index()];
}

} // namespace quanta::graph
