// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/op/matmul.hpp>
#include <quanta/params/profile_onnx.hpp>
#include <quanta/params/profile_onnx_reference.hpp>

#include "golden/agreement.hpp"
#include "golden/golden_file.hpp"
#include "golden/instruction_sets.hpp"

// op::matmul under the profiles, on every instruction set, against QLinearMatMul.

using namespace quanta;
using golden::differences;

namespace {

template <class T>
tensor_view<T, 2> matrix(T* data, const golden::tensor& like) {
    return {data, {like.shape.at(0), like.shape.at(1)}};
}

template <class Lhs, class Rhs, Profile Arithmetic>
void compare(const golden::vector& v, const std::string& result) {
    using left_type = typename Lhs::storage_type;
    using right_type = typename Rhs::storage_type;
    const auto a = v.integers<left_type>("a");
    const auto b = v.integers<right_type>("b");
    const auto a_zero_points = v.integers<std::int32_t>("a_zero_point"),
               zero_points = v.integers<std::int32_t>("b_zero_point");
    const op::operand<Lhs, 2> lhs(matrix(a.data(), v["a"]), v.reals("a_scale"), a_zero_points);
    const op::operand<Rhs, 2> rhs(matrix(b.data(), v["b"]), v.reals("b_scale"), zero_points);
    golden::on_every_instruction_set([&] {
        std::vector<left_type> y(v[result].integers.size());
        op::matmul(lhs, rhs, op::quantized_output<Lhs, 2, Arithmetic>{matrix(y.data(), v[result]), v.only_params("y")});
        CHECK(differences(y, v.integers(result)) == "");
    });
}

template <Profile Arithmetic>
void compare_all(const std::string& result) {
    for (const golden::vector& v : golden::read("onnx/qlinear_matmul.json", result)) {
        INFO(result << ", " << v.name());
        if (v["a"].type == "int8")
            compare<int8, int8, Arithmetic>(v, result);
        else if (v["b"].type == "int8")
            compare<uint8, int8, Arithmetic>(v, result);
        else
            compare<uint8, uint8, Arithmetic>(v, result);
    }
}

} // namespace

TEST_CASE("op::matmul gives what QLinearMatMul gives, on every instruction set", "[golden]") {
    compare_all<profile::onnx>("runtime");
    compare_all<profile::onnx_reference>("reference");
}
