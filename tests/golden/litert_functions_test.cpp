// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "golden/agreement.hpp"
#include "golden/golden_file.hpp"

using namespace quanta;
using golden::differences;
using golden::largest_difference;

namespace {

/// x in reals, in double.
std::vector<double> reals_of(const golden::vector& v) {
    const affine_params params = v.only_params("x");
    std::vector<double> reals;
    for (const int q : v.integers("x")) reals.push_back((q - params.zero_point) * double{params.scale});
    return reals;
}

/// The nearest integers to reals in steps of y, clamped: no vector has a value near a tie.
std::vector<int> nearest(const golden::vector& v, const std::vector<double>& reals) {
    const affine_params y = v.only_params("y");
    const auto [lowest, highest] = golden::limits_of(v["x"]);
    std::vector<int> q;
    for (const double real : reals) {
        const double steps = std::nearbyint(real / y.scale) + y.zero_point;
        q.push_back(static_cast<int>(std::clamp<double>(steps, lowest, highest)));
    }
    return q;
}

template <class Function>
std::vector<int> function_of(const golden::vector& v, const Function& f) {
    std::vector<double> reals = reals_of(v);
    for (double& real : reals) real = f(real);
    return nearest(v, reals);
}

std::vector<int> softmax_of(const golden::vector& v) {
    std::vector<double> reals = reals_of(v);
    const auto width = static_cast<std::ptrdiff_t>(v["x"].shape.back());
    for (auto row = reals.begin(); row != reals.end(); row += width) {
        const double largest = *std::max_element(row, row + width);
        double sum = 0;
        for (auto each = row; each != row + width; ++each) sum += * each = std::exp(*each - largest);
        for (auto each = row; each != row + width; ++each) *each /= sum;
    }
    return nearest(v, reals);
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

/// Vectors of `type`, whose results may be `bound` steps from the nearest integers.
template <class Function>
void compare(const std::string& file, const char* type, const char* result, int bound, const Function& ours) {
    for (const golden::vector& v : golden::read(file, result)) {
        if (v["x"].type != type) continue;
        CAPTURE(result, v.name());
        if (bound == 0) CHECK(differences(ours(v), v.integers(result)) == "");
        CHECK(largest_difference(ours(v), v.integers(result)) <= bound);
    }
}

constexpr auto logistic_of = [](const golden::vector& v) { return function_of(v, logistic); };
constexpr auto tanh_of = [](const golden::vector& v) { return function_of(v, [](double x) { return std::tanh(x); }); };

} // namespace

// LiteRT computes in floats or in Q31 there, and rounds to 256 steps: that is near enough for every vector.
TEST_CASE("LiteRT's int8 SOFTMAX, LOGISTIC and TANH are the nearest integers", "[golden]") {
    for (const char* result : {"reference", "optimized"}) {
        compare("litert/softmax.json", "int8", result, 0, softmax_of);
        compare("litert/logistic.json", "int8", result, 0, logistic_of);
        compare("litert/tanh.json", "int8", result, 0, tanh_of);
    }
    compare("litert/logistic.json", "int8", "xnnpack", 0, logistic_of);
    compare("litert/tanh.json", "int8", "xnnpack", 0, tanh_of);
}

// LiteRT interpolates between 513 entries of a table (softmax) or 256 (logistic, tanh) there.
TEST_CASE("LiteRT's int16 functions are near the nearest integers", "[golden]") {
    compare("litert/softmax.json", "int16", "reference", 30, softmax_of);
    compare("litert/logistic.json", "int16", "reference", 1, logistic_of);
    compare("litert/tanh.json", "int16", "reference", 2, tanh_of);
    compare("litert/softmax.json", "int16", "optimized", 30, softmax_of);
    compare("litert/logistic.json", "int16", "optimized", 5, logistic_of);
    compare("litert/tanh.json", "int16", "optimized", 10, tanh_of);
}
