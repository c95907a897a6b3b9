// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

#include <quanta/quantizer/as_view.hpp>
#include <quanta/quantizer/check_operands.hpp>
#include <quanta/quantizer/dequantize_row.hpp>
#include <quanta/quantizer/transform_rows.hpp>

namespace quanta::inline QUANTA_ABI {

/// out = float(in - zero_point) * scale
/// in: integers of the format's storage type, out: reals, of equal extents, any rank and strides; views, vectors,
/// spans. Errors: different extents, another number of slices than the tensor has, operands that share memory.
template <Viewable In, Quantizer TensorQuantizer, Viewable Out>
void dequantize(In&& in, const TensorQuantizer& quantizer, Out&& out) {
    using from = typename TensorQuantizer::scheme::storage_type;
    using to = float;
    const auto source = as_view(in);
    const auto target = as_view(out);
    using source_type = typename decltype(source)::value_type;
    using target_type = typename decltype(target)::value_type;
    static_assert(std::same_as<std::remove_const_t<source_type>, from>,
                  "dequantize: the input's elements must be of the scheme's storage type");
    static_assert(std::same_as<target_type, to>, "dequantize: the output's elements must be mutable and floats");
    check_operands("dequantize", source, quantizer, target, false);
    if (source.size() == 0) return;
    constexpr std::size_t rank = source.rank;
    transform_rows<TensorQuantizer, rank, from, to>(
        source, quantizer, target,
        select_row_functions<dequantize_row_by, dequantize_row_reference, from, to>(
            typename TensorQuantizer::profile{}));
}

/// The same for `count` contiguous elements, a tensor of rank 1.
template <Quantizer TensorQuantizer, class T>
void dequantize(const T* in, std::size_t count, const TensorQuantizer& quantizer, float* out) {
    dequantize(tensor_view<const T, 1>(in, {count}), quantizer, tensor_view<float, 1>(out, {count}));
}

} // namespace quanta
