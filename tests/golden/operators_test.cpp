// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/op/add.hpp>
#include <quanta/op/average_pool2d.hpp>
#include <quanta/op/mul.hpp>
#include <quanta/params/profile_tflite.hpp>
#include <quanta/params/profile_xnnpack.hpp>

#include "golden/agreement.hpp"
#include "golden/golden_file.hpp"
#include "golden/instruction_sets.hpp"
#include "golden/plain_profile.hpp"

// The library's operators of stored int8 under the profiles, on every instruction set, against the toolkits.

using namespace quanta;
using golden::differences;

namespace {

/// `Operator` on the operands a and b of each vector of int8.
template <class Operator, Profile Arithmetic>
void compare_pairs(const std::string& file, const std::string& result) {
    for (const golden::vector& v : golden::read(file, result)) {
        if (v["a"].type != "int8") continue;
        INFO(file << ", " << result << ", " << v.name());
        const auto [lowest, highest] = golden::passed<Arithmetic>(v, result);
        const auto a = v.integers<std::int8_t>("a"), b = v.integers<std::int8_t>("b");
        golden::on_every_instruction_set([&] {
            std::vector<std::int8_t> y(a.size());
            const Operator operation(v.only_params("a"), v.only_params("b"), v.only_params("y"), {lowest, highest});
            operation.run(view(a), view(b), view(y));
            CHECK(differences(y, v.integers(result)) == "");
        });
    }
}

op::window window_of(const golden::vector& v) {
    const auto kernel = v.integers<std::size_t>("kernel"), strides = v.integers<std::size_t>("strides"),
               pads = v.integers<std::size_t>("pads");
    return {{kernel.at(0), kernel.at(1)},
            {strides.at(0), strides.at(1)},
            {pads.at(0), pads.at(1), pads.at(2), pads.at(3)},
            {1, 1}};
}

template <class T>
tensor_view<T, 4> images(T* data, const golden::tensor& like) {
    return {data, {like.shape.at(0), like.shape.at(1), like.shape.at(2), like.shape.at(3)}};
}

} // namespace

TEST_CASE("op::add gives what LiteRT and XNNPACK give, on every instruction set", "[golden]") {
    compare_pairs<op::add<std::int8_t, profile::tflite>, profile::tflite>("litert/add.json", "reference");
    compare_pairs<op::add<std::int8_t, profile::xnnpack>, profile::xnnpack>("litert/add.json", "xnnpack");
}

TEST_CASE("op::mul gives what LiteRT and XNNPACK give, on every instruction set", "[golden]") {
    compare_pairs<op::mul<std::int8_t, profile::tflite>, profile::tflite>("litert/mul.json", "reference");
    compare_pairs<op::mul<std::int8_t, profile::xnnpack>, profile::xnnpack>("litert/mul.json", "xnnpack");
}

TEST_CASE("op::average_pool2d gives what LiteRT gives, on every instruction set", "[golden]") {
    for (const golden::vector& v : golden::read("litert/average_pool.json", "reference")) {
        if (v["x"].type != "int8") continue;
        INFO(v.name());
        const auto x = v.integers<std::int8_t>("x");
        golden::on_every_instruction_set([&] {
            std::vector<std::int8_t> y(v["reference"].integers.size());
            const op::average_pool2d<std::int8_t, profile::tflite> pool(window_of(v), false, v.only_params("x"),
                                                                        v.only_params("y"), {-128, 127});
            pool.run(images(x.data(), v["x"]), images(y.data(), v["reference"]));
            CHECK(differences(y, v.integers("reference")) == "");
        });
    }
}
