// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/rounding.hpp>
#include <quanta/isa/uncontracted.hpp>

#include "golden/agreement.hpp"
#include "golden/golden_file.hpp"
#include "golden/plain_layers.hpp"

// Operators that ONNX Runtime adds to the standard. They compute in floats and add the zero point before they round.

using namespace quanta;
using golden::differences;

namespace {

int stored(float place, golden::limits range) {
    return std::clamp(static_cast<int>(round_to_even(place)), range.lowest, range.highest);
}

} // namespace

// y = rint(a * ma + (b * mb + fixed)), fixed = zero_point - (ma * a zero point + mb * b zero point), ma = a scale / y scale
// Formula: ONNX Runtime, mlas/lib/qladd.cpp.
TEST_CASE("QLinearAdd folds the zero points into one constant", "[golden]") {
    for (const golden::vector& v : golden::read("onnx/qlinear_add.json", "runtime")) {
        INFO(v.name());
        const affine_params a = v.only_params("a"), b = v.only_params("b"), y = v.only_params("y");
        const auto product = [](int q, float m) { return uncontracted(static_cast<float>(q) * m); };
        const float ma = a.scale / y.scale, mb = b.scale / y.scale;
        const float zeros = uncontracted(product(a.zero_point, ma) + product(b.zero_point, mb));
        const float fixed = static_cast<float>(y.zero_point) - zeros;
        const auto left = v.integers("a"), right = v.integers("b");
        std::vector<int> sums;
        for (std::size_t i = 0; i < left.size(); ++i)
            sums.push_back(stored(product(left[i], ma) + uncontracted(product(right[i], mb) + fixed),
                                  golden::limits_of(v["runtime"])));
        CHECK(differences(sums, v.integers("runtime")) == "");
    }
}

// The mean is one of reals, added up in floats: of them it stays within a step, and an exact one is a tie's to lose.
TEST_CASE("QLinearAveragePool is the mean of reals, rounded with its zero point", "[golden]") {
    for (const golden::vector& v : golden::read("onnx/qlinear_average_pool.json", "runtime")) {
        INFO(v.name());
        const affine_params x = v.only_params("x"), y = v.only_params("y");
        const std::vector<int> kernel = v.integers("kernel"), theirs = v.integers("runtime");
        std::size_t next = 0;
        golden::for_each_mean(v, [&](std::int64_t sum, std::size_t taps) {
            const auto count = static_cast<double>(taps);
            const double divisor = v.integer("counts_padding") != 0 ? kernel[0] * kernel[1] : count;
            const double mean = (static_cast<double>(sum) - count * x.zero_point) / divisor;
            const auto [lowest, highest] = golden::limits_of(v["runtime"]);
            const double place = std::clamp<double>(mean * x.scale / y.scale + y.zero_point, lowest, highest);
            CHECK(std::abs(theirs.at(next++) - place) <= 0.5 + 1e-4);
        });
        CHECK(next == theirs.size());
    }
}

// No argument gives a value near a tie, so that the float of every library rounds to the same integer.
TEST_CASE("QLinearSigmoid is the nearest integer", "[golden]") {
    for (const golden::vector& v : golden::read("onnx/qlinear_sigmoid.json", "runtime")) {
        INFO(v.name());
        const affine_params x = v.only_params("x"), y = v.only_params("y");
        std::vector<int> q;
        for (const int each : v.integers("x")) {
            const double value = 1 / (1 + std::exp(-(each - x.zero_point) * double{x.scale}));
            q.push_back(stored(static_cast<float>(value / y.scale + y.zero_point), golden::limits_of(v["runtime"])));
        }
        CHECK(differences(q, v.integers("runtime")) == "");
    }
}
