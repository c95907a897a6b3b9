// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include <quanta/graph/executor_reference.hpp>
#include <quanta/graph/shape.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// Samples as rows: (batch, elements), the elements of a sample next to each other.
using samples = tensor_view<float, 2>;
using const_samples = tensor_view<const float, 2>;

/// Samples of shape (H, W, C) as images (N, H, W, C).
template <class T>
[[nodiscard]] tensor_view<T, 4> as_images(const tensor_view<T, 2>& rows, const shape& extents) {
    const std::size_t height = extents[0], width = extents[1], channels = extents[2];
    return {rows.data(),
            {rows.extent(0), height, width, channels},
            {rows.stride(0), static_cast<std::ptrdiff_t>(width * channels), static_cast<std::ptrdiff_t>(channels), 1}};
}

/// Samples of any shape as vectors of channels: (N, elements / C, C) with C the last extent.
template <class T>
[[nodiscard]] tensor_view<T, 3> as_channels(const tensor_view<T, 2>& rows, const shape& extents) {
    const std::size_t channels = extents.back();
    return {rows.data(),
            {rows.extent(0), rows.extent(1) / channels, channels},
            {rows.stride(0), static_cast<std::ptrdiff_t>(channels), 1}};
}

namespace detail {

/// A node of a float network, ready to run: immutable, its weights packed, shared by all runs.
class float_operator {
public:
    /// What one run works on: samples of values that are neighbours.
    struct call {
        std::span<const const_samples> inputs;
        samples output;
        bool is_clamped; ///< whether it does the clamp that is fused into it
        std::span<std::byte> memory;
        executor_reference& executor;
    };

    float_operator() = default;
    float_operator(const float_operator&) = delete;
    float_operator& operator=(const float_operator&) = delete;
    virtual ~float_operator() = default;

    /// Bytes of working memory for a batch, aligned to `buffer_alignment`.
    [[nodiscard]] virtual std::size_t workspace_bytes(std::size_t, std::size_t) const { return 0; }
    /// Allocates nothing.
    virtual void run(const call& operands) const = 0;
};

} // namespace detail

} // namespace quanta::graph
