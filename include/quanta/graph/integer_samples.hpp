// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/float_operator.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/params/profile_quanta.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// The integers of a tensor of a running network: (batch, elements).
class integer_samples {
public:
    /// `stored`: the integers plus `offset`.
    integer_samples(const tensor_view<const std::uint8_t, 2>& stored, std::int32_t offset,
                    const tensor_quantization& quantization)
        : stored_(stored), offset_(offset), quantization_(quantization) {}

    [[nodiscard]] std::size_t batch() const { return stored_.extent(0); }
    [[nodiscard]] std::size_t elements() const { return stored_.extent(1); }
    [[nodiscard]] const tensor_quantization& quantization() const { return quantization_; }
    /// The integer, in the range of the tensor's format.
    [[nodiscard]] int operator()(std::size_t sample, std::size_t element) const {
        return stored_(sample, element) - offset_;
    }
    /// float(integer - zero point) * scale, into (batch, elements). Error if the extents are others.
    void dequantize(const samples& reals) const {
        check(reals.extents() == stored_.extents(), "integer_samples: reals of (", reals.extent(0), ", ",
              reals.extent(1), "), expected are (", batch(), ", ", elements(), ")");
        for (std::size_t i = 0; i < batch(); ++i)
            for (std::size_t j = 0; j < elements(); ++j)
                reals(i, j) = profile::quanta::dequantize((*this)(i, j), quantization_.params);
    }

private:
    tensor_view<const std::uint8_t, 2> stored_;
    std::int32_t offset_;
    tensor_quantization quantization_;
};

} // namespace quanta::graph
