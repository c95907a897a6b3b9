// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include <core/array.hpp>
#include <core/task_of.hpp>

namespace bench::observe_histogram {

/// What a histogram of 2048 bins is given.
struct operands {
    using result_type = std::uint64_t;

    array<float> values;
};

[[nodiscard]] solution<std::uint64_t> prepare_quanta(const std::shared_ptr<const operands>& data);

[[nodiscard]] task_list tasks();

} // namespace bench::observe_histogram
