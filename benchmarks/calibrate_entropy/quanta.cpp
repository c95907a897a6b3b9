// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <calibrate_entropy/operands.hpp>

#include <quanta/calibrator.hpp>

#include <core/array.hpp>

namespace bench::calibrate_entropy {

solution<double> prepare_quanta(const std::shared_ptr<const operands>& data) {
    const auto end = std::make_shared<array<double>>(1);
    const auto run = [=] { end->front() = quanta::entropy{}.range(data->values, data->target).maximum; };
    return {run, *end};
}

solution<double> prepare_quanta_tensorrt(const std::shared_ptr<const operands>& data) {
    const auto end = std::make_shared<array<double>>(1);
    const auto run = [=] { end->front() = quanta::tensorrt_entropy{}.range(data->magnitudes, data->target).maximum; };
    return {run, *end};
}

} // namespace bench::calibrate_entropy
