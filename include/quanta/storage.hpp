// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Integers, in packed memory.

#include <quanta/storage/accumulator_bound.hpp>
#include <quanta/storage/accumulator_reach.hpp>
#include <quanta/storage/nibbles.hpp>
#include <quanta/storage/pack_rhs.hpp>
#include <quanta/storage/pack_taps.hpp>
#include <quanta/storage/packed_matrix.hpp>
#include <quanta/storage/packed_taps.hpp>
#include <quanta/storage/patches.hpp>
#include <quanta/storage/quantized_tensor.hpp>
#include <quanta/storage/storage_concepts.hpp>
#include <quanta/storage/tap_format.hpp>
#include <quanta/storage/tile_format.hpp>
