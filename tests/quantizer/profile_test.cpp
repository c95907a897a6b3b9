// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/dequantize.hpp>
#include <quanta/quantizer/fake_quantize.hpp>
#include <quanta/quantizer/quantize.hpp>

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

} // namespace

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
