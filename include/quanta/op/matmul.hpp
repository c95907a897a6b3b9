// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <tuple>
#include <type_traits>

#include <quanta/core/inline_executor.hpp>
#include <quanta/epilogue.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/op/batch.hpp>
#include <quanta/op/column_multipliers.hpp>
#include <quanta/op/float_matmul.hpp>
#include <quanta/op/operand.hpp>
#include <quanta/op/product.hpp>
#include <quanta/op/requantize_stage.hpp>
#include <quanta/params/profile_quanta.hpp>

namespace quanta::op::inline QUANTA_ABI {

namespace detail {

/// Working memory of one product of integers, in the order in which it is taken.
template <class Lhs, class Rhs>
[[nodiscard]] std::size_t integer_product_bytes(const packed_layout& layout, std::size_t rows, bool copied,
                                                std::size_t workers) {
    return workspace::size_of<std::byte>(layout.bytes()) +
           workspace::size_of<fixed_point_multiplier>(layout.columns()) +
           workspace::size_of<std::int32_t>(layout.columns()) + workspace::size_of<std::int32_t>(rows) +
           workspace::size_of<typename Lhs::storage_type>(copied ? rows * layout.depth() : 0) +
           product_workspace_bytes(layout, rows, workers);
}

/// What a column of a product is multiplied by: a profile's multiplier for integers, one of profile::quanta for reals.
template <class Output>
struct profile_of {
    using type = profile::quanta;
};
template <class Output>
    requires requires { typename Output::profile; }
struct profile_of<Output> {
    using type = typename Output::profile;
};
template <class Output>
using multiplier_of = typename profile_of<Output>::type::multiplier_type;

/// The stages that end a product, from the multiplier of each column: integers, reals, or the accumulators themselves.
template <class Format, class Arithmetic>
[[nodiscard]] auto output_stages(const quantized_output<Format, 2, Arithmetic>& output,
                                 const typename Arithmetic::multiplier_type* multipliers) {
    return std::tuple{requantize_stage<accumulators_of<Arithmetic>>{multipliers, true, output.params.zero_point,
                                                                    Format::lowest, Format::highest},
                      epilogue::store<typename Format::storage_type>{output.values.data(), output.values.stride(0)}};
}
[[nodiscard]] inline auto output_stages(const tensor_view<float, 2>& output, const float* scales) {
    return std::tuple{epilogue::dequantize{nullptr, scales, true, nullptr},
                      epilogue::store<float>{output.data(), output.stride(0)}};
}
[[nodiscard]] inline auto output_stages(const tensor_view<std::int32_t, 2>& output, const float*) {
    return std::tuple{epilogue::store<std::int32_t>{output.data(), output.stride(0)}};
}

template <class Format, std::size_t Rank, class Arithmetic>
[[nodiscard]] const auto& values_of(const quantized_output<Format, Rank, Arithmetic>& output) {
    return output.values;
}
template <class T, std::size_t Rank>
[[nodiscard]] const auto& values_of(const tensor_view<T, Rank>& output) {
    return output;
}

template <class Format, class Arithmetic>
[[nodiscard]] quantized_output<Format, 2, Arithmetic> matrix_of(const quantized_output<Format, 3, Arithmetic>& output,
                                                                std::size_t index) {
    return {op::matrix_of(output.values, index), output.params};
}
template <class T>
[[nodiscard]] tensor_view<T, 2> matrix_of(const tensor_view<T, 3>& output, std::size_t index) {
    return op::matrix_of(output, index);
}
template <class Format>
[[nodiscard]] operand<Format, 2> matrix_of(const operand<Format, 3>& side, std::size_t index) {
    return {op::matrix_of(side.values, index), side.scales, side.zero_points};
}

template <class Format, std::size_t Rank, class Arithmetic>
[[nodiscard]] double output_scale(const quantized_output<Format, Rank, Arithmetic>& output) {
    return output.params.scale;
}
template <class T, std::size_t Rank>
[[nodiscard]] double output_scale(const tensor_view<T, Rank>&) {
    return 1.0;
}

template <class Lhs, class Rhs, class Output, Executor Workers>
void integer_product(const operand<Lhs, 2>& lhs, const operand<Rhs, 2>& rhs, const Output& output,
                     isa::id instruction_set, workspace pieces, Workers& executor) {
    const packed_layout layout = layout_of<Lhs, Rhs>(rhs.values, instruction_set);
    std::byte* memory = pieces.take<std::byte>(layout.bytes());
    pack_rhs_into<Lhs, Rhs>(rhs.values, layout, {lhs.zero_points[0], rhs.zero_points, {}}, memory);

    using profile = typename profile_of<Output>::type;
    auto* multipliers = pieces.take<multiplier_of<Output>>(layout.columns());
    std::int32_t* zero_points = pieces.take<std::int32_t>(layout.columns());
    bool corrected = false;
    for (std::size_t j = 0; j < layout.columns(); ++j) {
        const float scale = quanta::detail::per_column(rhs.scales, j);
        multipliers[j] = profile::multiplier(lhs.scales[0], scale, output_scale(output));
        zero_points[j] = quanta::detail::per_column(rhs.zero_points, j) - quanta::detail::rhs_shift<Rhs>;
        corrected |= zero_points[j] != 0;
    }
    std::int32_t* sums = pieces.take<std::int32_t>(lhs.values.extent(0));
    using element = typename Lhs::storage_type;
    const auto rows = rows_of(lhs.values, pieces.take<element>(lhs.values.stride(1) == 1 ? 0 : lhs.values.size()));
    if (corrected) row_sums(instruction_set, rows, lhs.zero_points[0], sums);
    std::apply(
        [&](const auto&... stages) {
            const packed_matrix<Lhs, Rhs> packed(instruction_set, layout, memory);
            const epilogue::zero_point_correction correction{sums, zero_points};
            std::byte* own = pieces.take<std::byte>(0);
            if (corrected)
                product(rows, packed, epilogue::pipeline{correction, stages...}, own, executor);
            else
                product(rows, packed, epilogue::pipeline{stages...}, own, executor);
        },
        output_stages(output, multipliers));
}

/// What tasks would otherwise find out on an executor's thread: bad scales, and accumulators that could overflow.
template <class Lhs, class Rhs, std::size_t Rank, class Output>
void check_operands(const operand<Lhs, Rank>& lhs, const operand<Rhs, Rank>& rhs, const Output& output) {
    lhs.validate("op::matmul", "left side", false);
    rhs.validate("op::matmul", "right side", true);
    if constexpr (requires { output.params; })
        check_params<typename Output::format>("op::matmul", output.params, "output");
    for (std::size_t j = 0; j < rhs.scales.size(); ++j)
        static_cast<void>(checked_multiplier("op::matmul", typename profile_of<Output>::type{}, lhs.scales[0],
                                             rhs.scales[j], output_scale(output), "column ", j));
    for (std::size_t b = 0; b < (Rank == 3 ? rhs.values.extent(0) : 1); ++b)
        check_accumulator<Lhs, Rhs>(op::matrix_of(rhs.values, b), {lhs.zero_points[0], rhs.zero_points, {}});
}

template <class Lhs, class Rhs, std::size_t Rank>
[[nodiscard]] std::size_t integer_workspace_bytes(const operand<Lhs, Rank>& lhs, const operand<Rhs, Rank>& rhs,
                                                  std::size_t workers, isa::id instruction_set) {
    const packed_layout layout = layout_of<Lhs, Rhs>(rhs.values, instruction_set);
    const std::size_t rows = lhs.values.extent(Rank - 2);
    const bool copied = lhs.values.stride(Rank - 1) != 1;
    return Rank == 2 ? integer_product_bytes<Lhs, Rhs>(layout, rows, copied, workers)
                     : workers * integer_product_bytes<Lhs, Rhs>(layout, rows, copied, 1);
}

} // namespace detail

/// What a product of integers can be stored in: `quantized_output`, reals, or the 32-bit accumulators.
template <class Output, std::size_t Rank>
concept ProductOutput =
    std::same_as<Output, tensor_view<float, Rank>> || std::same_as<Output, tensor_view<std::int32_t, Rank>> ||
    std::same_as<Output, quantized_output<typename Output::format, Rank, typename Output::profile>>;

/// Bytes of working memory that `matmul` of these integers needs with an executor of `workers` workers.
template <class Lhs, class Rhs, std::size_t Rank>
[[nodiscard]] std::size_t matmul_workspace_bytes(const operand<Lhs, Rank>& lhs, const operand<Rhs, Rank>& rhs,
                                                 std::size_t workers) {
    return detail::integer_workspace_bytes(lhs, rhs, workers, isa::select());
}

/// accumulator = sum_k (lhs_ik - lhs zero point) * (rhs_kj - rhs zero point_j), exact, in 32 bits; then the requantization
/// of the output's profile, or float(accumulator) * float(lhs scale * rhs scale_j), or the accumulator itself.
///
/// Both sides are activations: the right one is packed in the call. lhs (M, K) with one scale; rhs (K, N) with one scale
/// or one per column; either of any strides, so that it may be `transposed`; output (M, N) with contiguous rows. With
/// rank 3 the first axis counts the matrices of a batch; a batch of one serves all. The output overlaps nothing; `memory`
/// holds `matmul_workspace_bytes` and is aligned to `buffer_alignment`. Allocates nothing.
/// Errors name the extent, the size, or the column whose accumulator could overflow.
template <class Lhs, class Rhs, std::size_t Rank, ProductOutput<Rank> Output, Executor Workers>
void matmul(const operand<Lhs, Rank>& lhs, const operand<Rhs, Rank>& rhs, const Output& output,
            std::span<std::byte> memory, Workers& executor) {
    check_product("op::matmul", lhs.values, rhs.values, detail::values_of(output), memory);
    detail::check_operands(lhs, rhs, output);
    const isa::id id = isa::select();
    const std::size_t workers = check_workers("op::matmul", executor);
    const std::size_t needed = detail::integer_workspace_bytes(lhs, rhs, workers, id), own = needed / workers;
    workspace pieces("op::matmul", memory, needed);
    if constexpr (Rank == 2) {
        detail::integer_product(lhs, rhs, output, id, pieces, executor);
    } else {
        executor.run(detail::values_of(output).extent(0), [&](std::size_t b, std::size_t worker) {
            inline_executor alone;
            detail::integer_product(detail::matrix_of(lhs, b), detail::matrix_of(rhs, b), detail::matrix_of(output, b),
                                    id, workspace("op::matmul", memory.subspan(worker * own, own), own), alone);
        });
    }
}

/// On the calling thread, with working memory of its own: for programs that do not mind an allocation.
template <class Lhs, class Rhs, std::size_t Rank, ProductOutput<Rank> Output>
void matmul(const operand<Lhs, Rank>& lhs, const operand<Rhs, Rank>& rhs, const Output& output) {
    inline_executor alone;
    aligned_buffer memory(matmul_workspace_bytes(lhs, rhs, 1));
    matmul(lhs, rhs, output, {memory.data(), memory.size()}, alone);
}

} // namespace quanta::op
