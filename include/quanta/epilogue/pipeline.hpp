// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>

#include <quanta/epilogue/epilogue_concepts.hpp>
#include <quanta/epilogue/evaluate.hpp>
#include <quanta/epilogue/tile.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

namespace detail {

template <class Stage, class Value>
concept Stores = EpilogueStageFor<Stage, Value> && std::same_as<typename Stage::template result<Value>, stored>;

template <class Stage>
inline constexpr bool is_store = Stores<Stage, std::int32_t> || Stores<Stage, float>;

/// How many of the leading stages are no stores.
template <class... Stages>
inline constexpr std::size_t stages_before_store = [] {
    std::size_t count = 0;
    static_cast<void>(((is_store<Stages> || (++count, false)) || ...));
    return count;
}();

/// Whether each stage takes what the one before it gives, beginning with values of type `Value`.
template <class Value, class Stage, class... Rest>
consteval bool flows() {
    if constexpr (!EpilogueStageFor<Stage, Value>)
        return false;
    else if constexpr (sizeof...(Rest) == 0)
        return true;
    else
        return flows<typename Stage::template result<Value>, Rest...>();
}

} // namespace detail

/// What happens to accumulators between the kernel and the output: stages in order, the last of which stores.
///
///     pipeline{bias{values}, requantize{...}, store<std::uint8_t>{output, columns}}
///
/// Owns copies of its stages, which are plain data; the arrays they point at must outlive it.
template <class... Stages>
class pipeline {
    static constexpr bool all_are_stages = (EpilogueStage<Stages> && ...);
    static constexpr std::size_t before_store = detail::stages_before_store<Stages...>;

    static_assert(all_are_stages,
                  "quanta: every stage of a pipeline must satisfy EpilogueStage: trivially copyable, with "
                  "`template <class Value> using result` naming what it makes of int32 or float");
    static_assert(before_store < sizeof...(Stages), "quanta: a pipeline must end in a store stage");
    static_assert(before_store + 1 >= sizeof...(Stages), "quanta: no stage may follow a store: nothing flows on");
    static_assert(!all_are_stages || before_store + 1 != sizeof...(Stages) ||
                      detail::flows<std::int32_t, Stages...>() || detail::flows<float, Stages...>(),
                  "quanta: a stage of this pipeline does not take what the stage before it gives: int32 flows up to "
                  "`dequantize`, float from there to `quantize`");

public:
    /// Error where a stage refuses its numbers, see the stages.
    explicit pipeline(const Stages&... stages) : stages_(stages...) { (validate(stages), ...); }

    /// This pipeline behind one more stage.
    template <EpilogueStage First>
    [[nodiscard]] pipeline<First, Stages...> preceded_by(const First& first) const {
        return std::apply([&](const Stages&... stages) { return pipeline<First, Stages...>(first, stages...); },
                          stages_);
    }

    /// Runs the stages on `values` with the instruction set `Tag`. Touches no byte but the operands' at the tile's rows
    /// and columns, allocates nothing, and may be called by any number of threads for different tiles.
    /// Precondition: the output overlaps neither the tile nor what the stages read, except element by element.
    template <class Tag, EpilogueValue T>
    void consume(const tile<T>& values) const {
        static_assert(detail::flows<T, Stages...>(),
                      "quanta: the first stage of this pipeline does not take values of the tile's type");
        evaluate<Tag>::run(stages_, values);
    }

private:
    template <class Stage>
    static void validate(const Stage& stage) {
        if constexpr (requires { stage.validate(); }) stage.validate();
    }

    std::tuple<Stages...> stages_;
};

} // namespace quanta::epilogue
