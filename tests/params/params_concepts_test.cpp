// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <concepts>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/params/profile_quanta.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/tensor/granularity.hpp>

using namespace quanta;

namespace {

using bytes = scheme<uint8, asymmetric, per_tensor>;
using weights = scheme<int8_narrow, symmetric, per_channel<0>>;
static_assert(Scheme<bytes>);
static_assert(Scheme<weights>);
static_assert(std::same_as<weights::storage_type, std::int8_t>);
static_assert(!bytes::is_symmetric && weights::is_symmetric);
static_assert(weights::target.lowest == -127 && weights::target.highest == 127 && weights::target.symmetric);

/// The least that a scheme is.
struct minimal_scheme {
    using format = uint4;
    using storage_type = unsigned char;
    using granularity = per_tensor;
    [[maybe_unused]] static constexpr bool is_symmetric = false;
    [[maybe_unused]] static constexpr integer_target target{0, 15, false};
};
static_assert(Scheme<minimal_scheme>);

struct without_granularity {
    using format = uint4;
    using storage_type = unsigned char;
    [[maybe_unused]] static constexpr bool is_symmetric = false;
    [[maybe_unused]] static constexpr integer_target target{0, 15, false};
};
struct without_format : minimal_scheme {
    using format = int;
};
struct without_target {
    using format = uint4;
    using storage_type = unsigned char;
    using granularity = per_tensor;
    [[maybe_unused]] static constexpr bool is_symmetric = false;
};
static_assert(!Scheme<without_granularity>);
static_assert(!Scheme<without_format>);
static_assert(!Scheme<without_target>);
static_assert(!Scheme<int>);

/// Whether `scheme` accepts the symmetry.
template <class Symmetry>
concept HasScheme = requires {
    typename scheme<uint8, Symmetry, per_tensor>;
};
static_assert(HasScheme<symmetric> && HasScheme<asymmetric> && !HasScheme<int>);

/// The least that a profile is.
struct minimal_profile {
    using multiplier_type = float;
    static affine_params parameters(real_range, integer_target) { return {}; }
    static int quantize(float, affine_params, int, int) { return 0; }
    static float dequantize(int, affine_params) { return 0; }
    static float multiplier(double, double, double) { return 0; }
    static int requantize(std::int32_t, float, int, int, int) { return 0; }
    static std::int64_t bias(double, double, double) { return 0; }
    static int clamp_bound(float, affine_params, int, int) { return 0; }
};
static_assert(Profile<minimal_profile>);
static_assert(Profile<profile::quanta>);

struct without_bias {
    using multiplier_type = float;
    static affine_params parameters(real_range, integer_target) { return {}; }
    static int quantize(float, affine_params, int, int) { return 0; }
    static float dequantize(int, affine_params) { return 0; }
    static float multiplier(double, double, double) { return 0; }
    static int requantize(std::int32_t, float, int, int, int) { return 0; }
    static int clamp_bound(float, affine_params, int, int) { return 0; }
};
struct narrow_bias : without_bias {
    static std::int32_t bias(double, double, double) { return 0; }
};
struct double_dequantize : minimal_profile {
    static double dequantize(int, affine_params) { return 0; }
};
struct double_multiplier : minimal_profile {
    using multiplier_type = double;
};
/// A multiplier that is no float.
struct fixed_multiplier : minimal_profile {
    using multiplier_type = fixed_point_multiplier;
    static fixed_point_multiplier multiplier(double, double, double) { return {}; }
    static int requantize(std::int32_t, fixed_point_multiplier, int, int, int) { return 0; }
};
/// Functions that are not static: a profile may be an object.
struct member_functions : minimal_profile {
    [[nodiscard]] int quantize(float, affine_params, int, int) const { return 0; }
};
static_assert(Profile<fixed_multiplier>);
static_assert(Profile<member_functions>);
static_assert(!Profile<double_multiplier>);
static_assert(!Profile<without_bias>);
static_assert(!Profile<narrow_bias>);
static_assert(!Profile<double_dequantize>);
static_assert(!Profile<int>);

} // namespace

TEST_CASE("schemes and profiles are checked at compile time", "[params]") {
    SUCCEED("the static assertions above hold");
}
