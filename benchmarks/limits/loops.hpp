// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/isa/tags.hpp>

namespace bench::limits {

/// A loop over registers: `run(rounds)` does `rounds` times `operations` multiplications and additions.
struct product_loop {
    const char* name = nullptr; ///< the instructions
    void (*run)(std::size_t rounds) = nullptr;
    double operations = 0; ///< of one round
};

/// The loop for what the kernels use on `instruction_set`; one without a name where there is none.
[[nodiscard]] product_loop integer_loop(quanta::isa::id instruction_set);
/// The same for bytes times integers of four bits.
[[nodiscard]] product_loop narrow_integer_loop(quanta::isa::id instruction_set);
[[nodiscard]] product_loop float_loop(quanta::isa::id instruction_set);

/// Loops over memory; sizes in bytes of the narrow side, a multiple of 32, of 2048 for `read`. Null where there is none.
struct memory_loops {
    void (*read)(const std::byte* from, std::size_t bytes) = nullptr;
    void (*read_eight)(const std::byte* from, std::size_t bytes) = nullptr;            ///< at eight places in turn
    void (*narrow)(const std::byte* from, std::size_t bytes, std::byte* to) = nullptr; ///< from: four times as many
    void (*narrow_streaming)(const std::byte* from, std::size_t bytes, std::byte* to) = nullptr;
    void (*widen)(const std::byte* from, std::size_t bytes, std::byte* to) = nullptr; ///< to: four times as many
    void (*widen_streaming)(const std::byte* from, std::size_t bytes, std::byte* to) = nullptr;
};
[[nodiscard]] memory_loops loops_over_memory();

} // namespace bench::limits
