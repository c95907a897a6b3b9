// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <quanta/core/contracts.hpp>
#include <quanta/quantizer/aliasing.hpp>
#include <quanta/quantizer/quantizer_concepts.hpp>
#include <quanta/tensor/distinct.hpp>

namespace quanta::inline QUANTA_ABI {

namespace detail {

/// Extent and stride of every axis: "4 elements 0 apart, 5 elements 1 apart".
template <TensorView View>
[[nodiscard]] std::string axes_text(const View& view) {
    std::string axes;
    for (std::size_t axis = 0; axis < View::rank; ++axis)
        axes += text(axis == 0 ? "" : ", ", view.extent(axis), " elements ", view.stride(axis), " apart");
    return axes;
}

} // namespace detail

/// Error unless both tensors have the same extents, the tensor has as many slices as the quantizer, and the tensors
/// share no memory (or, where `in_place`, are the same elements). Empty tensors have no slices to compare.
template <Quantizer TensorQuantizer, TensorView In, TensorView Out>
void check_operands(std::string_view operation, const In& in, const TensorQuantizer& quantizer, const Out& out,
                    bool in_place) {
    static_assert(In::rank == Out::rank, "quanta: the input and the output must have the same rank");
    for (std::size_t axis = 0; axis < In::rank; ++axis)
        check(in.extent(axis) == out.extent(axis), operation, ": axis ", axis, " has ", in.extent(axis),
              " elements in the input and ", out.extent(axis), " in the output");
    if (in.size() == 0) return;
    if (!has_distinct_elements(out))
        fail(operation, ": the output overlaps itself, its axes are ", detail::axes_text(out));
    const std::size_t slices = TensorQuantizer::scheme::granularity::slices(in.extents().data(), In::rank);
    check(quantizer.slices() == slices, operation, ": the quantization has ", quantizer.slices(),
          " slices, the tensor has ", slices);
    check((in_place && same_elements(in, out)) || !overlap(in, out), operation, ": input and output of ", in.size(),
          " elements overlap");
}

} // namespace quanta
