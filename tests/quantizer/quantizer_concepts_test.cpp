// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <span>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/quantize.hpp>
#include <quanta/quantizer/quantizer_concepts.hpp>

using namespace quanta;

namespace {

static_assert(Quantizer<quantization<scheme<uint8, asymmetric, per_tensor>>>);
static_assert(Quantizer<quantization<scheme<int4, symmetric, per_group<32>>>>);

/// The least that a quantizer is: here all scales are 1.
struct unit_quantizer {
    using scheme = quanta::scheme<int8, symmetric, per_tensor>;
    using profile = quanta::profile::quanta;
    static std::size_t slices() { return 1; }
    affine_params operator[](std::size_t) const { return {}; }
    static std::span<const float> scales() { return {&one, 1}; }
    static std::span<const std::int32_t> zero_points() { return {&zero, 1}; }

    static constexpr float one = 1;
    static constexpr std::int32_t zero = 0;
};
static_assert(Quantizer<unit_quantizer>);

struct without_profile {
    using scheme = quanta::scheme<int8, symmetric, per_tensor>;
    static std::size_t slices() { return 1; }
    affine_params operator[](std::size_t) const { return {}; }
    static std::span<const float> scales() { return {}; }
    static std::span<const std::int32_t> zero_points() { return {}; }
};
struct without_slices {
    using scheme = quanta::scheme<int8, symmetric, per_tensor>;
    using profile = quanta::profile::quanta;
    affine_params operator[](std::size_t) const { return {}; }
    static std::span<const float> scales() { return {}; }
    static std::span<const std::int32_t> zero_points() { return {}; }
};
struct foreign_scheme : unit_quantizer {
    using scheme = int;
};
static_assert(!Quantizer<without_profile>);
static_assert(!Quantizer<without_slices>);
static_assert(!Quantizer<foreign_scheme>);
static_assert(!Quantizer<int>);

} // namespace

TEST_CASE("a quantizer of the user's own is used as the library's", "[quantizer]") {
    const std::vector<float> reals{1.4F, -3.6F, 200};
    std::vector<std::int8_t> integers(3);
    quantize(reals, unit_quantizer{}, integers);
    CHECK(integers == std::vector<std::int8_t>{1, -4, 127});
}
