// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/params/profiles.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/dequantize.hpp>
#include <quanta/quantizer/fake_quantize.hpp>
#include <quanta/quantizer/quantize.hpp>
#include <support/limited_isa.hpp>
#include <support/row_operands.hpp>

using namespace quanta;

namespace {

/// A user's own arithmetic: half away from zero, everything else as the library's.
struct half_away : profile::quanta {
    static int quantize(float x, affine_params params, int lowest, int highest) {
        const float steps = std::round(x / params.scale) + static_cast<float>(params.zero_point);
        return static_cast<int>(std::clamp(steps, static_cast<float>(lowest), static_cast<float>(highest)));
    }
};
static_assert(Profile<half_away>);
static_assert(rule::QuantizesByRule<profile::tflite> && !rule::QuantizesByRule<half_away>);
static_assert(rule::RequantizesByRule<profile::tflite> && rule::RequantizesByRule<half_away>);

/// Whether tensors are quantized and faked as the profile's own functions say, value by value, on every instruction set.
template <class Arithmetic, class Format>
void require_scalar_bits(std::uint32_t seed) {
    using storage = typename Format::storage_type;
    std::mt19937 generator(seed);
    for (const row_params& params : support::row_parameters<storage>()) {
        const affine_params affine{params.scale, params.zero_point};
        const quantization<scheme<Format, asymmetric, per_tensor>, Arithmetic> q(affine);
        const std::vector<float> reals = support::hard_reals(509, params.scale, generator);
        std::vector<storage> integers(reals.size()), expected(reals.size());
        std::vector<float> faked(reals.size()), expected_reals(reals.size());
        for (std::size_t i = 0; i < reals.size(); ++i) {
            const int each = Arithmetic::quantize(reals[i], affine, Format::lowest, Format::highest);
            expected[i] = static_cast<storage>(each);
            expected_reals[i] = Arithmetic::dequantize(each, affine);
        }
        for (const isa::id id : isa::available()) {
            const support::limited_isa limited(id);
            CAPTURE(seed, Arithmetic::name, isa::name(id), params.scale, params.zero_point);
            quantize(reals, q, integers);
            CHECK(integers == expected);
            fake_quantize(reals, q, faked);
            CHECK(faked == expected_reals);
        }
    }
}

} // namespace

TEMPLATE_TEST_CASE("every profile's tensors are its scalar functions' on every instruction set", "[quantizer]",
                   profile::quanta, profile::tflite, profile::tflite_single, profile::xnnpack, profile::onnx,
                   profile::onnx_reference, profile::pytorch, profile::tensorrt, profile::aimet) {
    const std::uint32_t seed = std::random_device{}();
    require_scalar_bits<TestType, uint8>(seed);
    require_scalar_bits<TestType, int8>(seed);
    require_scalar_bits<TestType, int16>(seed);
}

TEST_CASE("a profile of the user's own decides how values are rounded", "[quantizer]") {
    const std::vector<float> reals{0.5F, 1.5F, 2.5F, -0.5F, 300};
    std::vector<std::uint8_t> ours(5), theirs(5);
    using bytes = scheme<uint8, asymmetric, per_tensor>;
    using columns = scheme<uint8, asymmetric, per_channel<-1>>;
    const affine_params params{1.0F, 10};
    quantize(reals, quantization<bytes>(params), ours);
    quantize(reals, quantization<bytes, half_away>(params), theirs);
    CHECK(ours == std::vector<std::uint8_t>{10, 12, 12, 10, 255});
    CHECK(theirs == std::vector<std::uint8_t>{11, 12, 13, 9, 255});

    std::vector<float> faked(5);
    fake_quantize(reals, quantization<bytes, half_away>(params), faked);
    CHECK(faked == std::vector<float>{1, 2, 3, -1, 245});

    const std::vector<float> scales(5, 1.0F);
    const std::vector<std::int32_t> zero_points(5, 10);
    const quantization<columns, half_away> per_column(scales, zero_points);
    quantize(reals, per_column, ours);
    CHECK(ours == theirs);
    dequantize(ours, per_column, faked);
    CHECK(faked == std::vector<float>{1, 2, 3, -1, 245});
}
