// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>

#include <quanta/quanta.hpp>
#include <support/failure.hpp>
#include <support/integer_data.hpp>

using namespace quanta;

namespace {

template <class A, class W>
struct schemes {
    using activations = A;
    using weights = W;
};
using symmetric_weights = scheme<int8_narrow, symmetric, per_channel<0>>;
using zero_point_weights = scheme<uint8, asymmetric, per_channel<0>>;

const isa::id best = isa::select();

} // namespace

TEMPLATE_TEST_CASE("a dynamic layer equals its formula on every instruction set", "[op][isa]",
                   (schemes<scheme<uint8, asymmetric, per_tensor>, symmetric_weights>),
                   (schemes<scheme<int8, symmetric, per_tensor>, symmetric_weights>),
                   (schemes<scheme<int8, asymmetric, per_tensor>, zero_point_weights>)) {
    using activations = typename TestType::activations;
    using weights = typename TestType::weights;
    using format = typename activations::format;
    const std::size_t m = 9, n = 37, k = 53;
    auto x = support::floats(m * k, 2.0F, 11);
    x[3] = std::numeric_limits<float>::quiet_NaN();
    x[60] = std::numeric_limits<float>::infinity();
    std::fill_n(x.begin() + 2 * k, k, 0.0F);                                    // a row of zeros
    std::fill_n(x.begin() + 4 * k, k, -std::numeric_limits<float>::infinity()); // a row without a finite value
    const auto w = support::floats(n * k, 0.3F, 12), bias = support::floats(n, 1.0F, 13);
    const auto quantized = quantize_tensor<weights>(view(w.data(), {n, k}));
    for (const isa::id id : isa::available()) {
        isa::limit_to(id);
        const op::dynamic_linear<activations, weights> layer(quantized.view(), quantized.parameters(), bias,
                                                             op::activation::none);
        std::vector<float> out(m * n);
        thread_pool pool(2);
        aligned_buffer memory(layer.workspace_bytes(m, 2));
        layer.run(view(std::as_const(x).data(), {m, k}), view(out.data(), {m, n}), {memory.data(), memory.size()},
                  pool);
        for (std::size_t i = 0; i < m; ++i) {
            double lowest = 0, highest = 0;
            for (std::size_t l = 0; l < k; ++l)
                if (std::isfinite(x[i * k + l])) {
                    lowest = std::min(lowest, double{x[i * k + l]});
                    highest = std::max(highest, double{x[i * k + l]});
                }
            const affine_params params = profile::quanta::parameters({lowest, highest}, activations::target);
            for (std::size_t j = 0; j < n; ++j) {
                std::int64_t sum = 0;
                const affine_params scale = quantized.parameters()[j];
                for (std::size_t l = 0; l < k; ++l) {
                    const int q = profile::quanta::quantize(x[i * k + l], params, format::lowest, format::highest);
                    sum += (q - params.zero_point) * (quantized.view()(j, l) - scale.zero_point);
                }
                CAPTURE(isa::name(id), i, j);
                REQUIRE(out[i * n + j] == std::fma(static_cast<float>(sum), params.scale * scale.scale, bias[j]));
            }
        }
    }
    isa::limit_to(best);
}

TEST_CASE("a dynamic layer is close to the float one, and applies ReLU", "[op]") {
    using activations = scheme<uint8, asymmetric, per_tensor>;
    const std::size_t m = 17, n = 40, k = 200;
    const auto x = support::floats(m * k, 1.0F, 1), w = support::floats(n * k, 0.1F, 2),
               bias = support::floats(n, 1.0F, 3);
    const auto quantized = quantize_tensor<symmetric_weights>(view(w.data(), {n, k}));
    const op::dynamic_linear<activations, symmetric_weights> layer(quantized.view(), quantized.parameters(), bias,
                                                                   op::activation::relu);
    const op::float_linear exact(view(w.data(), {n, k}), bias, op::activation::relu);
    std::vector<float> out(m * n), want(m * n);
    aligned_buffer memory(layer.workspace_bytes(m, 1));
    layer.run(view(x.data(), {m, k}), view(out.data(), {m, n}), {memory.data(), memory.size()});
    aligned_buffer float_memory(exact.workspace_bytes(m, 1));
    exact.run(view(x.data(), {m, k}), view(want.data(), {m, n}), {float_memory.data(), float_memory.size()});
    double error = 0, power = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        REQUIRE(out[i] >= 0.0F);
        error += (out[i] - want[i]) * double{out[i] - want[i]};
        power += double{want[i]} * want[i];
    }
    CHECK(10 * std::log10(power / error) > 35); // dB; 8 bits of both operands give about 40
}

TEST_CASE("a dynamic layer refuses what does not fit", "[op][errors]") {
    using activations = scheme<uint8, asymmetric, per_tensor>;
    using layer = op::dynamic_linear<activations, scheme<int8, symmetric, per_tensor>>;
    const quantization<scheme<int8, symmetric, per_tensor>> one(affine_params{1.0F, 0});
    const std::vector<std::int8_t> w(70000, -128);
    REQUIRE_ERROR(layer(view(w.data(), {1, 70000}), one, {}, op::activation::none), "safe up to depth 65793");
    REQUIRE_ERROR(layer(view(w.data(), {0, 5}), one, {}, op::activation::none), "an axis of zero");
    const std::vector<float> bias(3);
    REQUIRE_ERROR(layer(view(w.data(), {2, 5}), one, bias, op::activation::none),
                  "the number of biases is 3, expected is 2");
    const layer good(view(w.data(), {2, 5}), one, {}, op::activation::none);
    std::vector<float> x(50), y(50);
    aligned_buffer memory(good.workspace_bytes(4, 1));
    const std::span<std::byte> all(memory.data(), memory.size());
    REQUIRE_ERROR(good.run(view(std::as_const(x).data(), {4, 6}), view(y.data(), {4, 2}), all),
                  "the depth of the input is 6");
    REQUIRE_ERROR(good.run(view(std::as_const(x).data(), {4, 5}), view(x.data() + 3, {4, 2}), all),
                  "overlaps the input");
    REQUIRE_ERROR(good.run(view(std::as_const(x).data(), {4, 5}), view(y.data(), {4, 2}), all.first(all.size() - 1)),
                  "needed are");
}
