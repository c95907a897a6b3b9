// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/op/tflite_functions.hpp>
#include <quanta/op/tflite_softmax.hpp>
#include <quanta/op/wide_logistic.hpp>
#include <quanta/op/wide_softmax.hpp>
#include <quanta/op/wide_tanh.hpp>
#include <quanta/quanta.hpp>

#include "golden/agreement.hpp"
#include "golden/golden_file.hpp"
#include "golden/plain_layers.hpp"
#include "support/limited_isa.hpp"

using namespace quanta;
using golden::differences;

namespace {

using activations = scheme<int16, symmetric, per_tensor>;
using weights = scheme<int8_narrow, symmetric, per_channel<0>>;

/// Vectors of values that are stored in a T: `operation_of(parameters of x)` runs on x (M, N).
template <class T, class OperationOf>
void compare_functions(const std::string& file, const char* result, const OperationOf& operation_of) {
    std::size_t compared = 0;
    for (const golden::vector& v : golden::read(file, result)) {
        if (v["x"].type != (sizeof(T) == 2 ? "int16" : "int8")) continue;
        const auto x = v.integers<T>("x");
        std::vector<T> y(x.size());
        const std::size_t columns = v["x"].shape.back(), rows = x.size() / columns;
        operation_of(v.only_params("x")).run(view(x.data(), {rows, columns}), view(y.data(), {rows, columns}));
        CAPTURE(file, result, v.name());
        CHECK(differences(std::vector<int>(y.begin(), y.end()), v.integers(result)) == "");
        ++compared;
    }
    CHECK(compared > 0);
}

op::activation activation_of(const golden::vector& v) {
    return {v.real("activation_lowest"), v.real("activation_highest")};
}

quantization<weights, profile::tflite> weight_scales(const golden::vector& v, std::size_t outputs) {
    std::vector<float> scales;
    for (const affine_params& each : v.params("w")) scales.push_back(each.scale);
    scales.resize(outputs, scales[0]);
    return {scales, std::vector<std::int32_t>(outputs)};
}

/// The layer's integers for x, on every instruction set, are those of the file.
template <class Input, class Make>
void compare_layer(const golden::vector& v, const char* result, const Input& x, const Make& make) {
    for (const isa::id id : isa::available()) {
        const support::limited_isa limited(id);
        const auto layer = make();
        auto extents = x.extents();
        if constexpr (Input::rank == 4)
            extents = layer.output_extents(extents);
        else
            extents[1] = layer.outputs();
        const std::vector<int> expected = v.integers(result);
        std::vector<std::int16_t> y(expected.size());
        aligned_buffer memory(layer.workspace_bytes(x, 1));
        layer.run(x, tensor_view<std::int16_t, Input::rank>(y.data(), extents), {memory.data(), memory.size()});
        CAPTURE(isa::name(id), result, v.name());
        CHECK(differences(std::vector<int>(y.begin(), y.end()), expected) == "");
    }
}

} // namespace

TEST_CASE("functions with fixed outputs give LiteRT's integers", "[golden]") {
    const auto softmax = [](affine_params x) { return op::tflite_softmax<std::int8_t>(x, 1.0F); };
    const auto wide_softmax = [](affine_params x) { return op::wide_softmax(x, 1.0F); };
    for (const char* result : {"reference", "optimized"}) {
        compare_functions<std::int8_t>("litert/logistic.json", result, op::tflite_logistic<std::int8_t>);
        compare_functions<std::int8_t>("litert/tanh.json", result, op::tflite_tanh<std::int8_t>);
        compare_functions<std::int8_t>("litert/softmax.json", result, softmax);
        compare_functions<std::int16_t>("litert/softmax.json", result, wide_softmax);
    }
    // The optimized kernels compute in another fixed point where the scale is a power of two.
    compare_functions<std::int16_t>("litert/logistic.json", "reference",
                                    [](affine_params x) { return op::wide_logistic(x); });
    compare_functions<std::int16_t>("litert/tanh.json", "reference", [](affine_params x) { return op::wide_tanh(x); });
}

TEST_CASE("16x8 convolutions under profile::tflite give LiteRT's integers", "[golden][isa]") {
    for (const char* result : {"reference", "optimized"})
        for (const golden::vector& v : golden::read("litert/conv2d_16x8.json", result)) {
            const support::convolution_case c = golden::convolution_of(v);
            const auto x = v.integers<std::int16_t>("x");
            const auto w = v.integers<std::int8_t>("w");
            const auto bias = v.integers<std::int64_t>("bias");
            const tensor_view<const std::int16_t, 4> image(x.data(), {c.images, c.height, c.width, c.inputs});
            const tensor_view<const std::int8_t, 4> kernels(
                w.data(), {c.outputs, c.moved.kernel.height, c.moved.kernel.width, c.inputs / c.groups});
            compare_layer(v, result, image, [&] {
                return op::conv2d<activations, weights, profile::tflite>(kernels, weight_scales(v, c.outputs), bias,
                                                                         v.only_params("x"), v.only_params("y"),
                                                                         activation_of(v), c.moved, c.groups);
            });
            if (c.inputs != c.groups) continue;
            compare_layer(v, result, image, [&] {
                return op::depthwise_conv2d<activations, weights, profile::tflite>(
                    kernels, weight_scales(v, c.outputs), bias, v.only_params("x"), v.only_params("y"),
                    activation_of(v), c.moved);
            });
        }
}

TEST_CASE("16x8 fully connected layers under profile::tflite give LiteRT's integers", "[golden][isa]") {
    std::size_t compared = 0;
    for (const char* result : {"reference", "optimized"})
        for (const golden::vector& v : golden::read("litert/fully_connected.json", result)) {
            if (v["x"].type != "int16") continue;
            const std::size_t rows = v["x"].shape.at(0), depth = v["x"].shape.at(1), outputs = v["w"].shape.at(0);
            const auto x = v.integers<std::int16_t>("x");
            const auto w = v.integers<std::int8_t>("w");
            const auto bias = v.integers<std::int64_t>("bias");
            compare_layer(v, result, tensor_view<const std::int16_t, 2>(x.data(), {rows, depth}), [&] {
                return op::linear<activations, weights, profile::tflite>(
                    view(w.data(), {outputs, depth}), weight_scales(v, outputs), bias, v.only_params("x"),
                    v.only_params("y"), activation_of(v));
            });
            ++compared;
        }
    CHECK(compared > 0);
}

TEST_CASE("sums and products of int16 under profile::tflite give LiteRT's integers", "[golden][isa]") {
    const auto compare = [](const std::string& file, const auto& operation_of) {
        std::size_t compared = 0;
        for (const char* result : {"reference", "optimized"})
            for (const golden::vector& v : golden::read(file, result)) {
                if (v["a"].type != "int16") continue;
                const op::integer_range range =
                    op::clamp_range(profile::tflite(), activation_of(v), v.only_params("y"), {-32768, 32767});
                const auto a = v.integers<std::int16_t>("a"), b = v.integers<std::int16_t>("b");
                for (const isa::id id : isa::available()) {
                    const support::limited_isa limited(id);
                    std::vector<std::int16_t> y(a.size());
                    operation_of(v, range).run(view(a.data(), {a.size()}), view(b.data(), {a.size()}),
                                               view(y.data(), {a.size()}));
                    CAPTURE(isa::name(id), file, result, v.name());
                    CHECK(differences(std::vector<int>(y.begin(), y.end()), v.integers(result)) == "");
                    ++compared;
                }
            }
        CHECK(compared > 0);
    };
    compare("litert/add.json", [](const golden::vector& v, op::integer_range range) {
        return op::wide_add<profile::tflite>(v.only_params("a"), v.only_params("b"), v.only_params("y"), range);
    });
    compare("litert/mul.json", [](const golden::vector& v, op::integer_range range) {
        return op::wide_mul<profile::tflite>(v.only_params("a"), v.only_params("b"), v.only_params("y"), range);
    });
}

TEST_CASE("means of int16 under profile::tflite are LiteRT's integers", "[golden]") {
    std::size_t compared = 0;
    for (const char* result : {"reference", "optimized"})
        for (const golden::vector& v : golden::read("litert/average_pool.json", result)) {
            if (v["x"].type != "int16") continue;
            const auto kernel = v.integers<std::size_t>("kernel"), strides = v.integers<std::size_t>("strides"),
                       pads = v.integers<std::size_t>("pads");
            const op::window moved{{kernel.at(0), kernel.at(1)},
                                   {strides.at(0), strides.at(1)},
                                   {pads.at(0), pads.at(1), pads.at(2), pads.at(3)},
                                   {1, 1}};
            const std::vector<std::size_t>& shape = v["x"].shape;
            const op::size2d size = op::output_size("golden", moved, {shape.at(1), shape.at(2)});
            const auto x = v.integers<std::int16_t>("x");
            std::vector<std::int16_t> y(shape[0] * size.height * size.width * shape.at(3));
            const op::wide_average_pool2d<profile::tflite> pool(moved, v.only_params("x"), v.only_params("y"),
                                                                {-32768, 32767});
            pool.run(tensor_view<const std::int16_t, 4>(x.data(), {shape[0], shape[1], shape[2], shape[3]}),
                     tensor_view<std::int16_t, 4>(y.data(), {shape[0], size.height, size.width, shape[3]}));
            CAPTURE(result, v.name());
            CHECK(differences(std::vector<int>(y.begin(), y.end()), v.integers(result)) == "");
            ++compared;
        }
    CHECK(compared > 0);
}
