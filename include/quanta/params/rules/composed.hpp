// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/isa/uncontracted.hpp>
#include <quanta/params/affine_params.hpp>

namespace quanta::rule::inline QUANTA_ABI {

/// A profile made of rules; what is left to the profile is how a range becomes parameters.
///
/// `Reals`: how reals become integers, a `reals`. `Accumulators`: how accumulators do, one of `scaled_*`, and
/// `Multiplier`: what by. `Bias`: how a bias becomes steps of the accumulator. `Bounds`: how the bounds of a fused
/// activation become integers, a `reals`.
template <class Reals, class Accumulators, class Multiplier, class Bias, class Bounds>
struct composed {
    using composition = composed;
    using reals_rule = Reals;
    using accumulators_rule = Accumulators;
    using multiplier_rule = Multiplier;
    using bias_rule = Bias;
    using bounds_rule = Bounds;
    using multiplier_type = typename Accumulators::multiplier_type;

    /// As `Reals`. NaN gives zero_point, infinities the ends of the range.
    [[nodiscard]] static int quantize(float x, affine_params params, int lowest, int highest) {
        return Reals::quantize(x, params, lowest, highest);
    }

    /// x = float(q - zero_point) * scale
    [[nodiscard]] static float dequantize(int q, affine_params params) {
        return uncontracted(static_cast<float>(q - params.zero_point) * params.scale);
    }

    /// As `Multiplier`: what turns an accumulator in steps of lhs * rhs into steps of out.
    [[nodiscard]] static multiplier_type multiplier(double lhs, double rhs, double out) {
        return Multiplier::of(lhs, rhs, out);
    }

    /// As `Accumulators`.
    [[nodiscard]] static int requantize(std::int32_t accumulator, multiplier_type m, int zero_point, int lowest,
                                        int highest) {
        return Accumulators::requantize(accumulator, m, zero_point, lowest, highest);
    }

    /// As `Bias`: a bias in steps of the accumulator, held within +-2^62: whoever stores it in 32 bits checks that it
    /// fits. Error if it is not a number.
    [[nodiscard]] static std::int64_t bias(double b, double lhs, double rhs) { return Bias::of(b, lhs, rhs); }

    /// As `Bounds`: the integer at which a fused activation clamps for a bound in reals, which may be infinite.
    [[nodiscard]] static int clamp_bound(float bound, affine_params params, int lowest, int highest) {
        return Bounds::quantize(bound, params, lowest, highest);
    }
};

// A profile may derive from another one and replace functions; then the rules it inherits are no longer what it does.

namespace detail {

/// Functions are compared as arguments of a template: with -fsanitize=undefined GCC does not compare their addresses in a
/// constant expression.
template <auto... Functions>
struct functions;

} // namespace detail

/// Whether reals become integers and back by the profile's rules: the row kernels of `reals_rule` are then the profile's.
template <class T>
concept QuantizesByRule = requires {
    typename T::composition;
    requires std::same_as<detail::functions<&T::quantize, &T::dequantize>,
                          detail::functions<&T::composition::quantize, &T::composition::dequantize>>;
};

/// Whether accumulators do: the epilogue stage of `accumulators_rule` is then the profile's.
template <class T>
concept RequantizesByRule = requires {
    typename T::composition;
    requires std::same_as<detail::functions<&T::requantize>, detail::functions<&T::composition::requantize>>;
};

} // namespace quanta::rule
