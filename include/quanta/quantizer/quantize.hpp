// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

#include <quanta/quantizer/as_view.hpp>
#include <quanta/quantizer/check_operands.hpp>
#include <quanta/quantizer/quantize_row.hpp>
#include <quanta/quantizer/transform_rows.hpp>

namespace quanta::inline QUANTA_ABI {

/// out = int(rint(clamp(in * (1 / scale), lowest - zero_point, highest - zero_point))) + zero_point
/// (profile::quanta; another profile by its own formula). Values outside the range saturate, NaN gives zero_point.
/// in: reals, out: integers of the format's storage type, of equal extents, any rank and strides; views, vectors,
/// spans. Errors: different extents, another number of slices than the tensor has, operands that share memory.
template <Viewable In, Quantizer TensorQuantizer, Viewable Out>
void quantize(In&& in, const TensorQuantizer& quantizer, Out&& out) {
    using from = float;
    using to = typename TensorQuantizer::scheme::storage_type;
    const auto source = as_view(in);
    const auto target = as_view(out);
    using source_type = typename decltype(source)::value_type;
    using target_type = typename decltype(target)::value_type;
    static_assert(std::same_as<std::remove_const_t<source_type>, from>,
                  "quantize: the input's elements must be floats");
    static_assert(std::same_as<target_type, to>,
                  "quantize: the output's elements must be mutable and of the scheme's storage type");
    check_operands("quantize", source, quantizer, target, false);
    if (source.size() == 0) return;
    constexpr std::size_t rank = source.rank;
    transform_rows<TensorQuantizer, rank, from, to>(
        source, quantizer, target,
        select_row_functions<quantize_row, quantize_row_reference, from, to>(typename TensorQuantizer::profile{}));
}

/// The same for `count` contiguous elements, a tensor of rank 1.
template <Quantizer TensorQuantizer, class T>
void quantize(const float* in, std::size_t count, const TensorQuantizer& quantizer, T* out) {
    quantize(tensor_view<const float, 1>(in, {count}), quantizer, tensor_view<T, 1>(out, {count}));
}

} // namespace quanta
