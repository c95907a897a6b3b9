// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What an engine calls: operands in, outputs out, on memory of its own.

#include <quanta/op/activation.hpp>
#include <quanta/op/dynamic_linear.hpp>
#include <quanta/op/float_linear.hpp>
#include <quanta/op/float_matmul.hpp>
#include <quanta/op/linear.hpp>
#include <quanta/op/matmul.hpp>
#include <quanta/op/operand.hpp>
#include <quanta/op/workspace.hpp>
