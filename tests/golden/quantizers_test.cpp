// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/params/profiles.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/dequantize.hpp>
#include <quanta/quantizer/fake_quantize.hpp>
#include <quanta/quantizer/quantize.hpp>

#include "golden/agreement.hpp"
#include "golden/golden_file.hpp"
#include "golden/instruction_sets.hpp"

// The library's quantizers under the profiles, on every instruction set, against the toolkits.

using namespace quanta;
using golden::differences;

namespace {

template <class Format, class Granularity, Profile Arithmetic>
quantization<scheme<Format, asymmetric, Granularity>, Arithmetic> parameters_of(const golden::vector& v) {
    return {std::span(v.reals("scale")), std::span<const std::int32_t>(v.integers("zero_point"))};
}

/// Contiguous rows of the last axis and all axes before it.
template <class T>
tensor_view<T, 2> rows(T* data, const golden::vector& v, const char* field) {
    const std::vector<std::size_t>& shape = v[field].shape;
    if (shape.size() == 1) return view(data, {1, shape[0]});
    return view(data, {shape.at(0), shape.at(1)});
}

template <class Format, class Granularity, Profile Arithmetic>
void check_quantize(const golden::vector& v, const std::string& result) {
    const auto quantizer = parameters_of<Format, Granularity, Arithmetic>(v);
    std::vector<typename Format::storage_type> q(v.reals("x").size());
    quantize(rows(v.reals("x").data(), v, "x"), quantizer, rows(q.data(), v, "x"));
    CHECK(differences(q, v.integers(result)) == "");
}

/// Calls `check.template operator()<Format>()` for the format of field `result`; false if the library has none.
template <class Check>
bool with_format(const std::string& type, const Check& check) {
    if (type == "int8")
        check.template operator()<int8>();
    else if (type == "int8_narrow")
        check.template operator()<int8_narrow>();
    else if (type == "uint8")
        check.template operator()<uint8>();
    else if (type == "int16")
        check.template operator()<int16>();
    else if (type == "int4")
        check.template operator()<int4>();
    else if (type == "uint4")
        check.template operator()<uint4>();
    else
        return false;
    return true;
}

/// A matrix of int8 per channel.
template <Profile Arithmetic>
bool check_channels(const golden::vector& v, const std::string& result) {
    if (v.integer("axis") == 0)
        check_quantize<int8, per_channel<0>, Arithmetic>(v, result);
    else
        check_quantize<int8, per_channel<1>, Arithmetic>(v, result);
    return true;
}

/// Vectors per tensor, and of matrices per channel, of one toolkit.
template <Profile Arithmetic>
std::size_t compare_quantize(const std::string& file, const std::string& result, bool defines_beyond) {
    std::size_t compared = 0;
    for (const golden::vector& v : golden::read(file, result)) {
        if ((v.has("beyond") && !defines_beyond) || v["x"].shape.size() > 2 || v.has("block_size")) continue;
        INFO(file << ", " << result << ", " << v.name());
        golden::on_every_instruction_set([&] {
            compared +=
                v.has("axis") ? check_channels<Arithmetic>(v, result) : with_format(v[result].type, [&]<class Format> {
                    check_quantize<Format, per_tensor, Arithmetic>(v, result);
                });
        });
    }
    return compared;
}

template <Profile Arithmetic>
std::size_t compare_dequantize(const std::string& file, const std::string& result) {
    std::size_t compared = 0;
    for (const golden::vector& v : golden::read(file, result)) {
        if (v.has("axis")) continue;
        INFO(file << ", " << result << ", " << v.name());
        golden::on_every_instruction_set([&] {
            compared += with_format(v["q"].type, [&]<class Format> {
                const auto quantizer = parameters_of<Format, per_tensor, Arithmetic>(v);
                const auto q = v.integers<typename Format::storage_type>("q");
                std::vector<float> x(q.size());
                dequantize(q, quantizer, x);
                CHECK(differences(x, v.reals(result)) == "");
            });
        });
    }
    return compared;
}

template <class Format, class Granularity>
void check_fake_quantize(const golden::vector& v) {
    const auto quantizer = parameters_of<Format, Granularity, profile::pytorch>(v);
    std::vector<float> y(v.reals("x").size());
    fake_quantize(rows(v.reals("x").data(), v, "x"), quantizer, rows(y.data(), v, "x"));
    CHECK(differences(y, v.reals("result")) == "");
}

/// The format whose ends are lowest and highest.
std::string type_of_limits(const golden::vector& v) {
    const int lowest = v.integer("lowest"), highest = v.integer("highest");
    if (lowest == -127 && highest == 127) return "int8_narrow";
    return lowest == 0 ? "uint8" : highest == 127 ? "int8" : "int4";
}

} // namespace

TEST_CASE("quantize gives what the toolkits give, on every instruction set", "[golden]") {
    CHECK(compare_quantize<profile::onnx>("onnx/quantize_linear.json", "runtime", true) > 0);
    CHECK(compare_quantize<profile::onnx_reference>("onnx/quantize_linear.json", "reference", false) > 0);
    CHECK(compare_quantize<profile::tflite>("litert/quantize.json", "reference", false) > 0);
    CHECK(compare_quantize<profile::xnnpack>("litert/quantize.json", "xnnpack", false) > 0);
    CHECK(compare_quantize<profile::pytorch>("pytorch/quantize.json", "result", false) > 0);
}

TEST_CASE("dequantize gives what the toolkits give, on every instruction set", "[golden]") {
    CHECK(compare_dequantize<profile::onnx>("onnx/dequantize_linear.json", "runtime") > 0);
    CHECK(compare_dequantize<profile::onnx_reference>("onnx/dequantize_linear.json", "reference") > 0);
    CHECK(compare_dequantize<profile::tflite>("litert/dequantize.json", "reference") > 0);
    CHECK(compare_dequantize<profile::xnnpack>("litert/dequantize.json", "xnnpack") > 0);
    CHECK(compare_dequantize<profile::pytorch>("pytorch/dequantize.json", "result") > 0);
}

TEST_CASE("fake_quantize gives what PyTorch gives, on every instruction set", "[golden]") {
    for (const golden::vector& v : golden::read("pytorch/fake_quantize.json", "result")) {
        INFO(v.name());
        golden::on_every_instruction_set([&] {
            if (!v.has("axis"))
                CHECK(
                    with_format(type_of_limits(v), [&]<class Format> { check_fake_quantize<Format, per_tensor>(v); }));
            else if (v.integer("axis") == 0)
                check_fake_quantize<int8, per_channel<0>>(v);
            else
                check_fake_quantize<int8, per_channel<1>>(v);
        });
    }
}
