// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Packed operands, to tiles of accumulators.

#include <quanta/kernel/depthwise_concepts.hpp>
#include <quanta/kernel/depthwise_loop.hpp>
#include <quanta/kernel/depthwise_table.hpp>
#include <quanta/kernel/elementwise_float.hpp>
#include <quanta/kernel/elementwise_int8.hpp>
#include <quanta/kernel/gemm_block.hpp>
#include <quanta/kernel/gemm_loop.hpp>
#include <quanta/kernel/kernel_concepts.hpp>
#include <quanta/kernel/kernel_table.hpp>
#include <quanta/kernel/lhs_matrix.hpp>
#include <quanta/kernel/lhs_patches.hpp>
#include <quanta/kernel/lhs_row.hpp>
#include <quanta/kernel/pair_sums.hpp>
#include <quanta/kernel/pool_float.hpp>
#include <quanta/kernel/pool_int8.hpp>
