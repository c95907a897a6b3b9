// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <fashion_mnist/evaluation.hpp>

#include <algorithm>
#include <chrono>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/report/worst_first.hpp>

namespace demo {
namespace {

constexpr std::size_t compared_images = 256;

std::size_t largest(std::span<const float> values) {
    return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

double median(std::vector<double> samples) {
    const auto middle = samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 2);
    std::nth_element(samples.begin(), middle, samples.end());
    return *middle;
}

/// Seconds of one call, the mean of `calls` behind one that brings weights and images into the caches.
double seconds_per_call(const candidate& row, const real_matrix& pixels, const real_output& logits, int calls) {
    row.run(pixels, logits);
    const auto start = std::chrono::steady_clock::now();
    for (int call = 0; call < calls; ++call) row.run(pixels, logits);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / calls;
}

} // namespace

std::size_t count_correct(const candidate& row, const labelled_images& images, progress& shown) {
    std::vector<float> logits(candidate::most_images * classes);
    std::size_t correct = 0;
    for (std::size_t first = 0; first < images.count(); first += candidate::most_images) {
        const std::size_t size = std::min(candidate::most_images, images.count() - first);
        const std::vector<float> pixels = to_reals(images, first, size);
        row.run({pixels.data(), {size, pixels_per_image}}, {logits.data(), {size, classes}});
        for (std::size_t i = 0; i < size; ++i)
            correct += largest(std::span(logits).subspan(i * classes, classes)) == images.labels[first + i];
        shown.advance(size, row.name);
    }
    return correct;
}

std::optional<layer_error> worst_layer(const candidate& row, const candidate& reference,
                                       const labelled_images& images) {
    const std::size_t count = std::min(compared_images, images.count());
    const std::vector<float> reals = to_reals(images, 0, count);
    const auto worst = quanta::report::worst_first(row.compare(reference, {reals.data(), {count, pixels_per_image}}));
    if (worst.empty()) return std::nullopt;
    return layer_error{worst[0].name, worst[0].error.sqnr_db};
}

std::vector<speed> measure_speed(std::span<const candidate> rows, const labelled_images& images, std::size_t rounds,
                                 progress& shown) {
    constexpr std::size_t batch = candidate::batch;
    quanta::check(images.count() >= batch, "timing: ", images.count(), " images do not fill a batch of ", batch);
    std::vector<std::vector<double>> one(rows.size()), many(rows.size());
    std::vector<float> reals(batch * pixels_per_image), logits(batch * classes);
    for (std::size_t round = 0; round < rounds; ++round) {
        to_reals(images, round * batch % (images.count() - batch + 1), reals);
        for (std::size_t r = 0; r < rows.size(); ++r) {
            one[r].push_back(
                seconds_per_call(rows[r], {reals.data(), {1, pixels_per_image}}, {logits.data(), {1, classes}}, 16));
            many[r].push_back(seconds_per_call(rows[r], {reals.data(), {batch, pixels_per_image}},
                                               {logits.data(), {batch, classes}}, 4));
        }
        shown.advance(1);
    }
    std::vector<speed> medians;
    for (std::size_t r = 0; r < rows.size(); ++r)
        medians.push_back({1000 * median(one[r]), static_cast<double>(batch) / median(many[r])});
    return medians;
}

} // namespace demo
