// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/params/calibrate.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/quantizer/as_view.hpp>
#include <quanta/quantizer/dequantize.hpp>
#include <quanta/quantizer/quantize.hpp>

namespace quanta::inline QUANTA_ABI {

/// A tensor in integers, with what they mean: contiguous values (last axis innermost, 64-byte aligned, one storage
/// value each, four-bit formats too) and the scales and zero points of their slices. Owns both; moved, not copied.
template <Scheme TensorScheme, std::size_t Rank, Profile Arithmetic = profile::quanta>
class quantized_tensor {
public:
    using scheme = TensorScheme;
    using profile = Arithmetic;
    using value_type = typename scheme::storage_type;
    using extents_type = std::array<std::size_t, Rank>;
    static constexpr std::size_t rank = Rank;

    /// All values are the integer 0. Error unless `parameters` has as many slices as a tensor of these extents.
    quantized_tensor(const extents_type& extents, quantization<scheme, profile> parameters)
        : extents_(extents), parameters_(std::move(parameters)),
          values_(tensor_view<value_type, Rank>::checked_size(extents) * sizeof(value_type)) {
        if (view().size() == 0) return;
        const std::size_t slices = scheme::granularity::slices(extents.data(), Rank);
        check(parameters_.slices() == slices, "quantized_tensor: the quantization has ", parameters_.slices(),
              " slices, the tensor has ", slices);
    }

    [[nodiscard]] const extents_type& extents() const { return extents_; }
    /// Number of elements.
    [[nodiscard]] std::size_t size() const {
        std::size_t count = 1;
        for (const std::size_t extent : extents_) count *= extent;
        return count;
    }
    [[nodiscard]] const quantization<scheme, profile>& parameters() const { return parameters_; }

    /// The integers. Whoever writes them keeps to the format's range.
    [[nodiscard]] tensor_view<value_type, Rank> view() {
        return {reinterpret_cast<value_type*>(values_.data()), extents_};
    }
    [[nodiscard]] tensor_view<const value_type, Rank> view() const {
        return {reinterpret_cast<const value_type*>(values_.data()), extents_};
    }

private:
    extents_type extents_;
    quantization<scheme, profile> parameters_;
    aligned_buffer values_;
};

/// `reals` quantized with known parameters. Error if their slices are not the tensor's.
template <Viewable Reals, Scheme TensorScheme, Profile Arithmetic>
[[nodiscard]] auto quantize_tensor(const Reals& reals, const quantization<TensorScheme, Arithmetic>& parameters) {
    const auto source = as_view(reals);
    quantized_tensor<TensorScheme, source.rank, Arithmetic> tensor(source.extents(), parameters);
    quantize(source, parameters, tensor.view());
    return tensor;
}

/// `reals` quantized with the parameters that cover all its finite values. Error if a slice has none.
template <Scheme TensorScheme, Profile Arithmetic = profile::quanta, Viewable Reals>
[[nodiscard]] auto quantize_tensor(const Reals& reals) {
    return quantize_tensor(reals, calibrate<TensorScheme, Arithmetic>(as_view(reals)));
}

/// out = the reals that `tensor` stands for. Error if the extents differ.
template <Scheme TensorScheme, std::size_t Rank, Profile Arithmetic, Viewable Reals>
void dequantize(const quantized_tensor<TensorScheme, Rank, Arithmetic>& tensor, Reals&& out) {
    dequantize(tensor.view(), tensor.parameters(), out);
}

} // namespace quanta
