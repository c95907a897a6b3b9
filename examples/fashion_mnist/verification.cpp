// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <fashion_mnist/verification.hpp>

#include <algorithm>
#include <atomic>
#include <vector>

#include <graph/simulated_forward.hpp>
#include <quanta/core/contracts.hpp>
#include <quanta/params/profile_quanta.hpp>

namespace demo {
namespace {

/// What the simulation says of one tensor, in reals: equal exactly where the integers are.
std::vector<float> reals(const quanta::graph::edge& edge, const support::simulated_tensor& values) {
    if (!edge.quantization) return values.reals;
    std::vector<float> all;
    for (const int q : values.integers)
        all.push_back(quanta::profile::quanta::dequantize(q, edge.quantization->params));
    return all;
}

} // namespace

std::size_t count_differences(const candidate& row, const labelled_images& images, quanta::thread_pool& workers,
                              progress& shown) {
    quanta::check(row.integers.has_value(), row.name, ": a network in floats has no integers to compare");
    const quanta::graph::quantized_model& model = *row.integers;
    const support::simulated_forward simulated(model);
    constexpr std::size_t batch = 100;
    std::atomic<std::size_t> differences = 0;
    for (std::size_t first = 0; first < images.count(); first += batch) {
        const std::size_t count = std::min(batch, images.count() - first);
        const std::vector<float> pixels = to_reals(images, first, count);
        const candidate::tensors got = row.observe({pixels.data(), {count, pixels_per_image}});
        workers.run(count, [&](std::size_t i, std::size_t) {
            const auto begin = pixels.begin() + static_cast<std::ptrdiff_t>(i * pixels_per_image);
            const auto expected = simulated({{begin, begin + pixels_per_image}});
            for (std::size_t e = 0; e < model.edges.size(); ++e) {
                const std::vector<float> wanted = reals(model.edges[e], expected[e]);
                const float* own = got.at(model.edges[e].name).data() + i * wanted.size();
                for (std::size_t k = 0; k < wanted.size(); ++k) differences += own[k] != wanted[k];
            }
        });
        shown.advance(count, row.name);
    }
    return differences;
}

} // namespace demo
