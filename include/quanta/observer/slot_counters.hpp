// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <quanta/isa/target.hpp>

namespace quanta::inline QUANTA_ABI {

/// Counts slots in four tables by turns, so that equal slots that follow each other need not wait for one another's
/// sum: with data that crowd into few bins, as after a ReLU, twice as quick as one table. Beside `counts`, which get
/// the sums when `flush` is called.
template <std::size_t Slots>
class slot_counters {
public:
    explicit slot_counters(std::uint64_t* counts) : counts_(counts) {}

    void add(const std::uint16_t* slots, std::size_t count) {
        if (pending_ + count > most_pending) flush();
        pending_ += count;
        std::size_t i = 0;
        for (; i + 8 <= count; i += 8) {
            QUANTA_UNROLL
            for (std::size_t step = 0; step < 8; ++step) ++tables_[step % tables][slots[i + step]];
        }
        for (; i < count; ++i) ++tables_[0][slots[i]];
    }

    void flush() {
        for (std::size_t slot = 0; slot < Slots; ++slot)
            counts_[slot] += std::uint64_t{tables_[0][slot]} + tables_[1][slot] + tables_[2][slot] + tables_[3][slot];
        tables_ = {};
        pending_ = 0;
    }

private:
    static constexpr std::size_t tables = 4;
    static constexpr std::size_t most_pending = 0xFFFF'FFFF; // that a counter can hold

    std::array<std::array<std::uint32_t, Slots>, tables> tables_{};
    std::uint64_t* counts_;
    std::size_t pending_ = 0;
};

/// Counts slots at once: for few values, or many slots.
class direct_counters {
public:
    explicit direct_counters(std::uint64_t* counts) : counts_(counts) {}

    void add(const std::uint16_t* slots, std::size_t count) {
        std::size_t i = 0;
        for (; i + 8 <= count; i += 8) {
            QUANTA_UNROLL
            for (std::size_t step = 0; step < 8; ++step) ++counts_[slots[i + step]];
        }
        for (; i < count; ++i) ++counts_[slots[i]];
    }
    void flush() {}

private:
    std::uint64_t* counts_;
};

} // namespace quanta
