// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <dequantize_s8_f32/operands.hpp>

#include <core/gemm_shape.hpp>
#include <core/random.hpp>
#include <limits/limits.hpp>
#include <peers/peers.hpp>

namespace bench::dequantize_s8_f32 {

task_list tasks() {
    std::vector<library<operands>> libraries{{"quanta", prepare_quanta}};
    if constexpr (peers::onednn) libraries.push_back({"onednn", prepare_onednn});
    if constexpr (peers::eigen) libraries.push_back({"eigen", prepare_eigen});
    task_list list;
    for (const std::size_t count : element_counts) {
        const double bytes = 4 * static_cast<double>(count);
        task work{"dequantize_s8_f32", "elements:" + std::to_string(count), "GB/s", bytes};
        work.bounds.push_back({limits::widen(count), bytes});
        work.in_floats = "copy_f32";
        work.beside.push_back(limits::copy_of_floats(count));
        list.push_back(task_of<operands>(std::move(work), libraries, [count] {
            return operands{random_integers<std::int8_t>(count, -128, 127, 4), {2.0F / 255, -6}};
        }));
    }
    return list;
}

} // namespace bench::dequantize_s8_f32
