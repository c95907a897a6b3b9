// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/params/params_concepts.hpp>
#include <quanta/params/profile_quanta.hpp>
#include <quanta/tensor/granularity.hpp>

namespace quanta::inline QUANTA_ABI {

/// The scales and zero points of one tensor, one pair a slice, checked when made and constant afterwards.
template <Scheme TensorScheme, Profile Arithmetic = profile::quanta>
class quantization {
public:
    using scheme = TensorScheme;
    using profile = Arithmetic;
    using format = typename scheme::format;

    /// One range a slice, in the order of the granularity's slices. Errors as `Profile::parameters`.
    explicit quantization(std::span<const real_range> ranges) {
        check_count(ranges.size());
        scales_.reserve(ranges.size());
        zero_points_.reserve(ranges.size());
        for (const real_range& range : ranges) append(profile::parameters(range, scheme::target));
    }
    /// The range of a whole tensor.
    explicit quantization(real_range range) requires std::same_as<typename scheme::granularity, per_tensor>
        : quantization(std::span<const real_range>(&range, 1)) {}

    /// Known parameters, for example from a file. Error unless there are as many of one as of the other, every scale
    /// and its reciprocal are finite and positive, and every zero point is in the format's range (0 if symmetric).
    quantization(std::span<const float> scales, std::span<const std::int32_t> zero_points) {
        check_count(scales.size());
        check(scales.size() == zero_points.size(), "quantization: ", scales.size(), " scales and ", zero_points.size(),
              " zero points");
        scales_.reserve(scales.size());
        zero_points_.reserve(scales.size());
        for (std::size_t slice = 0; slice < scales.size(); ++slice) append({scales[slice], zero_points[slice]});
    }
    /// Known parameters of a whole tensor.
    explicit quantization(affine_params params) requires std::same_as<typename scheme::granularity, per_tensor>
        : quantization(std::span<const float>(&params.scale, 1), std::span<const std::int32_t>(&params.zero_point, 1)) {
    }

    [[nodiscard]] std::size_t slices() const { return scales_.size(); }
    [[nodiscard]] std::span<const float> scales() const { return scales_; }
    [[nodiscard]] std::span<const std::int32_t> zero_points() const { return zero_points_; }
    [[nodiscard]] affine_params operator[](std::size_t slice) const { return {scales_[slice], zero_points_[slice]}; }

private:
    static void check_count(std::size_t count) {
        if constexpr (std::same_as<typename scheme::granularity, per_tensor>)
            check(count == 1, "quantization: ", count, " slices where per_tensor has 1");
    }

    void append(affine_params params) {
        const std::size_t slice = scales_.size();
        check(is_finite(params.scale) && params.scale > 0 && is_finite(1 / params.scale), "quantization: scale ",
              params.scale, " of slice ", slice, " is not positive and finite with a finite reciprocal");
        check(format::lowest <= params.zero_point && params.zero_point <= format::highest, "quantization: zero point ",
              params.zero_point, " of slice ", slice, " is not in ", format::name, "'s range [", format::lowest, ", ",
              format::highest, "]");
        check(!scheme::is_symmetric || params.zero_point == 0, "quantization: zero point ", params.zero_point,
              " of slice ", slice, " in a symmetric scheme, where it is 0");
        scales_.push_back(params.scale);
        zero_points_.push_back(params.zero_point);
    }

    std::vector<float> scales_;
    std::vector<std::int32_t> zero_points_;
};

} // namespace quanta
