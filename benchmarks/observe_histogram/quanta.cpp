// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <observe_histogram/operands.hpp>

#include <quanta/observer.hpp>

namespace bench::observe_histogram {

solution<std::uint64_t> prepare_quanta(const std::shared_ptr<const operands>& data) {
    const auto histogram = std::make_shared<quanta::histogram<2048>>();
    const auto count = std::make_shared<array<std::uint64_t>>(1);
    const auto run = [=] {
        *histogram = {};
        histogram->observe(quanta::view(data->values.data(), {data->values.size()}));
        count->front() = histogram->count();
    };
    return {run, *count};
}

} // namespace bench::observe_histogram
