// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// statistics -> a real range

#include <quanta/calibrator/aimet_tf_enhanced.hpp>
#include <quanta/calibrator/best_of.hpp>
#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/entropy.hpp>
#include <quanta/calibrator/full_range.hpp>
#include <quanta/calibrator/integer_target.hpp>
#include <quanta/calibrator/minimum_squared_error.hpp>
#include <quanta/calibrator/ncnn_entropy.hpp>
#include <quanta/calibrator/octav.hpp>
#include <quanta/calibrator/onnxruntime_entropy.hpp>
#include <quanta/calibrator/onnxruntime_percentile.hpp>
#include <quanta/calibrator/percentile.hpp>
#include <quanta/calibrator/pytorch_l2_search.hpp>
#include <quanta/calibrator/real_range.hpp>
#include <quanta/calibrator/tensorrt_entropy.hpp>
#include <quanta/calibrator/tensorrt_mse.hpp>
#include <quanta/calibrator/tensorrt_percentile.hpp>
