// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// ranges -> scales and zero points

#include <quanta/params/accumulators.hpp>
#include <quanta/params/affine_params.hpp>
#include <quanta/params/any_profile.hpp>
#include <quanta/params/calibrate.hpp>
#include <quanta/params/linear_profile.hpp>
#include <quanta/params/multiplier_value.hpp>
#include <quanta/params/params_concepts.hpp>
#include <quanta/params/profile_quanta.hpp>
#include <quanta/params/profile_value.hpp>
#include <quanta/params/profiles.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/params/scheme.hpp>
