// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

#include <quanta/quantizer/as_view.hpp>
#include <quanta/quantizer/check_operands.hpp>
#include <quanta/quantizer/fake_quantize_row.hpp>
#include <quanta/quantizer/transform_rows.hpp>

namespace quanta::inline QUANTA_ABI {

/// out = dequantize(quantize(in)), without the integers in between: what quantization does to the values.
/// in, out: reals of equal extents, any rank and strides; views, vectors, spans. The output may be the input itself.
/// Errors: different extents, another number of slices than the tensor has, operands that share memory.
template <Viewable In, Quantizer TensorQuantizer, Viewable Out>
void fake_quantize(In&& in, const TensorQuantizer& quantizer, Out&& out) {
    using from = float;
    using to = float;
    const auto source = as_view(in);
    const auto target = as_view(out);
    using source_type = typename decltype(source)::value_type;
    using target_type = typename decltype(target)::value_type;
    static_assert(std::same_as<std::remove_const_t<source_type>, from>,
                  "fake_quantize: the input's elements must be floats");
    static_assert(std::same_as<target_type, to>, "fake_quantize: the output's elements must be mutable and floats");
    check_operands("fake_quantize", source, quantizer, target, true);
    if (source.size() == 0) return;
    constexpr std::size_t rank = source.rank;
    transform_rows<TensorQuantizer, rank, from, to>(
        source, quantizer, target,
        select_row_functions<fake_quantize_row, fake_quantize_row_reference, from, to>(
            typename TensorQuantizer::profile{}));
}

/// The same for `count` contiguous elements, a tensor of rank 1.
template <Quantizer TensorQuantizer>
void fake_quantize(const float* in, std::size_t count, const TensorQuantizer& quantizer, float* out) {
    fake_quantize(tensor_view<const float, 1>(in, {count}), quantizer, tensor_view<float, 1>(out, {count}));
}

} // namespace quanta
