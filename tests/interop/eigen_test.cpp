// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include <Eigen/Core>
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/interop/eigen.hpp>
#include <quanta/params/calibrate.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/dequantize.hpp>
#include <quanta/quantizer/fake_quantize.hpp>
#include <quanta/quantizer/quantize.hpp>

using namespace quanta;

namespace {

using row_major = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using bytes = Eigen::Matrix<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic>;
using row_major_bytes = Eigen::Matrix<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using by_row = scheme<uint8, asymmetric, per_channel<0>>;
using whole = scheme<uint8, asymmetric, per_tensor>;

static_assert(std::same_as<decltype(as_view(std::declval<Eigen::MatrixXf&>())), tensor_view<float, 2>>);
static_assert(std::same_as<decltype(as_view(std::declval<const Eigen::MatrixXf&>())), tensor_view<const float, 2>>);
static_assert(std::same_as<decltype(as_view(std::declval<Eigen::VectorXf&>())), tensor_view<float, 1>>);
static_assert(std::same_as<decltype(as_view(std::declval<const Eigen::Map<const Eigen::ArrayXXf>&>())),
                           tensor_view<const float, 2>>);

using sum = std::remove_const_t<decltype(std::declval<Eigen::MatrixXf>() + std::declval<Eigen::MatrixXf>())>;
static_assert(interop::EigenInMemory<Eigen::MatrixXf> && interop::EigenInMemory<Eigen::Block<Eigen::MatrixXf>>);
static_assert(interop::EigenDense<sum> && !interop::EigenInMemory<sum>);
static_assert(!interop::EigenDense<std::vector<float>>);

/// A matrix whose first row needs a scale of 1 and zero point 10, and whose second row 2 and 0.
template <class Matrix>
Matrix example() {
    Matrix m(2, 3);
    m << -10, 245, 7, 510, 3, 8;
    return m;
}

} // namespace

TEMPLATE_TEST_CASE("matrices and arrays of either order", "[interop]", Eigen::MatrixXf, row_major, Eigen::ArrayXXf,
                   (Eigen::Matrix<float, 2, 3>)) {
    TestType reals = example<TestType>();
    const auto q = calibrate<by_row>(as_view(reals));
    REQUIRE(q[0].scale == 1.0F);
    REQUIRE(q[1].scale == 2.0F);

    bytes integers(2, 3);
    quantize(reals, q, integers);
    bytes expected(2, 3);
    expected << 0, 255, 17, 255, 2, 4; // 1.5 is a tie
    CHECK(integers == expected);
    row_major_bytes by_rows(2, 3);
    quantize(reals, q, by_rows);
    CHECK(by_rows == expected);

    TestType back(2, 3), faked = reals;
    dequantize(integers, q, back);
    fake_quantize(faked, q, faked);
    TestType nearest = reals;
    nearest(1, 1) = 4;
    CHECK((back.array() == nearest.array()).all());
    CHECK((faked.array() == nearest.array()).all());
}

TEST_CASE("maps, refs, blocks, columns and transposes", "[interop]") {
    const auto matrix = example<row_major>();
    const quantization<whole> q(affine_params{1.0F, 10});
    const std::vector<float> memory{-10, 245, 7, 510, 3, 8};

    row_major_bytes expected(2, 3), integers(2, 3);
    expected << 0, 255, 17, 255, 13, 18;
    quantize(Eigen::Map<const row_major>(memory.data(), 2, 3), q, integers);
    CHECK(integers == expected);

    integers.setZero();
    const Eigen::Ref<const row_major> reference = matrix;
    quantize(reference, q, Eigen::Map<row_major_bytes>(integers.data(), 2, 3));
    CHECK(integers == expected);

    integers.setZero();
    quantize(matrix.transpose(), q, integers.transpose());
    CHECK(integers == expected);

    integers.setZero();
    quantize(matrix.col(1), q, integers.col(1));
    quantize(matrix.row(1), q, integers.row(1));
    quantize(matrix.block(0, 2, 1, 1), q, integers.block(0, 2, 1, 1));
    row_major_bytes parts = expected;
    parts(0, 0) = 0;
    CHECK(integers == parts);

    bytes apart(2, 3);
    const Eigen::Map<const row_major, 0, Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>> every_other(
        memory.data(), 2, 2, Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>(3, 2));
    Eigen::Matrix<std::uint8_t, 2, 2> corners;
    quantize(every_other, q, corners);
    CHECK(corners(0, 1) == 17);
    CHECK(corners(1, 1) == 18);
}

TEST_CASE("Eigen vectors are tensors of rank 1, and mix with the standard library's", "[interop]") {
    Eigen::VectorXf reals(3);
    reals << 1, 2, 300;
    const quantization<whole> q(affine_params{1.0F, 0});
    std::vector<std::uint8_t> integers(3);
    quantize(reals, q, integers);
    CHECK(integers == std::vector<std::uint8_t>{1, 2, 255});
    Eigen::RowVectorXf back(3);
    dequantize(integers, q, back);
    CHECK(back == Eigen::RowVectorXf(Eigen::RowVector3f(1, 2, 255)));
}

TEST_CASE("Eigen matrices of different sizes are refused", "[interop]") {
    const quantization<whole> q(affine_params{1.0F, 0});
    const Eigen::MatrixXf reals = Eigen::MatrixXf::Zero(2, 3);
    bytes integers(3, 2);
    CHECK_THROWS_WITH(quantize(reals, q, integers), "quantize: axis 0 has 2 elements in the input and 3 in the output");
    Eigen::MatrixXf nothing(0, 3);
    bytes no_integers(0, 3);
    quantize(nothing, q, no_integers);
}
