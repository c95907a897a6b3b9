// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/isa/tags.hpp>
#include <quanta/observer/histogram_leaves.hpp>
#include <quanta/observer/x86/histogram_leaves_avx2.hpp>

namespace quanta::inline QUANTA_ABI {

/// The `histogram_leaves` of one instruction set, chosen once for a tensor and called once a block.
struct histogram_leaf_table {
    block_survey (*survey)(const float* values, std::size_t count) noexcept;
    void (*slots)(const float* values, std::size_t count, float bins_per_unit, std::uint16_t mask,
                  std::uint16_t* out) noexcept;
};

[[nodiscard]] inline histogram_leaf_table histogram_leaf_table_for(isa::id instruction_set) {
    return isa::visit(instruction_set, [](auto tag) {
        using leaves = histogram_leaves<decltype(tag)>;
        return histogram_leaf_table{leaves::survey, leaves::slots};
    });
}

} // namespace quanta
