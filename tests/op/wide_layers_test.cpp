// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>

#include <op/convolution_cases.hpp>
#include <op/depthwise_cases.hpp>
#include <quanta/quanta.hpp>
#include <support/failure.hpp>
#include <support/guarded_buffer.hpp>
#include <support/integer_data.hpp>
#include <support/limited_isa.hpp>

using namespace quanta;

namespace {

using activations = scheme<int16, symmetric, per_tensor>;
using channel_weights = scheme<int8_narrow, symmetric, per_channel<0>>;
using tensor_weights = scheme<int8, symmetric, per_tensor>;

template <class W, class P>
struct choice {
    using weights = W;
    using arithmetic = P;
};

/// What `profile::quanta` gives for a 64-bit sum.
int requantized(profile::quanta, bool, std::int64_t sum, double lhs, double rhs, double out) {
    const double m = lhs * rhs / out;
    return static_cast<int>(std::nearbyint(std::min(std::max(static_cast<double>(sum) * m, -32768.0), 32767.0)));
}

/// What TensorFlow Lite gives: QuantizeMultiplier, then MultiplyByQuantizedMultiplier of int64_t, then the clamp; but doubles
/// and ties away from zero in a fully connected layer.
int requantized(profile::tflite, bool is_linear, std::int64_t sum, double lhs, double rhs, double out) {
    if (is_linear) {
        const double m = lhs * rhs / out;
        return static_cast<int>(std::clamp(std::round(static_cast<double>(sum) * m), -32768.0, 32767.0));
    }
    int shift = 0;
    const double fraction = std::frexp(lhs * rhs / out, &shift);
    auto fixed = static_cast<std::int64_t>(std::round(fraction * 2147483648.0));
    if (fixed == 2147483648) {
        fixed /= 2;
        ++shift;
    }
    if (shift < -31) fixed = shift = 0;
    const std::int64_t reduced = fixed < 0x7FFF0000 ? (fixed + 32768) / 65536 : 0x7FFF;
    const std::int64_t divisor = std::int64_t{1} << (15 - shift), dividend = sum * reduced + divisor / 2;
    const std::int64_t quotient = dividend / divisor - (dividend % divisor < 0 ? 1 : 0); // floor
    return static_cast<int>(std::clamp<std::int64_t>(quotient, -32768, 32767));
}
int requantized(profile::tflite_single, bool is_linear, std::int64_t sum, double lhs, double rhs, double out) {
    return requantized(profile::tflite(), is_linear, sum, lhs, rhs, out);
}

/// The operands of a layer, dense or depthwise, and its sums in 64 bits.
template <class Weights, class Arithmetic>
struct wide_case {
    support::convolution_case sizes;
    std::array<std::size_t, 4> output_extents;
    affine_params input{0.0003F, 0}, output{0.02F, 0};
    std::vector<std::int16_t> x;
    std::vector<std::int8_t> w;
    std::vector<float> bias, scales;
    std::vector<std::int64_t> sums; // (N, OH, OW, OC)
    bool is_linear = false;

    wide_case(const support::convolution_case& c, support::pattern which)
        : sizes(c), x(support::integers<int16>(c.images * c.height * c.width * c.inputs, which, 1)),
          w(support::integers<typename Weights::format>(c.outputs * depth(), which, 2)),
          bias(support::floats(c.outputs, 3e4F, 3)) { // more than 32 bits of steps, some of them
        const auto size = op::output_size("test", c.moved, {c.height, c.width});
        output_extents = {c.images, size.height, size.width, c.outputs};
        const std::size_t slices = std::same_as<typename Weights::granularity, per_tensor> ? 1 : c.outputs;
        for (std::size_t o = 0; o < slices; ++o) scales.push_back(0.001F * static_cast<float>(o % 7 + 1));
        for (std::size_t n = 0; n < c.images; ++n)
            for (std::size_t y = 0; y < size.height; ++y)
                for (std::size_t column = 0; column < size.width; ++column)
                    for (std::size_t o = 0; o < c.outputs; ++o) sums.push_back(sum(n, y, column, o));
    }

    [[nodiscard]] std::size_t depth() const {
        return sizes.moved.kernel.height * sizes.moved.kernel.width * (sizes.inputs / sizes.groups);
    }
    [[nodiscard]] quantization<Weights, Arithmetic> parameters() const {
        return {scales, std::vector<std::int32_t>(scales.size())};
    }
    [[nodiscard]] tensor_view<const std::int8_t, 4> weights() const {
        return {w.data(),
                {sizes.outputs, sizes.moved.kernel.height, sizes.moved.kernel.width, sizes.inputs / sizes.groups}};
    }
    [[nodiscard]] std::array<std::size_t, 4> input_extents() const {
        return {sizes.images, sizes.height, sizes.width, sizes.inputs};
    }
    [[nodiscard]] float scale(std::size_t o) const { return scales[scales.size() == 1 ? 0 : o]; }
    [[nodiscard]] int integer(std::size_t index, bool relu) const {
        const double rhs{scale(index % sizes.outputs)};
        const int q = requantized(Arithmetic(), is_linear, sums[index], double{input.scale}, rhs, double{output.scale});
        return relu ? std::max(q, 0) : q;
    }
    [[nodiscard]] float real(std::size_t index, bool relu) const {
        const auto step = static_cast<float>(double{input.scale} * scale(index % sizes.outputs));
        const auto value = static_cast<float>(static_cast<double>(sums[index]) * double{step});
        return relu ? std::max(value, 0.0F) : value;
    }

private:
    [[nodiscard]] std::int64_t sum(std::size_t n, std::size_t y, std::size_t column, std::size_t o) const {
        std::int64_t total = Arithmetic::bias(bias[o], input.scale, scale(o));
        support::for_each_product(sizes, n, y, column, o, [&](std::ptrdiff_t from, std::size_t weight) {
            if (from >= 0) total += std::int64_t{x[static_cast<std::size_t>(from)]} * w[weight];
        });
        return total;
    }
};

/// The layer gives the case's integers and reals on every instruction set, and touches no byte around its operands.
template <class Case, class Make>
void check_layer(const Case& c, bool relu, const Make& make) {
    const support::guarded_buffer<std::int16_t> before(c.x, support::guard::before), after(c.x);
    thread_pool pool(3);
    for (const isa::id id : isa::available()) {
        const support::limited_isa limited(id);
        const auto layer = make(relu ? op::activation::relu : op::activation::none);
        REQUIRE(layer.instruction_set() == id);
        support::working_memory workspace(layer.workspace_bytes(c.input_extents(), 3));
        const support::guarded_buffer<std::int16_t> integers(c.sums.size());
        const support::guarded_buffer<float> reals(c.sums.size());
        const tensor_view<const std::int16_t, 4> first(before.data(), c.input_extents()),
            last(after.data(), c.input_extents());
        layer.run(first, tensor_view<std::int16_t, 4>(integers.data(), c.output_extents), workspace.span(), pool);
        layer.run(last, tensor_view<float, 4>(reals.data(), c.output_extents), workspace.span());
        std::size_t differences = 0;
        for (std::size_t i = 0; i < c.sums.size(); ++i) {
            differences += integers[i] != c.integer(i, relu);
            differences += reals[i] != c.real(i, relu);
        }
        CAPTURE(isa::name(id), c.sizes, relu);
        REQUIRE(differences == 0);
    }
}

} // namespace

TEMPLATE_TEST_CASE("a convolution of 16-bit activations equals its formula on every instruction set", "[op][isa]",
                   (choice<channel_weights, profile::quanta>), (choice<tensor_weights, profile::tflite>),
                   (choice<channel_weights, profile::tflite_single>)) {
    using weights = typename TestType::weights;
    using arithmetic = typename TestType::arithmetic;
    auto all = support::convolution_cases;
    all.push_back({1, 3, 4, 60, 18, 1, {{3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}}}); // a depth of 540
    for (const auto& sizes : all)
        for (const auto which : support::patterns) {
            const wide_case<weights, arithmetic> c(sizes, which);
            check_layer(c, which == support::pattern::uniform, [&](op::activation function) {
                return op::conv2d<activations, weights, arithmetic>(c.weights(), c.parameters(), c.bias, c.input,
                                                                    c.output, function, sizes.moved, sizes.groups);
            });
        }
}

TEMPLATE_TEST_CASE("a depthwise convolution of 16-bit activations equals its formula on every instruction set",
                   "[op][isa]", (choice<channel_weights, profile::quanta>), (choice<tensor_weights, profile::tflite>)) {
    using weights = typename TestType::weights;
    using arithmetic = typename TestType::arithmetic;
    for (const auto& sizes : support::depthwise_cases)
        for (const auto which : support::patterns) {
            const wide_case<weights, arithmetic> c(sizes, which);
            check_layer(c, which == support::pattern::uniform, [&](op::activation function) {
                return op::depthwise_conv2d<activations, weights, arithmetic>(c.weights(), c.parameters(), c.bias,
                                                                              c.input, c.output, function, sizes.moved);
            });
        }
}

TEMPLATE_TEST_CASE("a linear layer of 16-bit activations equals its formula on every instruction set", "[op][isa]",
                   (choice<channel_weights, profile::quanta>), (choice<tensor_weights, profile::quanta>),
                   (choice<channel_weights, profile::tflite>)) {
    using weights = typename TestType::weights;
    using arithmetic = typename TestType::arithmetic;
    struct shape {
        std::size_t m, n, k;
    };
    for (const shape& s : {shape{0, 4, 4}, {1, 1, 1}, {5, 17, 31}, {13, 65, 66}, {7, 33, 1021}, {3, 5, 511}})
        for (const auto which : support::patterns) {
            wide_case<weights, arithmetic> c({s.m, 1, 1, s.k, s.n, 1, op::window_of({1, 1})}, which);
            c.is_linear = true;
            const bool relu = which == support::pattern::alternating;
            const support::guarded_buffer<std::int16_t> x(c.x);
            for (const isa::id id : isa::available()) {
                const support::limited_isa limited(id);
                const op::linear<activations, weights, arithmetic> layer(
                    view(c.w.data(), {s.n, s.k}), c.parameters(), c.bias, c.input, c.output,
                    relu ? op::activation::relu : op::activation::none);
                const tensor_view<const std::int16_t, 2> in(x.data(), {s.m, s.k});
                support::working_memory workspace(layer.workspace_bytes(in, 1));
                const support::guarded_buffer<std::int16_t> integers(s.m * s.n);
                const support::guarded_buffer<float> reals(s.m * s.n);
                layer.run(in, view(integers.data(), {s.m, s.n}), workspace.span());
                layer.run(in, view(reals.data(), {s.m, s.n}), workspace.span());
                std::size_t differences = 0;
                for (std::size_t i = 0; i < s.m * s.n; ++i) {
                    differences += integers[i] != c.integer(i, relu);
                    differences += reals[i] != c.real(i, relu);
                }
                CAPTURE(isa::name(id), s.m, s.n, s.k, static_cast<int>(which));
                REQUIRE(differences == 0);
            }
        }
}

TEST_CASE("a caller's own stages finish 64-bit sums", "[op]") {
    const wide_case<channel_weights, profile::quanta> c({1, 4, 1, 70, 9, 1, op::window_of({1, 1})},
                                                        support::pattern::uniform);
    const op::linear<activations, channel_weights> layer(view(c.w.data(), {9, 70}), c.parameters(), c.bias, c.input,
                                                         c.output, op::activation::none);
    std::vector<float> y(4 * 9);
    const auto in = view(c.x.data(), {4, 70});
    support::working_memory workspace(layer.workspace_bytes(tensor_view<const std::int16_t, 2>(in), 1));
    layer.run(in,
              epilogue::wide_pipeline{epilogue::dequantize_wide{layer.accumulator_scales().data(), true},
                                      epilogue::apply{[](float v) { return v > 0 ? v : 0.5F * v; }},
                                      epilogue::store<float>{y.data(), 9}},
              workspace.span());
    for (std::size_t i = 0; i < y.size(); ++i) {
        const float real = c.real(i, false);
        REQUIRE(y[i] == (real > 0 ? real : 0.5F * real));
    }
}

TEST_CASE("layers of 16-bit activations name what they cannot hold", "[op][errors]") {
    const std::vector<std::int8_t> w(8, 1);
    const auto make = [&]<class Arithmetic, class Bias>(Arithmetic, float scale, const Bias& bias, affine_params in,
                                                        affine_params out) {
        const quantization<channel_weights, Arithmetic> params(std::vector<float>(2, scale),
                                                               std::vector<std::int32_t>(2));
        return op::linear<activations, channel_weights, Arithmetic>(view(w.data(), {2, 4}), params, bias, in, out,
                                                                    op::activation::none);
    };
    REQUIRE_ERROR(make(profile::quanta(), 1.0F, std::vector<float>{0, 2e14F}, {1, 0}, {1, 0}),
                  "op::linear: bias 2e+14 of output 1 is 200000000753664 steps");
    REQUIRE_ERROR(
        make(profile::quanta(), 1.0F, std::vector<std::int64_t>{0, (std::int64_t{1} << 47) - 1}, {1, 0}, {1, 0}),
        "pack_rhs: column 1 of int8_narrow weights, depth 4, bias 140737488355327: the accumulator could reach "
        "140737488486395, it may hold +-140737488355327");
    REQUIRE_ERROR(make(profile::quanta(), 1.0F, std::vector<float>(), {1, 5}, {1, 0}),
                  "op::linear: zero point 5 of the input");
    REQUIRE_ERROR(make(profile::quanta(), 1.0F, std::vector<float>(), {1, 0}, {1, -1}),
                  "op::linear: zero point -1 of the output");
    const quantization<channel_weights, profile::tflite> ones(std::vector<float>(2, 1.0F),
                                                              std::vector<std::int32_t>(2));
    const auto convolution = [&](float input_scale) {
        return op::conv2d<activations, channel_weights, profile::tflite>(
            tensor_view<const std::int8_t, 4>(w.data(), {2, 1, 1, 4}), ones, std::vector<float>(), {input_scale, 0},
            {1, 0}, op::activation::none, op::window_of({1, 1}));
    };
    REQUIRE_ERROR(convolution(128), "wide multiplier: exponent 8");
    CHECK_NOTHROW(convolution(127));
}
