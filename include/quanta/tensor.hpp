// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Memory, as views.

#include <quanta/tensor/distinct.hpp>
#include <quanta/tensor/granularity.hpp>
#include <quanta/tensor/runs.hpp>
#include <quanta/tensor/tensor_concepts.hpp>
#include <quanta/tensor/tensor_view.hpp>
