// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/isa/select.hpp>
#include <quanta/isa/tags.hpp>
#include <quanta/train/row_leaf.hpp>
#include <quanta/train/x86/row_leaf_avx2.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// action(Tag{}) with the tag whose loops serve the instruction set: AVX2 and all beyond share one, the others the
/// plain one.
template <class Action>
void with_leaf(isa::id instruction_set, const Action& action) {
    if constexpr (has_leaf<isa::avx2>)
        if (instruction_set >= isa::id::avx2) return action(isa::avx2{});
    action(isa::reference{});
}

/// `row_leaf` for the instruction set that was selected when this was made: functions of the floats in rows. Outputs
/// overlap no operand. The same operands give the same bits, whatever thread runs it; other instruction sets fuse
/// multiplications with additions and add in another order.
class row_loops {
public:
    row_loops() : instruction_set_(isa::select()) {}

    [[nodiscard]] isa::id instruction_set() const { return instruction_set_; }

    /// output = f(values...), `count` of each.
    template <class F, class... T>
    void map(const F& f, std::size_t count, float* output, const T*... values) const {
        map_rows(f, 1, count, output, dense{values}...);
    }
    /// output = f(output, values...), `count` of each.
    template <class F, class... T>
    void update(const F& f, std::size_t count, float* output, const T*... values) const {
        update_rows(f, 1, count, output, dense{values}...);
    }
    /// The same for `rows` rows with `columns` columns; operands are `dense` or `by_column`.
    template <class F, class... Operands>
    void map_rows(const F& f, std::size_t rows, std::size_t columns, float* output, const Operands&... operands) const {
        with_leaf(instruction_set_,
                  [&](auto tag) { row_leaf<decltype(tag)>::map(f, rows, columns, output, operands...); });
    }
    template <class F, class... Operands>
    void update_rows(const F& f, std::size_t rows, std::size_t columns, float* output,
                     const Operands&... operands) const {
        with_leaf(instruction_set_,
                  [&](auto tag) { row_leaf<decltype(tag)>::update(f, rows, columns, output, operands...); });
    }
    /// sums[j] += sum_i f(values of row i and column j ...)
    template <class F, class... Operands>
    void sum_rows(const F& f, std::size_t rows, std::size_t columns, float* sums, const Operands&... operands) const {
        with_leaf(instruction_set_,
                  [&](auto tag) { row_leaf<decltype(tag)>::sum_rows(f, rows, columns, sums, operands...); });
    }

private:
    isa::id instruction_set_;
};

} // namespace quanta::train
