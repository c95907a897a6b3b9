// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include <fashion_mnist/perceptron.hpp>
#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/contracts.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace demo {

using real_matrix = quanta::tensor_view<const float, 2>;
using real_output = quanta::tensor_view<float, 2>;

/// The memory that a network of values T works in, for up to so many images: what enters each layer, and the layers'
/// own workspace. The network itself stays constant, so threads may share it, each with memory of its own.
template <class T>
class network_memory {
public:
    explicit network_memory(std::size_t images) {
        for (std::size_t l = 0; l < layer_count; ++l) values_[l].resize(images * widths[l]);
    }

    /// What enters `layer`, (images, inputs). Error if there is no room for as many images.
    [[nodiscard]] quanta::tensor_view<T, 2> values(std::size_t layer, std::size_t images) {
        quanta::check(images * widths[layer] <= values_[layer].size(), "network_memory: ", images,
                      " images, there is room for ", values_[layer].size() / widths[layer]);
        return {values_[layer].data(), {images, widths[layer]}};
    }

    /// At least `bytes`; allocates only when a layer asks for more than any did before.
    [[nodiscard]] std::span<std::byte> workspace(std::size_t bytes) {
        if (workspace_.size() < bytes) workspace_ = quanta::aligned_buffer(bytes);
        return {workspace_.data(), workspace_.size()};
    }

private:
    std::array<std::vector<T>, layer_count> values_;
    quanta::aligned_buffer workspace_;
};

} // namespace demo
