// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The library, stage by stage: a tensor is observed, the statistics become a range, the range a scale and a zero point,
/// reals become integers, integers are packed, multiplied, and finished while they are in the cache.

// clang-format off
#include <quanta/core.hpp>
#include <quanta/isa.hpp>

#include <quanta/tensor.hpp>      // memory                 -> views
#include <quanta/observer.hpp>    // tensors                -> statistics
#include <quanta/calibrator.hpp>  // statistics             -> a real range
#include <quanta/params.hpp>      // a range                -> scale and zero point
#include <quanta/quantizer.hpp>   // reals                 <-> integers
#include <quanta/storage.hpp>     // integers               -> packed memory
#include <quanta/kernel.hpp>      // packed operands        -> int32 tiles
#include <quanta/epilogue.hpp>    // int32 tiles            -> outputs
#include <quanta/op.hpp>          // layers' operands       -> layers' outputs
// clang-format on
