// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/tensor/tensor_view.hpp>
#include <quanta/train/batch_cut.hpp>
#include <quanta/train/gradient_plan.hpp>
#include <quanta/train/layer.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// The values of a tape and their gradients, for one batch. Values stay, as backward passes read them; gradients share
/// the memory of their chunk as planned, but for those of the network's outputs and inputs, which the caller sees.
class tape_memory {
public:
    /// `sizes`: floats of each value for one sample; `places`: whose memory it has, its own or that of an earlier one;
    /// `external`: values whose gradients the caller sees.
    tape_memory(std::span<const std::size_t> sizes, std::span<const std::size_t> places, batch_cut cut,
                const gradient_plan& plan, std::span<const std::size_t> external)
        : sizes_(sizes.begin(), sizes.end()), places_(places.begin(), places.end()), plan_(plan),
          external_(sizes.size()), chunks_(cut.chunks * plan.size() * sizeof(float)) {
        for (std::size_t value = 0; value < sizes.size(); ++value)
            values_.emplace_back(places[value] == value ? cut.capacity() * sizes[value] * sizeof(float) : 0);
        for (const std::size_t value : external)
            external_[value] = aligned_buffer(cut.capacity() * sizes[value] * sizeof(float));
    }

    // The first `samples` samples of a value, or of its gradient, which must be external: (samples, elements).
    [[nodiscard]] tensor_view<float, 2> values(std::size_t value, std::size_t samples) {
        return {floats(values_[places_[value]]), {samples, sizes_[value]}};
    }
    [[nodiscard]] tensor_view<float, 2> gradients(std::size_t value, std::size_t samples) {
        return {floats(external_[value]), {samples, sizes_[value]}};
    }

    // A chunk's part of a value, of its gradient, and of a gradient that is added to that.
    [[nodiscard]] float* values_at(std::size_t value, const chunk& part) {
        return floats(values_[places_[value]]) + part.first * sizes_[value];
    }
    [[nodiscard]] float* gradients_at(std::size_t value, const chunk& part) {
        if (external_[value].size() != 0) return floats(external_[value]) + part.first * sizes_[value];
        return floats(chunks_) + part.index * plan_.size() + plan_.offset(value);
    }
    [[nodiscard]] float* target_at(const gradient_target& target, std::size_t value, const chunk& part) {
        if (!target.wanted) return nullptr;
        return target.adds ? floats(chunks_) + part.index * plan_.size() + target.offset : gradients_at(value, part);
    }

private:
    [[nodiscard]] static float* floats(aligned_buffer& buffer) { return reinterpret_cast<float*>(buffer.data()); }

    std::vector<std::size_t> sizes_, places_;
    const gradient_plan& plan_;
    std::vector<aligned_buffer> values_, external_; ///< by value
    aligned_buffer chunks_;                         ///< (chunks, floats of the plan)
};

} // namespace quanta::train
