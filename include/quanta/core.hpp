// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Integer formats with their ranges, errors, executors.

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/checked_size.hpp>
#include <quanta/core/contracts.hpp>
#include <quanta/core/core_concepts.hpp>
#include <quanta/core/fixed_point.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/core/inline_executor.hpp>
#include <quanta/core/integer_formats.hpp>
#include <quanta/core/rounding.hpp>
#include <quanta/core/thread_pool.hpp>
