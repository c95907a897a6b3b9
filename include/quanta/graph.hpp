// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Networks: built node by node, run in floats, quantized, and run in integers.

// clang-format off
#include <quanta/core/thread_pool.hpp>        // what calls take as executor, or an engine's own
#include <quanta/graph/model.hpp>             // a caller's calls      -> a network
#include <quanta/graph/fold_batch_norm.hpp>   // a network             -> one with fewer nodes
#include <quanta/graph/float_network.hpp>     // a network             -> what runs in floats
#include <quanta/graph/recipe_value.hpp>      // recipe<...>           -> the same choices as data
#include <quanta/graph/quantize.hpp>          // a network and samples -> a quantized model
#include <quanta/graph/integer_network.hpp>   // a quantized model     -> what runs in integers
// clang-format on
