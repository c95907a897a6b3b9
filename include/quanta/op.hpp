// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What an engine calls: operands in, outputs out, on memory of its own.

#include <quanta/op/activation.hpp>
#include <quanta/op/add.hpp>
#include <quanta/op/average_pool2d.hpp>
#include <quanta/op/concat.hpp>
#include <quanta/op/conv2d.hpp>
#include <quanta/op/conv2d_transpose.hpp>
#include <quanta/op/depthwise_conv2d.hpp>
#include <quanta/op/dynamic_conv2d.hpp>
#include <quanta/op/dynamic_depthwise_conv2d.hpp>
#include <quanta/op/dynamic_linear.hpp>
#include <quanta/op/float_add.hpp>
#include <quanta/op/float_apply.hpp>
#include <quanta/op/float_average_pool2d.hpp>
#include <quanta/op/float_clamp.hpp>
#include <quanta/op/float_concat.hpp>
#include <quanta/op/float_conv2d.hpp>
#include <quanta/op/float_conv2d_transpose.hpp>
#include <quanta/op/float_depthwise_conv2d.hpp>
#include <quanta/op/float_global_average_pool.hpp>
#include <quanta/op/float_linear.hpp>
#include <quanta/op/float_matmul.hpp>
#include <quanta/op/float_max_pool2d.hpp>
#include <quanta/op/float_mul.hpp>
#include <quanta/op/float_resize_bilinear2d.hpp>
#include <quanta/op/float_softmax.hpp>
#include <quanta/op/functions.hpp>
#include <quanta/op/global_average_pool.hpp>
#include <quanta/op/integer_range.hpp>
#include <quanta/op/linear.hpp>
#include <quanta/op/matmul.hpp>
#include <quanta/op/max_pool2d.hpp>
#include <quanta/op/mul.hpp>
#include <quanta/op/operand.hpp>
#include <quanta/op/rescale.hpp>
#include <quanta/op/resize_bilinear2d.hpp>
#include <quanta/op/resize_nearest2d.hpp>
#include <quanta/op/softmax.hpp>
#include <quanta/op/table.hpp>
#include <quanta/op/window.hpp>
#include <quanta/op/workspace.hpp>
