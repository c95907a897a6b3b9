// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// Which calibrator? Ten distributions, every calibrator of the library and every preset of another toolkit, side by
// side: signal to quantization noise in dB and the share of values that are clipped, measured on other values than were
// observed. Prints a Markdown table for each of four integer formats. Fails if in one of them a preset has a better
// mean than minimum_squared_error, the one to begin with.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <quanta/calibrator/quantization_error.hpp>
#include <quanta/quanta.hpp>

namespace {

using batches = std::vector<std::vector<float>>;

/// The same numbers everywhere: the standard fixes the generator, but not its distributions.
class random_numbers {
public:
    explicit random_numbers(std::uint64_t seed) : bits_(seed) {}
    double uniform() { return (static_cast<double>(bits_() >> 12) + 0.5) * 0x1p-52; } // inside (0, 1)
    double normal() { return std::sqrt(-2 * std::log(uniform())) * std::cos(2 * 3.14159265358979323846 * uniform()); }
    double exponential() { return -std::log(uniform()); }
    double sign() { return uniform() < 0.5 ? -1 : 1; }

private:
    std::mt19937_64 bits_;
};

struct distribution {
    const char* name;
    double (*draw)(random_numbers&);
};

constexpr std::array distributions{
    distribution{"Gaussian", [](random_numbers& r) { return r.normal(); }},
    distribution{"Laplace", [](random_numbers& r) { return r.sign() * r.exponential(); }},
    distribution{"one-sided", [](random_numbers& r) { return r.exponential(); }},
    distribution{"bimodal", [](random_numbers& r) { return 2 * r.sign() + 0.3 * r.normal(); }},
    distribution{"heavy tail", // Student's t with 3 degrees of freedom
                 [](random_numbers& r) {
                     const double a = r.normal(), b = r.normal(), c = r.normal();
                     return r.normal() / std::sqrt((a * a + b * b + c * c) / 3);
                 }},
    distribution{"sparse", [](random_numbers& r) { return r.uniform() < 0.05 ? r.normal() : 0.0; }},
    distribution{"constant", [](random_numbers&) { return 3.0; }},
    distribution{"outliers", [](random_numbers& r) { return r.uniform() < 1e-4 ? 1e4 * r.sign() : r.normal(); }},
    distribution{"uniform", [](random_numbers& r) { return 2 * r.uniform() - 1; }},
    distribution{"rectified", [](random_numbers& r) { return std::max(r.normal(), 0.0); }},
};

batches drawn(const distribution& from, std::uint64_t seed) {
    random_numbers numbers(seed);
    batches made(4, std::vector<float>(250'000));
    for (auto& batch : made)
        for (float& value : batch) value = static_cast<float>(from.draw(numbers));
    return made;
}

struct format {
    const char* title;
    quanta::integer_target target;
};

constexpr std::array formats{
    format{"Symmetric int8, -127 to 127", {-127, 127, true}}, format{"Asymmetric uint8, 0 to 255", {0, 255, false}},
    format{"Symmetric int4, -7 to 7", {-7, 7, true}}, format{"Asymmetric uint4, 0 to 15", {0, 15, false}}};

/// A range for each format, none where the calibrator cannot give one.
using ranges = std::array<std::optional<quanta::real_range>, formats.size()>;

/// A calibrator with the observer that it reads.
struct contender {
    const char* name;
    std::function<ranges(const batches&)> calibrate;
};

enum class signs { any, magnitudes_only };

template <class Observer, class Calibrator>
contender enter(const char* name, Calibrator calibrator, signs known = signs::any) {
    return {name, [=](const batches& data) {
                Observer observer;
                for (const auto& batch : data) observer.observe(quanta::view(batch));
                ranges found;
                for (std::size_t i = 0; i < formats.size(); ++i)
                    if (known == signs::any || formats[i].target.symmetric || observer.minimum() >= 0)
                        found[i] = calibrator.range(observer, formats[i].target);
                return found;
            }};
}

using histogram = quanta::histogram<2048>;
using tournament =
    quanta::best_of<quanta::full_range, quanta::percentile, quanta::entropy, quanta::minimum_squared_error>;
constexpr std::size_t first_preset = 5;

std::vector<contender> contenders() {
    constexpr signs magnitudes = signs::magnitudes_only;
    return {enter<histogram>("**minimum_squared_error**", quanta::minimum_squared_error{}),
            enter<histogram>("best_of all of ours", tournament{}),
            enter<histogram>("full_range", quanta::full_range{}),
            enter<histogram>("percentile", quanta::percentile{}),
            enter<histogram>("entropy", quanta::entropy{}),
            enter<quanta::tensorrt_histogram>("tensorrt_entropy", quanta::tensorrt_entropy{}, magnitudes),
            enter<quanta::tensorrt_histogram>("tensorrt_percentile", quanta::tensorrt_percentile{}, magnitudes),
            enter<quanta::tensorrt_histogram>("tensorrt_mse", quanta::tensorrt_mse{}, magnitudes),
            enter<quanta::onnxruntime_histogram<128>>("onnxruntime_entropy", quanta::onnxruntime_entropy{}),
            enter<quanta::onnxruntime_magnitudes>("onnxruntime_percentile", quanta::onnxruntime_percentile{}),
            enter<quanta::pytorch_histogram>("pytorch_l2_search", quanta::pytorch_l2_search{}),
            enter<quanta::ncnn_histogram>("ncnn_entropy", quanta::ncnn_entropy{}, magnitudes),
            enter<quanta::aimet_histogram>("aimet_tf_enhanced", quanta::aimet_tf_enhanced{}),
            enter<histogram>("octav", quanta::octav{}, magnitudes)};
}

struct quality {
    double decibels; ///< 10 log10(sum x^2 / sum of squared errors), at most 100
    double clipped;  ///< share of values beyond the range by more than half a step
};

quality measured(const batches& data, const quanta::real_range& range, quanta::integer_target target) {
    const quanta::uniform_grid grid = quanta::grid_of(range, target);
    double signal = 0, noise = 0, clipped = 0, count = 0;
    for (const auto& batch : data)
        for (const double x : batch) {
            const double steps = x / grid.step, nearest = std::clamp(std::nearbyint(steps), grid.lowest, grid.highest);
            signal += x * x;
            noise += (x - nearest * grid.step) * (x - nearest * grid.step);
            clipped += std::fabs(steps - nearest) > 0.5 + 1e-9;
            ++count;
        }
    return {noise > 0 ? std::min(10 * std::log10(signal / noise), 100.0) : 100.0, clipped / count};
}

/// By distribution, contender and format.
using results = std::vector<std::vector<std::array<std::optional<quality>, formats.size()>>>;

results compare() {
    results all;
    for (std::uint64_t seed = 0; const distribution& each : distributions) {
        const batches observed = drawn(each, ++seed), others = drawn(each, seed + 100);
        all.emplace_back();
        for (const contender& who : contenders()) {
            const ranges found = who.calibrate(observed);
            auto& qualities = all.back().emplace_back();
            for (std::size_t i = 0; i < formats.size(); ++i)
                if (found[i]) qualities[i] = measured(others, *found[i], formats[i].target);
        }
    }
    return all;
}

/// The mean in dB over all distributions, none where a contender cannot do all.
std::optional<double> mean(const results& all, std::size_t who, std::size_t in) {
    double sum = 0;
    for (const auto& of_distribution : all) {
        if (!of_distribution[who][in]) return {};
        sum += of_distribution[who][in]->decibels;
    }
    return sum / static_cast<double>(all.size());
}

void print_table(const results& all, std::size_t in) {
    std::printf("\n%s: dB, and values clipped of a thousand\n\n| calibrator |", formats[in].title);
    for (const distribution& each : distributions) std::printf(" %s |", each.name);
    std::printf(" mean dB |\n|---|");
    for (std::size_t i = 0; i <= distributions.size(); ++i) std::printf("---:|");
    for (std::size_t who = 0; const contender& each : contenders()) {
        std::printf("\n| %s |", each.name);
        for (const auto& of_distribution : all)
            if (const auto& found = of_distribution[who][in])
                std::printf(" %.1f, %.2f |", found->decibels, 1000 * found->clipped);
            else
                std::printf(" |");
        if (const auto decibels = mean(all, who, in))
            std::printf(" %.2f |", *decibels);
        else
            std::printf(" |");
        ++who;
    }
    std::printf("\n");
}

} // namespace

int main() {
    const results all = compare();
    bool best = true;
    for (std::size_t in = 0; in < formats.size(); ++in) {
        print_table(all, in);
        for (std::size_t preset = first_preset; preset < all[0].size(); ++preset)
            best = best && mean(all, preset, in).value_or(0) <= *mean(all, 0, in);
    }
    std::printf("\nminimum_squared_error is %s\n", best ? "at least as good as each preset in the mean" : "beaten");
    return best ? 0 : 1;
}
