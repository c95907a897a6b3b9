// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How far tensors, and networks tensor by tensor, are from their references. The same in JSON: `report/json_text.hpp`,
/// which needs nlohmann-json.

// clang-format off
#include <quanta/report/compare.hpp>           // two tensors             -> how far they are apart
#include <quanta/report/error_statistics.hpp>  // tensors in many batches -> the same, in bounded memory
#include <quanta/report/compare_networks.hpp>  // two networks, samples   -> the same of each tensor
#include <quanta/report/worst_first.hpp>       // those of all tensors    -> where to look first
#include <quanta/report/text_table.hpp>        // those of all tensors    -> a page
// clang-format on
