// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <core/task_of.hpp>

namespace bench::peers {

/// The types of elements that operands and results have.
enum class element { f32, s32, u8, s8 };

/// Where a layer's operands are and its result goes. Weights are floats where the input is, else s8.
struct layer_arrays {
    element input_type, output_type;
    const void *input, *weights;
    void* output;
};

/// to = (from - from zero point) * factor + to zero point
struct conversion {
    std::size_t count;
    element from_type, to_type;
    const void* from;
    void* to;
    float factor;
    std::int32_t from_zero_point, to_zero_point;
};

/// What a library is ready to do. `collect` is empty unless `run` leaves the result elsewhere.
struct primitive {
    std::function<void()> run, collect{};
    std::string kernel{}; ///< what the library says it runs, if it tells
};

/// `ready` as a solution whose result is in `*result`; keeps `kept` and the result alive.
template <class Values, class Kept>
[[nodiscard]] solution<typename Values::value_type> solution_of(primitive ready, const std::shared_ptr<Values>& result,
                                                                const std::shared_ptr<Kept>& kept,
                                                                tolerance allowed = {}) {
    const auto run = [run = std::move(ready.run), keep = std::pair(kept, result)] { run(); };
    return {run, *result, std::move(allowed), std::move(ready.kernel), std::move(ready.collect)};
}

} // namespace bench::peers
