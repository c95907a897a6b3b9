// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// The range of activations that arrive in batches, on several threads: observers count, calibrators decide.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <random>
#include <vector>

#include <quanta/quanta.hpp>

namespace {

constexpr std::size_t batches = 64, rows = 32, columns = 256;

using observer = quanta::histogram<2048>;
using activations = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;

/// What a ReLU might let through: half zeros, small values, and one value in a thousand that is far too large.
std::vector<float> batch_of_activations(std::size_t number) {
    std::mt19937 bits(static_cast<std::uint32_t>(number));
    std::normal_distribution<float> normal;
    std::vector<float> values(rows * columns);
    for (float& value : values) value = std::fmax(normal(bits), 0.0F) * (bits() % 1000 == 0 ? 10.0F : 1.0F);
    return values;
}

/// The mean of the squared differences that quantizing makes, over all batches.
double squared_error(const quanta::quantization<activations>& parameters) {
    double sum = 0;
    for (std::size_t batch = 0; batch < batches; ++batch) {
        const std::vector<float> reals = batch_of_activations(batch);
        std::vector<float> rounded(reals.size());
        quanta::fake_quantize(reals, parameters, rounded); // quantize and dequantize in one go
        for (std::size_t i = 0; i < reals.size(); ++i) sum += std::pow(double{reals[i]} - double{rounded[i]}, 2);
    }
    return sum / static_cast<double>(batches * rows * columns);
}

template <class Calibrator>
double show(const char* name, const observer& statistics, const Calibrator& calibrator) {
    const auto parameters = quanta::calibrate<activations>(statistics, calibrator);
    const double error = squared_error(parameters);
    std::printf("%-24s largest value %7.4f, mean squared error %.3g\n", name, 255 * double{parameters[0].scale}, error);
    return error;
}

} // namespace

int main() {
    // Each worker has an observer of its own; its memory does not grow with what it sees. Merging them gives the same
    // bits whoever saw which batch.
    quanta::thread_pool pool(2);
    std::vector<observer> seen(pool.workers());
    pool.run(batches, [&](std::size_t batch, std::size_t worker) {
        const std::vector<float> values = batch_of_activations(batch);
        seen[worker].observe(quanta::view(values.data(), {rows, columns}));
    });
    observer all;
    for (const observer& part : seen) all.merge(part);
    std::printf("%llu values between %g and %g\n", static_cast<unsigned long long>(all.count()), all.minimum(),
                all.maximum());

    // The same counts, four opinions on which range the 256 integers should cover.
    const double full = show("full_range", all, quanta::full_range{});
    show("percentile 99.9", all, quanta::percentile{.percent = 99.9});
    show("entropy", all, quanta::entropy{});
    const double least = show("minimum_squared_error", all, quanta::minimum_squared_error{});
    return least <= full ? 0 : 1;
}
