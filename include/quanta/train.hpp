// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// Training of float networks, in floats and under fake quantization.
#include <quanta/core/thread_pool.hpp>
#include <quanta/train/fake_quantization.hpp>
#include <quanta/train/fit.hpp>
#include <quanta/train/fit_options.hpp>
#include <quanta/train/fit_result.hpp>
#include <quanta/train/gradient_network.hpp>
#include <quanta/train/initialize.hpp>
#include <quanta/train/learning_rate.hpp>
#include <quanta/train/mean_squared_error.hpp>
#include <quanta/train/optimizer.hpp>
#include <quanta/train/random.hpp>
#include <quanta/train/samples.hpp>
#include <quanta/train/softmax_cross_entropy.hpp>
