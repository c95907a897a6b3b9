// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>

#include <quanta/quanta.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>
#include <support/integer_data.hpp>

using namespace quanta;

namespace {

template <class A, class W>
struct schemes {
    using activations = A;
    using weights = W;
};
using uint8_activations = scheme<uint8, asymmetric, per_tensor>;
using int8_activations = scheme<int8, asymmetric, per_tensor>;
using int8_symmetric = scheme<int8, symmetric, per_tensor>;
using channel_weights = scheme<int8_narrow, symmetric, per_channel<0>>;
using tensor_weights = scheme<int8, symmetric, per_tensor>;
using zero_point_weights = scheme<uint8, asymmetric, per_channel<0>>;

struct shape {
    std::size_t m, n, k;
};
const std::vector<shape> shapes{{0, 4, 4}, {1, 1, 1}, {1, 10, 128}, {5, 17, 31}, {13, 65, 66}, {64, 130, 50}};

/// A layer's operands, and what it must give: every step in 64-bit integers or in the profile's scalar functions.
template <class A, class W>
struct layer_case {
    using input_type = typename A::storage_type;
    using weight_type = typename W::storage_type;

    shape s;
    affine_params input{0.037F, A::is_symmetric ? 0 : (A::format::lowest + A::format::highest) / 2 + 9};
    affine_params output{0.9F, A::is_symmetric ? 0 : A::format::lowest + 77};
    std::vector<input_type> x;
    std::vector<weight_type> w;
    std::vector<float> bias, scales;
    std::vector<std::int32_t> zero_points;

    layer_case(const shape& sizes, support::pattern which)
        : s(sizes), x(support::integers<typename A::format>(s.m * s.k, which, 1)),
          w(support::integers<typename W::format>(s.n * s.k, which, 2)), bias(support::floats(s.n, 3.0F, 3)) {
        const std::size_t slices = std::same_as<typename W::granularity, per_tensor> ? 1 : s.n;
        for (std::size_t j = 0; j < slices; ++j) {
            scales.push_back(0.001F * static_cast<float>(j % 7 + 1));
            zero_points.push_back(W::is_symmetric ? 0 : static_cast<std::int32_t>((j * 37) % 256));
        }
    }

    [[nodiscard]] quantization<W> parameters() const { return quantization<W>(scales, zero_points); }
    [[nodiscard]] tensor_view<const weight_type, 2> weights() const { return {w.data(), {s.n, s.k}}; }
    [[nodiscard]] tensor_view<const input_type, 2> activations() const { return {x.data(), {s.m, s.k}}; }
    [[nodiscard]] float scale(std::size_t j) const { return scales[scales.size() == 1 ? 0 : j]; }

    [[nodiscard]] std::int32_t accumulator(std::size_t i, std::size_t j) const {
        std::int64_t sum = profile::quanta::bias(bias[j], input.scale, scale(j));
        const std::int32_t zero_point = zero_points[zero_points.size() == 1 ? 0 : j];
        for (std::size_t k = 0; k < s.k; ++k)
            sum += (std::int64_t{x[i * s.k + k]} - input.zero_point) * (std::int64_t{w[j * s.k + k]} - zero_point);
        return static_cast<std::int32_t>(sum);
    }
    [[nodiscard]] int expected(std::size_t i, std::size_t j, bool relu) const {
        const float m = profile::quanta::multiplier(input.scale, scale(j), output.scale);
        const int q =
            profile::quanta::requantize(accumulator(i, j), m, output.zero_point, A::format::lowest, A::format::highest);
        return relu ? std::max(q, output.zero_point) : q;
    }
    [[nodiscard]] float expected_real(std::size_t i, std::size_t j, bool relu) const {
        const float real = static_cast<float>(accumulator(i, j)) * static_cast<float>(double{input.scale} * scale(j));
        return relu ? std::max(real, 0.0F) : real;
    }
};

struct memory {
    explicit memory(std::size_t bytes) : buffer(bytes) {}
    [[nodiscard]] std::span<std::byte> span() { return {buffer.data(), buffer.size()}; }
    aligned_buffer buffer;
};

struct failing_executor {
    [[nodiscard]] static std::size_t workers() { return 1; }
    static void run(std::size_t, const auto&) { throw std::runtime_error("worker lost"); }
};

const isa::id best = isa::select();

} // namespace

TEMPLATE_TEST_CASE("a linear layer equals its formula on every instruction set", "[op][isa]",
                   (schemes<uint8_activations, channel_weights>), (schemes<int8_activations, channel_weights>),
                   (schemes<int8_symmetric, tensor_weights>), (schemes<uint8_activations, zero_point_weights>),
                   (schemes<int8_activations, zero_point_weights>)) {
    using activations = typename TestType::activations;
    using layer = op::linear<activations, typename TestType::weights>;
    for (const isa::id id : isa::available())
        for (const shape& s : shapes)
            for (const auto which : support::patterns)
                for (const bool relu : {false, true}) {
                    isa::limit_to(id);
                    const layer_case<activations, typename TestType::weights> c(s, which);
                    const layer tested(c.weights(), c.parameters(), c.bias, c.input, c.output,
                                       relu ? op::activation::relu : op::activation::none);
                    REQUIRE(tested.instruction_set() == id);
                    memory workspace(tested.workspace_bytes(c.activations(), 3));
                    std::vector<typename activations::storage_type> integers(s.m * s.n);
                    std::vector<float> reals(s.m * s.n);
                    thread_pool pool(3);
                    tested.run(c.activations(), view(integers.data(), {s.m, s.n}), workspace.span(), pool);
                    tested.run(c.activations(), view(reals.data(), {s.m, s.n}), workspace.span());
                    std::size_t differences = 0;
                    for (std::size_t i = 0; i < s.m; ++i)
                        for (std::size_t j = 0; j < s.n; ++j) {
                            differences += integers[i * s.n + j] != c.expected(i, j, relu);
                            differences += reals[i * s.n + j] != c.expected_real(i, j, relu);
                        }
                    CAPTURE(isa::name(id), s.m, s.n, s.k, static_cast<int>(which), relu);
                    REQUIRE(differences == 0);
                }
    isa::limit_to(best);
}

TEST_CASE("a bias in accumulator steps is added as it is to a layer", "[op]") {
    const layer_case<uint8_activations, channel_weights> c({3, 20, 30}, support::pattern::uniform);
    std::vector<std::int32_t> steps(20), sums(60), plain(60);
    for (std::size_t j = 0; j < 20; ++j) steps[j] = 9999 - 1000 * static_cast<std::int32_t>(j);
    const op::linear<uint8_activations, channel_weights> with(c.weights(), c.parameters(), steps, c.input, c.output,
                                                              op::activation::none),
        without(c.weights(), c.parameters(), {}, c.input, c.output, op::activation::none);
    memory workspace(with.workspace_bytes(c.activations(), 1));
    with.run(c.activations(), epilogue::pipeline{epilogue::store<std::int32_t>{sums.data(), 20}}, workspace.span());
    without.run(c.activations(), epilogue::pipeline{epilogue::store<std::int32_t>{plain.data(), 20}}, workspace.span());
    for (std::size_t i = 0; i < 60; ++i) REQUIRE(sums[i] == plain[i] + steps[i % 20]);
    REQUIRE_ERROR((op::linear<uint8_activations, channel_weights>(
                      c.weights(), c.parameters(), std::span(steps).first(3), c.input, c.output, op::activation::none)),
                  "the number of biases is 3, expected is 20");
}

TEST_CASE("a layer keeps the instruction set that it was made for", "[op][isa]") {
    const layer_case<uint8_activations, channel_weights> c({3, 20, 30}, support::pattern::uniform);
    isa::limit_to(isa::id::reference);
    const op::linear<uint8_activations, channel_weights> made_early(c.weights(), c.parameters(), c.bias, c.input,
                                                                    c.output, op::activation::none);
    isa::limit_to(best);
    CHECK(made_early.instruction_set() == isa::id::reference);
    std::vector<std::uint8_t> out(60);
    memory workspace(made_early.workspace_bytes(c.activations(), 1));
    made_early.run(c.activations(), view(out.data(), {3, 20}), workspace.span());
    CHECK(out[0] == c.expected(0, 0, false));
}

TEST_CASE("input columns may be apart, and rows reversed", "[op]") {
    const layer_case<uint8_activations, channel_weights> c({6, 20, 30}, support::pattern::uniform);
    const op::linear<uint8_activations, channel_weights> layer(c.weights(), c.parameters(), c.bias, c.input, c.output,
                                                               op::activation::none);
    std::vector<std::uint8_t> columns(6 * 30), out(6 * 22);
    for (std::size_t i = 0; i < 6; ++i)
        for (std::size_t k = 0; k < 30; ++k) columns[k * 6 + (5 - i)] = c.x[i * 30 + k];
    const tensor_view<const std::uint8_t, 2> input(columns.data() + 5, {6, 30}, {-1, 6});
    const tensor_view<std::uint8_t, 2> output(out.data() + 1, {6, 20}, {22, 1});
    memory workspace(layer.workspace_bytes(input, 1));
    layer.run(input, output, workspace.span());
    for (std::size_t i = 0; i < 6; ++i)
        for (std::size_t j = 0; j < 20; ++j) REQUIRE(output(i, j) == c.expected(i, j, false));
    CHECK(out[0] == 0);
    CHECK(out[21] == 0);
}

TEST_CASE("run allocates nothing", "[op]") {
    const layer_case<uint8_activations, channel_weights> c({64, 130, 50}, support::pattern::uniform);
    const op::linear<uint8_activations, channel_weights> layer(c.weights(), c.parameters(), c.bias, c.input, c.output,
                                                               op::activation::relu);
    const op::dynamic_linear<uint8_activations, channel_weights> dynamic(c.weights(), c.parameters(), c.bias,
                                                                         op::activation::relu);
    const auto reals = support::floats(64 * 50, 1.0F, 4);
    const auto real_weights = support::floats(130 * 50, 1.0F, 5);
    const op::float_linear plain(view(real_weights.data(), {130, 50}), c.bias, op::activation::relu);
    std::vector<std::uint8_t> out(64 * 130);
    std::vector<float> real_out(64 * 130);
    const auto real_in = view(reals.data(), {64, 50});
    const auto real_result = view(real_out.data(), {64, 130});
    for (const std::size_t workers : std::initializer_list<std::size_t>{1, 3}) {
        thread_pool pool(workers);
        memory workspace(
            std::max(layer.workspace_bytes(c.activations(), workers), dynamic.workspace_bytes(64, workers)));
        const std::size_t before = support::allocations();
        layer.run(c.activations(), view(out.data(), {64, 130}), workspace.span(), pool);
        layer.run(c.activations(), real_result, workspace.span(), pool);
        dynamic.run(real_in, real_result, workspace.span(), pool);
        plain.run(real_in, real_result, workspace.span(), pool);
        CHECK(support::allocations() == before);
    }
}

TEST_CASE("a layer runs the caller's own epilogue: a residual, a function, another store", "[op][isa]") {
    for (const isa::id id : isa::available()) {
        isa::limit_to(id);
        const layer_case<uint8_activations, zero_point_weights> c({7, 33, 19}, support::pattern::uniform);
        const op::linear<uint8_activations, zero_point_weights> layer(c.weights(), c.parameters(), c.bias, c.input,
                                                                      c.output, op::activation::none);
        const auto residual = support::integers<int8>(7 * 33, support::pattern::uniform, 5);
        std::vector<std::uint8_t> out(7 * 33);
        const epilogue::pipeline finish{
            epilogue::dequantize{.column_scales = layer.accumulator_scales().data(), .per_column = true},
            epilogue::residual_add<std::int8_t>{residual.data(), 33, 0.5F, 3},
            epilogue::apply{[](float v) { return v < 0 ? 0.25F * v : v; }},
            epilogue::quantize{.inverse_scale = 2.0F, .zero_point = 100, .lowest = 0, .highest = 255},
            epilogue::store<std::uint8_t>{out.data(), 33}};
        memory workspace(layer.workspace_bytes(c.activations(), 1));
        layer.run(c.activations(), finish, workspace.span());
        for (std::size_t i = 0; i < 7; ++i)
            for (std::size_t j = 0; j < 33; ++j) {
                const float sum =
                    std::fma(static_cast<float>(residual[i * 33 + j] - 3), 0.5F, c.expected_real(i, j, false));
                const float v = sum < 0 ? 0.25F * sum : sum;
                CAPTURE(isa::name(id), i, j);
                REQUIRE(out[i * 33 + j] == profile::quanta::quantize(v, {0.5F, 100}, 0, 255));
            }
    }
    isa::limit_to(best);
}

TEST_CASE("a layer refuses parameters that are none", "[op][errors]") {
    const layer_case<uint8_activations, channel_weights> c({4, 6, 8}, support::pattern::uniform);
    const auto make = [&](affine_params input, affine_params output) {
        return op::linear<uint8_activations, channel_weights>(c.weights(), c.parameters(), {}, input, output,
                                                              op::activation::relu);
    };
    REQUIRE_ERROR(make({0.1F, 1000}, c.output), "zero point 1000");
    REQUIRE_ERROR(make({0.0F, 0}, c.output), "scale 0");
    REQUIRE_ERROR(make(c.input, {std::nanf(""), 0}), "scale nan");
    REQUIRE_ERROR(make(c.input, {0.1F, -1}), "zero point -1");
    REQUIRE_ERROR(make({1e38F, 0}, {1e-36F, 0}), "the multiplier of output 0 is inf");
}

TEST_CASE("an executor's task that throws reaches the caller of an operator", "[op][threads]") {
    const layer_case<uint8_activations, channel_weights> c({2, 3, 4}, support::pattern::uniform);
    const op::linear<uint8_activations, channel_weights> layer(c.weights(), c.parameters(), c.bias, c.input, c.output,
                                                               op::activation::none);
    std::vector<std::uint8_t> out(6);
    memory workspace(layer.workspace_bytes(c.activations(), 1));
    failing_executor executor;
    REQUIRE_THROWS_AS(layer.run(c.activations(), view(out.data(), {2, 3}), workspace.span(), executor),
                      std::runtime_error);
}

TEST_CASE("one layer serves several threads at once", "[op][threads]") {
    const layer_case<uint8_activations, channel_weights> c({13, 65, 66}, support::pattern::uniform);
    const op::linear<uint8_activations, channel_weights> layer(c.weights(), c.parameters(), c.bias, c.input, c.output,
                                                               op::activation::none);
    std::vector<std::vector<std::uint8_t>> outs(4, std::vector<std::uint8_t>(13 * 65));
    thread_pool pool(4);
    pool.run(4, [&](std::size_t index, std::size_t) {
        memory workspace(layer.workspace_bytes(c.activations(), 1));
        layer.run(c.activations(), view(outs[index].data(), {13, 65}), workspace.span());
    });
    for (const auto& out : outs) CHECK(out == outs[0]);
    CHECK(outs[0][64] == c.expected(0, 64, false));
}

TEST_CASE("a layer refuses what does not fit, by name", "[op][errors]") {
    using layer = op::linear<uint8_activations, channel_weights>;
    const layer_case<uint8_activations, channel_weights> c({4, 6, 8}, support::pattern::uniform);
    const auto make = [&](const auto& weights, const auto& parameters, std::span<const float> bias) {
        return layer(weights, parameters, bias, c.input, c.output, op::activation::none);
    };
    const tensor_view<const std::int8_t, 2> no_depth(c.w.data(), {6, 0}), no_outputs(c.w.data(), {0, 8});
    REQUIRE_ERROR(make(no_depth, c.parameters(), c.bias), "weights (6, 0) have an axis of zero");
    REQUIRE_ERROR(make(no_outputs, c.parameters(), {}), "weights (0, 8) have an axis of zero");
    REQUIRE_ERROR(make(c.weights(), c.parameters(), std::span(c.bias).first(5)),
                  "the number of biases is 5, expected is 6");
    const std::vector<float> scales(5, 0.1F);
    const std::vector<std::int32_t> zeros(5);
    REQUIRE_ERROR(make(c.weights(), quantization<channel_weights>(scales, zeros), {}),
                  "weight scales is 5, expected is 6");
    auto huge = c.bias;
    huge[3] = 1e9F;
    REQUIRE_ERROR(make(c.weights(), c.parameters(), huge), "bias 1e+09 of output 3");
    huge[3] = std::nanf("");
    REQUIRE_ERROR(make(c.weights(), c.parameters(), huge), "nan");

    const layer good = make(c.weights(), c.parameters(), c.bias);
    std::vector<std::uint8_t> out(100);
    memory workspace(good.workspace_bytes(c.activations(), 1) + 128);
    const auto fit = view(out.data(), {4, 6});
    REQUIRE_ERROR(good.run(view(c.x.data(), {4, 7}), fit, workspace.span()),
                  "the depth of the input is 7, expected is 8");
    REQUIRE_ERROR(good.run(c.activations(), view(out.data(), {3, 6}), workspace.span()),
                  "the output's rows is 3, expected is 4");
    REQUIRE_ERROR(good.run(c.activations(), view(out.data(), {4, 5}), workspace.span()),
                  "the output's columns is 5, expected is 6");
    REQUIRE_ERROR(
        good.run(c.activations(), tensor_view<std::uint8_t, 2>(out.data(), {4, 6}, {12, 2}), workspace.span()),
        "columns are 2 elements apart");
    auto in_place = c.x;
    in_place.resize(100);
    REQUIRE_ERROR(
        good.run(view(std::as_const(in_place).data(), {4, 8}), view(in_place.data() + 31, {4, 6}), workspace.span()),
        "overlaps the input");

    // This instruction set may need no workspace for contiguous rows; strided ones need it everywhere.
    const tensor_view<const std::uint8_t, 2> strided(c.x.data(), {4, 8}, {1, 4});
    memory exact(good.workspace_bytes(strided, 1) + 64);
    const std::size_t needed = good.workspace_bytes(strided, 1);
    REQUIRE_ERROR(good.run(strided, fit, exact.span().first(needed - 1)),
                  text("a workspace of ", needed - 1, " bytes, needed are ", needed));
    REQUIRE_ERROR(good.run(strided, fit, exact.span().subspan(1, needed)), "1 bytes past a multiple of 64");
    REQUIRE_NOTHROW(good.run(strided, fit, exact.span().first(needed)));
    REQUIRE_ERROR(good.run(c.activations(), tensor_view<std::uint8_t, 2>(out.data(), {4, 6}, {0, 1}), exact.span()),
                  "the output overlaps itself");
    const tensor_view<std::uint8_t, 2> in_workspace(reinterpret_cast<std::uint8_t*>(exact.span().data()), {4, 6});
    REQUIRE_ERROR(good.run(strided, in_workspace, exact.span()), "overlaps the workspace of");
}

TEST_CASE("columns of one buffer may be input and output", "[op]") {
    const layer_case<uint8_activations, channel_weights> c({4, 6, 8}, support::pattern::uniform);
    const op::linear<uint8_activations, channel_weights> layer(c.weights(), c.parameters(), c.bias, c.input, c.output,
                                                               op::activation::none);
    std::vector<std::uint8_t> wide(4 * 14);
    for (std::size_t i = 0; i < 4; ++i) std::copy_n(c.x.data() + i * 8, 8, wide.data() + i * 14);
    const tensor_view<const std::uint8_t, 2> input(wide.data(), {4, 8}, {14, 1});
    const tensor_view<std::uint8_t, 2> output(wide.data() + 8, {4, 6}, {14, 1});
    memory workspace(layer.workspace_bytes(input, 1));
    layer.run(input, output, workspace.span());
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 6; ++j) REQUIRE(output(i, j) == c.expected(i, j, false));
    const tensor_view<std::uint8_t, 2> overlapping(wide.data() + 7, {4, 6}, {14, 1});
    REQUIRE_ERROR(layer.run(input, overlapping, workspace.span()), "overlaps the input");
}

TEST_CASE("a depth that could overflow 32 bits is refused at packing", "[op][errors]") {
    using layer = op::linear<uint8_activations, tensor_weights>;
    const quantization<tensor_weights> one(affine_params{1.0F, 0});
    const auto make = [&](std::size_t depth, std::int8_t weight) {
        const std::vector<std::int8_t> w(depth, weight);
        return layer(view(w.data(), {1, depth}), one, {}, {1.0F, 0}, {1.0F, 0}, op::activation::none);
    };
    CHECK(largest_depth<uint8, int8>(0, 0, 0) == 65793);
    REQUIRE_NOTHROW(make(65793, -128));
    REQUIRE_ERROR(make(65794, -128), "column 0 of int8 weights, depth 65794");
    REQUIRE_ERROR(make(65794, -128), "safe up to depth 65793");
    // The weights themselves decide beyond what any weights allow: 255 * 1 * 200000 fits.
    REQUIRE_NOTHROW(make(200000, 1));
}

TEST_CASE("the largest depth gives the exact sum", "[op][isa]") {
    using layer = op::linear<uint8_activations, tensor_weights>;
    const quantization<tensor_weights> one(affine_params{1.0F, 0});
    const std::vector<std::int8_t> w(65793, -128);
    const std::vector<std::uint8_t> x(65793, 255);
    for (const isa::id id : isa::available()) {
        isa::limit_to(id);
        const layer deep(view(w.data(), {1, 65793}), one, {}, {1.0F, 0}, {1.0F, 0}, op::activation::none);
        float out = 0;
        const auto input = view(x.data(), {1, 65793});
        memory workspace(deep.workspace_bytes(input, 1));
        deep.run(input, view(&out, {1, 1}), workspace.span());
        CAPTURE(isa::name(id));
        CHECK(out == static_cast<float>(-255.0 * 128 * 65793));
    }
    isa::limit_to(best);
}
