// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <core/gemm_cases.hpp>

#include <cmath>
#include <random>

namespace bench {

namespace {

void append_conditions(std::vector<gemm_case>& cases, const gemm_shape& shape) {
    constexpr double two_threads_from = 2.0 * 1024 * 1024 * 1024;
    cases.push_back({shape});
    if (shape.operations() >= two_threads_from) cases.push_back({shape, {2, cache_state::hot}});
    if (shape.m <= 4) cases.push_back({shape, {1, cache_state::rotating}});
}

bool is_prime(std::size_t value) {
    for (std::size_t divisor = 2; divisor * divisor <= value; ++divisor)
        if (value % divisor == 0) return false;
    return value > 1;
}

/// Lengths that rarely divide by a tile: uniform in their logarithm, odd, and prime as often as not.
class length_source {
public:
    explicit length_source(unsigned seed) : bits_(seed) {}

    std::size_t operator()(double lowest, double highest) {
        // By hand: distributions of the standard library differ between its makers.
        const double part = static_cast<double>(bits_() >> 8) * 0x1p-24;
        std::size_t value = static_cast<std::size_t>(lowest * std::pow(highest / lowest, part)) | 1U;
        if (bits_() % 2 == 0)
            while (!is_prime(value)) value += 2;
        return value;
    }

private:
    std::mt19937 bits_;
};

} // namespace

std::vector<gemm_case> gemm_selection::cases() const {
    std::vector<gemm_case> made;
    for (const gemm_shape& shape : measured_gemm_shapes) {
        append_conditions(made, shape);
        if (flushed) made.push_back({shape, {1, cache_state::flushed}});
    }
    if (published)
        for (const gemm_shape& shape : published_gemm_shapes) append_conditions(made, shape);
    for (const gemm_shape& shape : sweep) made.push_back({shape, {}, true});
    return made;
}

std::vector<gemm_shape> random_gemm_shapes(unsigned seed, std::size_t count) {
    length_source length(seed);
    std::vector<gemm_shape> shapes;
    while (shapes.size() < count) {
        gemm_shape made{};
        switch (shapes.size() % 5) {
        case 0: made = {length(17, 700), length(17, 700), length(17, 700)}; break;   // about cubes
        case 1: made = {length(2000, 20000), length(1, 60), length(3, 300)}; break;  // tall
        case 2: made = {length(1, 9), length(500, 8000), length(200, 4000)}; break;  // a few rows
        case 3: made = {length(9, 500), length(9, 500), length(1, 12)}; break;       // hardly any depth
        default: made = {length(3, 120), length(3, 60), length(2000, 12000)}; break; // deep
        }
        if (made.operations() >= 1e5 && made.operations() <= 4e8) shapes.push_back(made);
    }
    return shapes;
}

} // namespace bench
