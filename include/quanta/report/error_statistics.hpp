// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include <quanta/calibrator/integer_target.hpp>
#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/observer/histogram.hpp>
#include <quanta/params/params_concepts.hpp>
#include <quanta/params/profile_quanta.hpp>
#include <quanta/quantizer/quantizer_concepts.hpp>
#include <quanta/report/histogram_distance.hpp>
#include <quanta/report/pair_sums.hpp>
#include <quanta/report/tensor_error.hpp>
#include <quanta/tensor/runs.hpp>

namespace quanta::report::inline QUANTA_ABI {

/// Compares tensors value by value with their references, batch after batch, and says how far they are apart. Memory: 33 KiB
/// inside the object, whatever is compared. Counts, rates, the maximum error and the histogram distance are the same bits
/// whatever the split and the order of the data; the sums behind the other numbers are so up to rounding (a relative error
/// around 1e-15).
class error_statistics {
public:
    /// reference, other: floats of equal extents, any rank and strides. Error if the extents differ.
    template <FloatView Reference, FloatView Other>
    void observe(const Reference& reference, const Other& other) {
        check_extents(reference, other);
        block pairs;
        for_each_run<per_tensor>(extents_of(reference), [&](const run& row) {
            const float *x = first_element(reference, row), *y = first_element(other, row);
            for (std::size_t i = 0; i < row.length; ++i) add(pairs, at(reference, x, i), at(other, y, i));
        });
        take(pairs);
    }

    /// The other tensor as integers of the range of `target`, which stand for (q - zero_point) * scale. Error if the scale
    /// is no positive finite number, or the zero point is outside `target`.
    template <FloatView Reference, TensorView Integers>
    void observe(const Reference& reference, const Integers& integers, affine_params parameters,
                 const integer_target& target) {
        observe_integers<per_tensor, profile::quanta>(reference, integers, target,
                                                      [&](std::size_t) { return parameters; });
    }

    /// The other tensor as integers of a quantization, which has parameters for each slice, and a profile that says for
    /// which reals they stand. Errors: those.
    template <FloatView Reference, TensorView Integers, Quantizer TensorQuantizer>
    void observe(const Reference& reference, const Integers& integers, const TensorQuantizer& quantizer) {
        using scheme = typename TensorQuantizer::scheme;
        observe_integers<typename scheme::granularity, typename TensorQuantizer::profile>(
            reference, integers, scheme::target, [&](std::size_t slice) { return quantizer[slice]; });
    }

    /// As if `other` had observed here.
    void merge(const error_statistics& other) {
        sums_.merge(other.sums_);
        reference_.merge(other.reference_);
        other_.merge(other.other_);
        non_finite_ += other.non_finite_;
        integers_ += other.integers_;
        clipped_ += other.clipped_;
        saturated_ += other.saturated_;
    }

    [[nodiscard]] tensor_error result() const {
        tensor_error found{.count = reference_.count(),
                           .non_finite = non_finite_,
                           .sqnr_db = sums_.sqnr_db(),
                           .cosine_similarity = sums_.cosine_similarity(),
                           .maximum_error = sums_.largest,
                           .mean_error = 0,
                           .histogram_distance = histogram_distance(reference_, other_),
                           .clip_rate = rate(clipped_),
                           .saturation_rate = rate(saturated_)};
        if (found.count == 0)
            found.sqnr_db = found.cosine_similarity = std::numeric_limits<double>::quiet_NaN();
        else
            found.mean_error = sums_.error / static_cast<double>(found.count);
        return found;
    }

private:
    /// Pairs that wait to be added up.
    struct block {
        std::array<float, 1024> x, y;
        std::size_t size = 0;
    };

    template <TensorView View>
    [[nodiscard]] static std::array<std::size_t, View::rank> extents_of(const View& view) {
        std::array<std::size_t, View::rank> extents;
        for (std::size_t axis = 0; axis < View::rank; ++axis) extents[axis] = view.extent(axis);
        return extents;
    }
    template <TensorView Reference, TensorView Other>
    static void check_extents(const Reference& reference, const Other& other) {
        static_assert(Reference::rank == Other::rank, "report: the tensors compared must have the same rank");
        for (std::size_t axis = 0; axis < Reference::rank; ++axis)
            check(reference.extent(axis) == other.extent(axis), "report: the reference's axis ", axis, " has ",
                  reference.extent(axis), " elements, and the other tensor's ", other.extent(axis));
    }
    /// Before anything is counted.
    template <Granularity Shared, FloatView Reference, class ParametersOf>
    static void check_parameters(const Reference& reference, const integer_target& target,
                                 const ParametersOf& parameters_of) {
        if (reference.size() == 0) return;
        const std::size_t slices = Shared::slices(extents_of(reference).data(), Reference::rank);
        for (std::size_t slice = 0; slice < slices; ++slice) {
            const affine_params parameters = parameters_of(slice);
            check(is_finite(parameters.scale) && parameters.scale > 0, "report: the scale ", parameters.scale,
                  " of slice ", slice, " must be positive and finite");
            check(parameters.zero_point >= target.lowest && parameters.zero_point <= target.highest,
                  "report: the zero point ", parameters.zero_point, " of slice ", slice, " is not in [", target.lowest,
                  ", ", target.highest, "], the integers of the tensor");
        }
    }
    /// Element `i` of the row of `view` that begins at `row`.
    template <TensorView View, class T>
    [[nodiscard]] static T at(const View& view, const T* row, std::size_t i) {
        return row[static_cast<std::ptrdiff_t>(i) * view.stride(View::rank - 1)];
    }

    template <Granularity Shared, Profile Arithmetic, FloatView Reference, TensorView Integers, class ParametersOf>
    void observe_integers(const Reference& reference, const Integers& integers, const integer_target& target,
                          const ParametersOf& parameters_of) {
        check_extents(reference, integers);
        check_parameters<Shared>(reference, target, parameters_of);
        block pairs;
        for_each_run<Shared>(extents_of(reference), [&](const run& row) {
            const float* x = first_element(reference, row);
            const auto* q = first_element(integers, row);
            const affine_params parameters = parameters_of(row.slice);
            for (std::size_t i = 0; i < row.length; ++i)
                add<Arithmetic>(pairs, at(reference, x, i), static_cast<int>(at(integers, q, i)), parameters, target);
        });
        take(pairs);
    }

    template <Profile Arithmetic>
    void add(block& pairs, float x, int q, affine_params parameters, const integer_target& target) {
        add(pairs, x, Arithmetic::dequantize(q, parameters));
        if (!is_finite(x)) return;
        const double steps = double{x} / double{parameters.scale}, zero = parameters.zero_point;
        ++integers_;
        clipped_ += steps < target.lowest - zero - 0.5 || steps > target.highest - zero + 0.5;
        saturated_ += q == target.highest || (q == target.lowest && q != parameters.zero_point);
    }
    void add(block& pairs, float x, float y) {
        if (!is_finite(x) || !is_finite(y)) {
            ++non_finite_;
            return;
        }
        pairs.x[pairs.size] = x;
        pairs.y[pairs.size++] = y;
        if (pairs.size == pairs.x.size()) take(pairs);
    }
    void take(block& pairs) {
        const std::span<const float> x(pairs.x.data(), pairs.size), y(pairs.y.data(), pairs.size);
        sums_.merge(pair_sums_of(x, y));
        reference_.observe(view(x));
        other_.observe(view(y));
        pairs.size = 0;
    }
    [[nodiscard]] std::optional<double> rate(std::uint64_t hits) const {
        if (integers_ == 0) return std::nullopt;
        return static_cast<double>(hits) / static_cast<double>(integers_);
    }

    pair_sums sums_;
    histogram<2048> reference_, other_;
    std::uint64_t non_finite_ = 0, integers_ = 0, clipped_ = 0, saturated_ = 0;
};

} // namespace quanta::report
