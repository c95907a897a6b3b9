// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include <quanta/kernel/kernel_table.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/storage/quantized_tensor.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// One side of a product: integers that live elsewhere, with one scale and zero point, or one for each index of an axis.
/// Rank 2 is a matrix, rank 3 a batch of them. Owns nothing.
template <kernel::ByteFormat Format, std::size_t Rank>
    requires(Rank == 2 || Rank == 3)
struct operand {
    using format = Format;
    using value_type = typename Format::storage_type;
    static constexpr std::size_t rank = Rank;

    tensor_view<const value_type, Rank> values;
    std::span<const float> scales;             ///< one, or one per column of the right side
    std::span<const std::int32_t> zero_points; ///< as many

    operand(const tensor_view<const value_type, Rank>& integers, std::span<const float> their_scales,
            std::span<const std::int32_t> their_zero_points)
        : values(integers), scales(their_scales), zero_points(their_zero_points) {}

    template <Scheme TensorScheme, Profile Arithmetic>
    operand(const quantized_tensor<TensorScheme, Rank, Arithmetic>& tensor)
        : values(tensor.view()), scales(tensor.parameters().scales()), zero_points(tensor.parameters().zero_points()) {
        using granularity = typename TensorScheme::granularity;
        static_assert(
            std::same_as<granularity, per_tensor> ||
                (Rank == 2 && (std::same_as<granularity, per_channel<0>> || std::same_as<granularity, per_channel<1>>)),
            "quanta: an operand of a product shares its scale per tensor, or per row or column of a matrix");
    }
};

template <Scheme TensorScheme, std::size_t Rank, Profile Arithmetic>
operand(const quantized_tensor<TensorScheme, Rank, Arithmetic>&) -> operand<typename TensorScheme::format, Rank>;

/// The operand with rows and columns exchanged (of each matrix of a batch).
template <class Format, std::size_t Rank>
[[nodiscard]] operand<Format, Rank> transposed(const operand<Format, Rank>& matrix) {
    auto extents = matrix.values.extents();
    auto strides = matrix.values.strides();
    std::swap(extents[Rank - 2], extents[Rank - 1]);
    std::swap(strides[Rank - 2], strides[Rank - 1]);
    return {{matrix.values.data(), extents, strides}, matrix.scales, matrix.zero_points};
}

/// Where a product goes when it is to be integers again, with these parameters.
template <kernel::ByteFormat Format, std::size_t Rank>
struct quantized_output {
    using format = Format;

    tensor_view<typename Format::storage_type, Rank> values;
    affine_params params;
};

} // namespace quanta::op
