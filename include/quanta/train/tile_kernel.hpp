// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/isa/tags.hpp>
#include <quanta/kernel/gemm_loop.hpp>
#include <quanta/storage/packed_matrix.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// The float micro-kernel of an instruction set as data, so that what trains is compiled once for all of them.
struct tile_kernel {
    /// Room for the sums of one tile of any of them.
    static constexpr std::size_t largest_tile = 1024, most_rows = 16;

    tile_format format;
    /// tile[i][j] = start[j] + sum_t sum_k lhs[t * rows + i][k] * panel[t * depth + k][j], see `kernel::MicroKernel`.
    void (*run)(std::size_t rows, std::size_t vectors, const float* const* lhs, std::size_t taps, std::size_t depth,
                const std::byte* panel, float* tile);

    [[nodiscard]] static tile_kernel of(isa::id instruction_set) {
        return isa::visit(instruction_set, [](auto tag) {
            using micro_kernel = typename kernel::gemm_kernel<decltype(tag), float, float>::type;
            static_assert(micro_kernel::format.rows <= most_rows &&
                          micro_kernel::format.rows * micro_kernel::format.columns <= largest_tile);
            return tile_kernel{micro_kernel::format, &kernel::detail::run_tile<micro_kernel>};
        });
    }
};

} // namespace quanta::train
