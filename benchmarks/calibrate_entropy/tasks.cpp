// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <calibrate_entropy/operands.hpp>

#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace bench::calibrate_entropy {

namespace {

/// Magnitudes that end just below a power of two, so that ours, too, has all 2048 bins.
operands made_for(quanta::integer_target target) {
    std::mt19937 bits(1);
    std::normal_distribution<float> normal;
    std::vector<float> magnitudes(1'000'000);
    for (float& value : magnitudes) value = std::fmod(std::fabs(normal(bits)), 4.0F);
    operands made{{}, {}, target};
    made.values.observe(quanta::view(magnitudes));
    made.magnitudes.observe(quanta::view(magnitudes));
    return made;
}

} // namespace

task_list tasks() {
    constexpr struct {
        const char* name;
        quanta::integer_target target;
    } formats[]{{"int8", {-127, 127, true}}, {"uint8", {0, 255, false}}};
    constexpr struct {
        const char* name;
        solution<double> (*prepare)(const std::shared_ptr<const operands>&);
    } searches[]{{"entropy", prepare_quanta}, {"tensorrt_entropy", prepare_quanta_tensorrt}};
    task_list list;
    for (const auto& search : searches)
        for (const auto& format : formats) {
            task work{"calibrate_entropy",
                      std::string("calibrator:") + search.name + "/bins:2048/target:" + format.name, "searches/ms",
                      1e6};
            list.push_back(task_of<operands>(std::move(work), {{"quanta", search.prepare}}, 1,
                                             [target = format.target] { return made_for(target); }));
        }
    return list;
}

} // namespace bench::calibrate_entropy
