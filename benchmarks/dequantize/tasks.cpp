// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <dequantize/operands.hpp>

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include <core/element_cases.hpp>
#include <core/random.hpp>
#include <limits/conversion_task.hpp>
#include <limits/limits.hpp>
#include <peers/peers.hpp>

namespace bench::dequantize {

namespace {

template <class Byte>
void append(task_list& list, const char* operation, std::int32_t zero_point) {
    using range = std::numeric_limits<Byte>;
    std::vector<library<operands<Byte>>> libraries{{"quanta", prepare_quanta<Byte>}};
    peers::add_onednn(libraries, prepare_onednn<Byte>);
    if constexpr (peers::xnnpack) libraries.push_back({"xnnpack", prepare_xnnpack<Byte>});
    if constexpr (peers::eigen) libraries.push_back({"eigen", prepare_eigen<Byte>});
    for (const element_case& each : element_cases()) {
        task work = limits::conversion_task(operation, each, limits::widen(each.loop_count()));
        list.push_back(task_of<operands<Byte>>(std::move(work), libraries, 5 * each.count, [=] {
            return operands<Byte>{random_integers<Byte>(each.count, range::lowest(), range::max(), 4),
                                  {2.0F / 255, zero_point}};
        }));
    }
}

} // namespace

task_list tasks() {
    task_list list;
    append<std::uint8_t>(list, "dequantize_u8_f32", 128);
    append<std::int8_t>(list, "dequantize_s8_f32", -6);
    return list;
}

} // namespace bench::dequantize
