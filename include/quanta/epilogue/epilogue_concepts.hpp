// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <quanta/epilogue/tile.hpp>
#include <quanta/isa/target.hpp>

namespace quanta::epilogue {

/// What is left of a value after a store: nothing flows on.
struct stored {};

} // namespace quanta::epilogue

namespace quanta::epilogue::inline QUANTA_ABI {

/// The values that flow from stage to stage.
template <class T>
concept EpilogueValue = std::same_as<T, std::int32_t> || std::same_as<T, float>;

/// A stage takes values of type `Value` when it names what it makes of one: `Stage::result<Value>`, which is
/// std::int32_t, float, or `stored`. Satisfied by `relu` and float, not by `requantize` and float.
template <class Stage, class Value>
concept EpilogueStageFor = EpilogueValue<Value> && requires {
    typename Stage::template result<Value>;
} &&(EpilogueValue<typename Stage::template result<Value>> ||
     std::same_as<typename Stage::template result<Value>, stored>);

/// An epilogue stage is plain data that takes int32, float, or both. It may have a member `validate()`, which fails on
/// numbers that it cannot work with: a pipeline calls it when made. Satisfied by `bias<float>`, `requantize`.
template <class Stage>
concept EpilogueStage = std::is_trivially_copyable_v<Stage> &&
    (EpilogueStageFor<Stage, std::int32_t> || EpilogueStageFor<Stage, float>);

/// A stage that brings its own arithmetic, for one value at a row and column of the output matrix: every instruction
/// set can evaluate it. Satisfied by `apply<F>` and by a user's own stage with this call operator.
template <class Stage, class Value>
concept ScalarStageFor = EpilogueStageFor<Stage, Value> &&
    requires(const Stage& stage, Value value, std::size_t row, std::size_t column) {
    { stage(value, row, column) } -> std::same_as<typename Stage::template result<Value>>;
};

} // namespace quanta::epilogue
