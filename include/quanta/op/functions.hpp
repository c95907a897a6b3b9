// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>

#include <quanta/isa/target.hpp>

namespace quanta::op::functions::inline QUANTA_ABI {

/// A function of one real that training can go back through: f(x), and its derivative at x.
/// Satisfied by every function of this header.
template <class F>
concept Differentiable = requires(const F& f, float x) {
    { f(x) } -> std::same_as<float>;
    { f.derivative(x) } -> std::same_as<float>;
};

// Each is computed in double and rounded once to float: the same floats whatever a translation unit's flags are, as far
// as the C library's exp, tanh, cosh and erfc are the same. NaN gives NaN.

namespace detail {

[[nodiscard]] inline double logistic(double x) { return 1 / (1 + __builtin_exp(-x)); }

/// The distribution function of the standard normal distribution: (1 + erf(x / sqrt(2))) / 2, without the cancellation.
[[nodiscard]] inline double normal_cdf(double x) { return __builtin_erfc(x * -0.70710678118654752440) / 2; }

/// Its density, exp(-x^2 / 2) / sqrt(2 pi).
[[nodiscard]] inline double normal_density(double x) { return __builtin_exp(x * x * -0.5) * 0.39894228040143267794; }

} // namespace detail

/// 1 / (1 + exp(-x))
struct sigmoid {
    [[nodiscard]] float operator()(float x) const { return static_cast<float>(detail::logistic(x)); }
    /// s(x) s(-x)
    [[nodiscard]] float derivative(float x) const {
        return static_cast<float>(detail::logistic(x) * detail::logistic(-double{x}));
    }
};

/// tanh(x)
struct tanh {
    [[nodiscard]] float operator()(float x) const { return static_cast<float>(__builtin_tanh(x)); }
    /// 1 / cosh(x)^2
    [[nodiscard]] float derivative(float x) const {
        const double reciprocal = 1 / __builtin_cosh(x);
        return static_cast<float>(reciprocal * reciprocal);
    }
};

/// x * clamp(x + 3, 0, 6) / 6 (Howard et al., "Searching for MobileNetV3", 2019)
struct hard_swish {
    [[nodiscard]] float operator()(float x) const {
        if (x <= -3) return 0;
        if (x >= 3) return x;
        return static_cast<float>(double{x} * (double{x} + 3) / 6);
    }
    /// 0 up to -3, 1 from 3, (2x + 3) / 6 between
    [[nodiscard]] float derivative(float x) const {
        if (x <= -3) return 0;
        if (x >= 3) return 1;
        return static_cast<float>((double{x} + 1.5) / 3);
    }
};

/// x * (1 + erf(x / sqrt(2))) / 2, not its approximation by tanh (Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016)
struct gelu {
    [[nodiscard]] float operator()(float x) const {
        if (x < -40) return -0.0F; // smaller than any float; -infinity times 0 would be NaN
        return static_cast<float>(x * detail::normal_cdf(x));
    }
    /// cdf(x) + x density(x)
    [[nodiscard]] float derivative(float x) const {
        if (x < -40) return -0.0F;
        if (x > 40) return 1;
        return static_cast<float>(__builtin_fma(x, detail::normal_density(x), detail::normal_cdf(x)));
    }
};

/// x > 0 ? x : slope * x
struct leaky_relu {
    float slope;

    [[nodiscard]] float operator()(float x) const { return x > 0 ? x : static_cast<float>(double{slope} * x); }
    /// x > 0 ? 1 : slope
    [[nodiscard]] float derivative(float x) const { return x > 0 ? 1.0F : slope; }
};

/// max(x, 0)
struct relu {
    [[nodiscard]] float operator()(float x) const { return x < 0 ? 0.0F : x; }
    /// x > 0 ? 1 : 0
    [[nodiscard]] float derivative(float x) const { return x > 0 ? 1.0F : 0.0F; }
};

/// min(max(x, 0), 6)
struct relu6 {
    [[nodiscard]] float operator()(float x) const { return x < 0 ? 0.0F : x > 6 ? 6.0F : x; }
    /// 0 < x < 6 ? 1 : 0
    [[nodiscard]] float derivative(float x) const { return x > 0 && x < 6 ? 1.0F : 0.0F; }
};

/// min(max(x, lowest), highest)
struct clamp {
    float lowest, highest;

    [[nodiscard]] float operator()(float x) const { return x < lowest ? lowest : x > highest ? highest : x; }
    /// lowest <= x <= highest ? 1 : 0
    [[nodiscard]] float derivative(float x) const { return x >= lowest && x <= highest ? 1.0F : 0.0F; }
};

} // namespace quanta::op::functions
