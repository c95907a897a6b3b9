// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/integer_formats.hpp>
#include <quanta/op/conv2d.hpp>
#include <quanta/op/depthwise_conv2d.hpp>
#include <quanta/op/linear.hpp>
#include <quanta/params/any_profile.hpp>
#include <quanta/params/scheme.hpp>

#include "golden/agreement.hpp"
#include "golden/golden_file.hpp"
#include "golden/instruction_sets.hpp"
#include "golden/plain_layers.hpp"

// The library's layers under the profiles, on every instruction set, against the toolkits.

using namespace quanta;
using golden::differences;

namespace {

using weights_scheme = scheme<int8, symmetric, per_channel<0>>;

/// The operands of a layer: one scale of the weights an output, whether or not the vector has as many.
template <class Format>
struct layer_operands {
    using storage = typename Format::storage_type;
    using activations = scheme<Format, asymmetric, per_tensor>;

    std::vector<storage> x;
    std::vector<std::int8_t> w;
    std::vector<std::int32_t> bias;
    quantization<weights_scheme, profile::any> params;
    affine_params input, output;
    op::activation activation;

    static layer_operands of(const golden::vector& v, const char* x, const char* w, std::size_t outputs) {
        std::vector<float> scales = v.reals(std::string(w) + "_scale");
        if (scales.size() == 1) scales.assign(outputs, scales[0]);
        op::activation activation = op::activation::none;
        if (v.has("activation_lowest")) activation = {v.real("activation_lowest"), v.real("activation_highest")};
        return {v.integers<storage>(x),
                v.integers<std::int8_t>(w),
                v.has("bias") ? v.integers("bias") : std::vector<std::int32_t>(outputs, 0),
                {scales, std::vector<std::int32_t>(outputs, 0)},
                v.only_params(x),
                v.only_params("y"),
                activation};
    }
};

/// Runs the layer that `make()` gives on every instruction set, from `in` to as many integers as field `result` has.
template <class Make, class In, class Out>
void check_layer(const golden::vector& v, const std::string& result, const Make& make, const In& in, const Out& out) {
    golden::on_every_instruction_set([&] {
        const auto layer = make();
        aligned_buffer memory(layer.workspace_bytes(in, 1));
        std::fill_n(out.data(), out.size(), typename Out::value_type{});
        layer.run(in, out, {memory.data(), memory.size()});
        CHECK(differences(std::vector(out.data(), out.data() + out.size()), v.integers(result)) == "");
    });
}

template <class Format>
void check_linear(const golden::vector& v, const std::string& result, const profile::any& profile) {
    using storage = typename Format::storage_type;
    const auto o = layer_operands<Format>::of(v, "x", "w", v["w"].shape.at(0));
    const tensor_view<const storage, 2> in(o.x.data(), {v["x"].shape.at(0), v["x"].shape.at(1)});
    const tensor_view<const std::int8_t, 2> w(o.w.data(), {v["w"].shape.at(0), v["w"].shape.at(1)});
    std::vector<storage> y(in.extent(0) * w.extent(0));
    const auto make = [&] {
        return op::linear<typename layer_operands<Format>::activations, weights_scheme, profile::any>(
            w, o.params, o.bias, o.input, o.output, o.activation, profile);
    };
    check_layer(v, result, make, in, tensor_view<storage, 2>(y.data(), {in.extent(0), w.extent(0)}));
}

template <class Format>
void check_convolution(const golden::vector& v, const std::string& result, const profile::any& profile) {
    using storage = typename Format::storage_type;
    using activations = typename layer_operands<Format>::activations;
    const support::convolution_case c = golden::convolution_of(v);
    const auto o = layer_operands<Format>::of(v, "x", "w", c.outputs);
    const tensor_view<const storage, 4> in(o.x.data(), {c.images, c.height, c.width, c.inputs});
    const tensor_view<const std::int8_t, 4> w(
        o.w.data(), {c.outputs, c.moved.kernel.height, c.moved.kernel.width, c.inputs / c.groups});
    std::vector<storage> y(v[result].integers.size());
    const auto& shape = v[result].shape;
    const tensor_view<storage, 4> out(y.data(), {shape.at(0), shape.at(1), shape.at(2), shape.at(3)});
    const auto dense = [&] {
        return op::conv2d<activations, weights_scheme, profile::any>(w, o.params, o.bias, o.input, o.output,
                                                                     o.activation, c.moved, c.groups, profile);
    };
    check_layer(v, result, dense, in, out);
    if (c.groups != c.inputs) return;
    const auto depthwise = [&] {
        return op::depthwise_conv2d<activations, weights_scheme, profile::any>(w, o.params, o.bias, o.input, o.output,
                                                                               o.activation, c.moved, profile);
    };
    check_layer(v, result, depthwise, in, out);
}

/// The layers of a file that have 8-bit operands, weights around 0, and no bias in reals.
std::vector<golden::vector> layers_of(const std::string& file, const std::string& result) {
    std::vector<golden::vector> layers = golden::read(file, result);
    std::erase_if(layers, [](const golden::vector& v) {
        return v["x"].type == "int16" || v["w"].type != "int8" || v.has("real_bias");
    });
    CHECK(layers.size() > 3);
    return layers;
}

void compare_linear(const std::string& file, const std::string& result, profile_value value) {
    for (const golden::vector& v : layers_of(file, result)) {
        INFO(file << ", " << result << ", " << v.name());
        if (v["x"].type == "int8")
            check_linear<int8>(v, result, profile::any(value));
        else
            check_linear<uint8>(v, result, profile::any(value));
    }
}

void compare_convolutions(const std::string& file, const std::string& result, profile_value value) {
    for (const golden::vector& v : layers_of(file, result)) {
        INFO(file << ", " << result << ", " << v.name());
        if (v["x"].type == "int8")
            check_convolution<int8>(v, result, profile::any(value));
        else
            check_convolution<uint8>(v, result, profile::any(value));
    }
}

} // namespace

TEST_CASE("op::linear gives what the toolkits give, on every instruction set", "[golden]") {
    compare_linear("litert/fully_connected.json", "reference", profile_value::tflite);
    compare_linear("litert/fully_connected.json", "xnnpack", profile_value::xnnpack);
    compare_linear("pytorch/linear.json", "result", profile_value::pytorch);
}

TEST_CASE("Convolutions give what the toolkits give, on every instruction set", "[golden]") {
    for (const char* file : {"litert/conv2d.json", "litert/depthwise_conv2d.json"}) {
        compare_convolutions(file, "reference", profile_value::tflite);
        compare_convolutions(file, "xnnpack", profile_value::xnnpack);
    }
    compare_convolutions("onnx/qlinear_conv.json", "runtime", profile_value::onnx);
    compare_convolutions("onnx/qlinear_conv.json", "reference", profile_value::onnx_reference);
    compare_convolutions("pytorch/conv2d.json", "result", profile_value::pytorch);
}
