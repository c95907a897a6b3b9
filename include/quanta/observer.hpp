// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// tensors -> statistics

#include <quanta/observer/absolute_max.hpp>
#include <quanta/observer/aimet_histogram.hpp>
#include <quanta/observer/batch_histogram.hpp>
#include <quanta/observer/equal_bins.hpp>
#include <quanta/observer/histogram.hpp>
#include <quanta/observer/min_max.hpp>
#include <quanta/observer/moments.hpp>
#include <quanta/observer/moving_average_min_max.hpp>
#include <quanta/observer/ncnn_histogram.hpp>
#include <quanta/observer/observer_concepts.hpp>
#include <quanta/observer/onnxruntime_histogram.hpp>
#include <quanta/observer/onnxruntime_magnitudes.hpp>
#include <quanta/observer/pytorch_histogram.hpp>
#include <quanta/observer/sliced.hpp>
#include <quanta/observer/tensorrt_histogram.hpp>
