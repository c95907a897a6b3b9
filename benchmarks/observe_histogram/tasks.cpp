// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <observe_histogram/operands.hpp>

#include <cmath>
#include <cstddef>
#include <random>
#include <string>

#include <limits/limits.hpp>

namespace bench::observe_histogram {

namespace {

operands gaussian(std::size_t count) {
    std::mt19937 bits(1);
    std::normal_distribution<float> normal;
    array<float> values(count);
    for (float& value : values) value = normal(bits);
    return {std::move(values)};
}

/// Half of the values in one bin.
operands rectified(std::size_t count) {
    operands made = gaussian(count);
    for (float& value : made.values) value = value > 0 ? value : 0;
    return made;
}

/// Nearly all of the values in two bins.
operands outliers(std::size_t count) {
    operands made = gaussian(count);
    for (std::size_t i = 0; i < count; i += 1000) made.values[i] = 1e4F;
    return made;
}

} // namespace

task_list tasks() {
    constexpr struct {
        const char* name;
        operands (*make)(std::size_t);
    } kinds[]{{"gaussian", gaussian}, {"rectified", rectified}, {"outliers", outliers}};
    task_list list;
    for (const auto& kind : kinds)
        for (const std::size_t count : {std::size_t{1} << 12, std::size_t{1} << 18, std::size_t{1} << 22}) {
            const double bytes = 4 * static_cast<double>(count);
            task work{"observe_histogram", std::string("data:") + kind.name + "/elements:" + std::to_string(count),
                      "GB/s", bytes};
            work.bounds.push_back({limits::read(4 * count, 1), bytes});
            list.push_back(task_of<operands>(std::move(work), {{"quanta", prepare_quanta}}, 4 * count,
                                             [make = kind.make, count] { return make(count); }));
        }
    return list;
}

} // namespace bench::observe_histogram
