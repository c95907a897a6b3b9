// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// statistics -> a real range

#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/entropy.hpp>
#include <quanta/calibrator/full_range.hpp>
#include <quanta/calibrator/integer_target.hpp>
#include <quanta/calibrator/minimum_squared_error.hpp>
#include <quanta/calibrator/percentile.hpp>
#include <quanta/calibrator/real_range.hpp>
