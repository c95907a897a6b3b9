// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/kernel/kernel_table.hpp>
#include <quanta/op/operands.hpp>
#include <quanta/storage/pack_rhs.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The weights (N, K) of a float layer as its kernel wants them, the bias in front. With several groups the outputs are
/// cut into as many ranges of equal size, each a packed matrix of its own.
class float_weights {
public:
    /// `bias` (N) or empty. Errors: a bias of other size, groups that do not divide the outputs.
    float_weights(std::string_view operation, const tensor_view<const float, 2>& weights, std::span<const float> bias,
                  isa::id instruction_set, std::size_t groups = 1) {
        if (!bias.empty()) check_extent(operation, "the number of biases", bias.size(), weights.extent(0));
        check(groups >= 1 && weights.extent(0) % groups == 0, operation, ": ", groups, " groups do not divide the ",
              weights.extent(0), " outputs");
        const std::size_t outputs = weights.extent(0) / groups;
        const packed_layout layout(kernel::format_for<float, float>(instruction_set), weights.extent(1), outputs);
        for (std::size_t group = 0; group < groups; ++group) {
            const tensor_view<const float, 2> part(weights.data() +
                                                       static_cast<std::ptrdiff_t>(group * outputs) * weights.stride(0),
                                                   {outputs, weights.extent(1)}, weights.strides());
            aligned_buffer storage(layout.bytes());
            pack_rhs_into(transposed(part), layout, bias.empty() ? bias : bias.subspan(group * outputs, outputs),
                          storage.data());
            packed_.emplace_back(instruction_set, layout, std::move(storage));
        }
    }

    [[nodiscard]] std::size_t groups() const { return packed_.size(); }
    [[nodiscard]] const packed_matrix<float, float>& packed(std::size_t group = 0) const { return packed_[group]; }
    /// Bytes of the weights and the bias, without padding.
    [[nodiscard]] std::size_t bytes() const {
        return packed_.size() * packed_[0].columns() * (packed_[0].depth() + 1) * sizeof(float);
    }

private:
    std::vector<packed_matrix<float, float>> packed_;
};

} // namespace quanta::op
