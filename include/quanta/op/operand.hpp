// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include <quanta/kernel/kernel_table.hpp>
#include <quanta/op/operands.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/storage/quantized_tensor.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// One side of a product: integers that live elsewhere, with one scale and zero point, or one for each index of an axis.
/// Rank 2 is a matrix, rank 3 a batch of them. Owns nothing: what it was made from must outlive it.
template <kernel::ByteFormat Format, std::size_t Rank>
    requires(Rank == 2 || Rank == 3)
struct operand {
    using format = Format;
    using value_type = typename Format::storage_type;
    static constexpr std::size_t rank = Rank;

    tensor_view<const value_type, Rank> values;
    std::span<const float> scales;             ///< one, or one for each index of `scale_axis`
    std::span<const std::int32_t> zero_points; ///< as many
    std::size_t scale_axis;

    /// Several scales belong to the columns.
    operand(const tensor_view<const value_type, Rank>& integers, std::span<const float> their_scales,
            std::span<const std::int32_t> their_zero_points)
        : values(integers), scales(their_scales), zero_points(their_zero_points), scale_axis(Rank - 1) {}

    template <Scheme TensorScheme, Profile Arithmetic>
    operand(const quantized_tensor<TensorScheme, Rank, Arithmetic>& tensor)
        : operand(tensor.view(), tensor.parameters().scales(), tensor.parameters().zero_points()) {
        using granularity = typename TensorScheme::granularity;
        constexpr bool by_row = std::same_as<granularity, per_channel<0>>;
        static_assert(std::same_as<granularity, per_tensor> ||
                          (Rank == 2 && (by_row || std::same_as<granularity, per_channel<1>>)),
                      "quanta: an operand of a product shares its scale per tensor, or per row or column of a matrix");
        if (by_row) scale_axis = 0;
    }
    template <Scheme TensorScheme, Profile Arithmetic>
    operand(const quantized_tensor<TensorScheme, Rank, Arithmetic>&&) = delete; // it would be gone

    /// Errors unless every scale is positive and finite, every zero point is in the format's range, and there is one of
    /// each, or one for each column where `per_column`.
    void validate(std::string_view operation, std::string_view side, bool per_column) const {
        const std::size_t expected = scales.size() == 1 || !per_column ? 1 : values.extent(Rank - 1);
        check(scales.size() == expected && zero_points.size() == expected, operation, ": the ", side, " has ",
              scales.size(), " scales and ", zero_points.size(), " zero points, expected are ", expected);
        check(scales.size() == 1 || scale_axis == Rank - 1, operation, ": the ", side, " has a scale for each of its ",
              values.extent(scale_axis), " rows, a product needs one for each column; is it to be transposed?");
        for (std::size_t j = 0; j < expected; ++j) check_params<Format>(operation, {scales[j], zero_points[j]}, side);
    }
};

template <Scheme TensorScheme, std::size_t Rank, Profile Arithmetic>
operand(const quantized_tensor<TensorScheme, Rank, Arithmetic>&) -> operand<typename TensorScheme::format, Rank>;

/// The operand with rows and columns exchanged (of each matrix of a batch).
template <class Format, std::size_t Rank>
[[nodiscard]] operand<Format, Rank> transposed(operand<Format, Rank> matrix) {
    auto extents = matrix.values.extents();
    auto strides = matrix.values.strides();
    std::swap(extents[Rank - 2], extents[Rank - 1]);
    std::swap(strides[Rank - 2], strides[Rank - 1]);
    matrix.values = {matrix.values.data(), extents, strides};
    matrix.scale_axis = matrix.scale_axis == Rank - 1 ? Rank - 2 : Rank - 1;
    return matrix;
}

/// Where a product goes when it is to be integers again, with these parameters, requantized by this profile.
template <kernel::ByteFormat Format, std::size_t Rank, Profile Arithmetic = profile::quanta>
struct quantized_output {
    using format = Format;
    using profile = Arithmetic;

    tensor_view<typename Format::storage_type, Rank> values;
    affine_params params;
};

} // namespace quanta::op
