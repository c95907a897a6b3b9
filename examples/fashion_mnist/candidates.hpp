// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fashion_mnist/dataset.hpp>
#include <fashion_mnist/network_memory.hpp>
#include <fashion_mnist/perceptron.hpp>

namespace demo {

/// One row of the table: a network of any type, with memory for `most_images`.
struct candidate {
    static constexpr std::size_t most_images = 1000;
    using layer_outputs = std::array<std::vector<float>, layer_count>;

    std::string name;
    std::size_t weight_bytes = 0;
    std::function<void(const real_matrix& pixels, const real_output& logits)> run;
    std::function<layer_outputs(const real_matrix& pixels)> outputs; ///< of every layer, in reals
};

template <class Network>
[[nodiscard]] candidate make_candidate(std::string name, std::size_t weight_bytes, Network network) {
    struct state {
        Network network;
        typename Network::memory memory{candidate::most_images};
    };
    const auto own = std::make_shared<state>(state{std::move(network)});
    candidate row{std::move(name), weight_bytes, {}, {}};
    row.run = [own](const real_matrix& pixels, const real_output& logits) {
        own->network.run(pixels, logits, own->memory);
    };
    row.outputs = [own](const real_matrix& pixels) {
        const std::size_t images = pixels.extent(0);
        candidate::layer_outputs all;
        all[last_layer].resize(images * classes);
        own->network.run(pixels, {all[last_layer].data(), {images, classes}}, own->memory);
        for (std::size_t l = 0; l < last_layer; ++l) all[l] = own->network.hidden(l, images, own->memory);
        return all;
    };
    return row;
}

/// The network in floats first, then in integers by each recipe, calibrated on the first images of `training`.
[[nodiscard]] std::vector<candidate> make_candidates(const perceptron& model, const labelled_images& training,
                                                     std::size_t calibration_images);

} // namespace demo
