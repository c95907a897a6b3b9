// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include <quanta/calibrator/integer_target.hpp>
#include <quanta/observer/histogram.hpp>
#include <quanta/observer/tensorrt_histogram.hpp>

#include <core/task_of.hpp>

namespace bench::calibrate_entropy {

/// A million normal values in 2048 bins of magnitudes, in our layout and in that of TensorRT's toolkit.
struct operands {
    using result_type = double;

    quanta::histogram<2048> values;
    quanta::tensorrt_histogram magnitudes;
    quanta::integer_target target;
};

[[nodiscard]] solution<double> prepare_quanta(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<double> prepare_quanta_tensorrt(const std::shared_ptr<const operands>& data);

[[nodiscard]] task_list tasks();

} // namespace bench::calibrate_entropy
