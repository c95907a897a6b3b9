// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include <quanta/graph/executor_reference.hpp>
#include <quanta/graph/float_operator.hpp>
#include <quanta/graph/stored_quantization.hpp>
#include <quanta/params/any_profile.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::graph::inline QUANTA_ABI {

namespace detail {

/// Where the values of an edge are during a run: samples as rows, bytes or floats.
struct edge_memory {
    std::byte* data;
    std::size_t samples, elements;
    std::ptrdiff_t stride; ///< between samples, in elements

    template <class T>
    [[nodiscard]] tensor_view<T, 2> as() const {
        return {reinterpret_cast<T*>(data), {samples, elements}, {stride, 1}};
    }
};

/// A node of an integer network, ready to run: immutable, its weights packed, shared by all runs.
class integer_operator {
public:
    /// What one run works on.
    struct call {
        std::span<const edge_memory> inputs;
        edge_memory output;
        std::span<std::byte> memory;
        executor_reference& executor;

        [[nodiscard]] tensor_view<const std::uint8_t, 2> integers(std::size_t input) const {
            return inputs[input].as<const std::uint8_t>();
        }
        [[nodiscard]] tensor_view<std::uint8_t, 2> integers() const { return output.as<std::uint8_t>(); }
    };

    integer_operator() = default;
    integer_operator(const integer_operator&) = delete;
    integer_operator& operator=(const integer_operator&) = delete;
    virtual ~integer_operator() = default;

    /// Bytes of working memory for a batch, aligned to `buffer_alignment`.
    [[nodiscard]] virtual std::size_t workspace_bytes(std::size_t, std::size_t) const { return 0; }
    /// Allocates nothing.
    virtual void run(const call& operands) const = 0;
};

using operator_pointer = std::unique_ptr<integer_operator>;

/// The edges of a node, and how its integers are stored; where there are none, their parameters are those of the integer 0.
struct node_edges {
    std::span<const shape> inputs;
    shape output;
    std::span<const stored_quantization> stored_inputs;
    stored_quantization stored_output;
    bool gives_integers;
    profile::any profile;
};

} // namespace detail

} // namespace quanta::graph
