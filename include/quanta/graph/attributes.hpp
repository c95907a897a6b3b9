// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <quanta/op/window.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// Extents of one sample, without the axis of the batch: images are (H, W, C), vectors (C).
using shape = std::vector<std::size_t>;

/// A function applied to each element.
enum class function { relu, relu6, leaky_relu, clamp, sigmoid, tanh, hard_swish, gelu, user };

/// How resize finds a value between pixels.
enum class interpolation { nearest, bilinear };

} // namespace quanta::graph

/// What a node does: its attributes, without operands and parameters.
namespace quanta::graph::operations::inline QUANTA_ABI {

/// (H, W, IC) -> (OH, OW, OC). Parameters: weights (OC, KH, KW, IC / groups), bias (OC). Depthwise where groups == IC.
struct conv2d {
    op::window window;
    std::size_t groups;
};

/// (H, W, IC) -> (OH, OW, OC), the gradient of a convolution: O = (I - 1) * stride + reach - padding + output_padding.
/// Parameters: weights (OC, KH, KW, IC), bias (OC).
struct conv2d_transpose {
    op::window window;
    op::size2d output_padding;
};

/// (K) -> (N). Parameters: weights (N, K), bias (N).
struct linear {};

/// (H, W, C) -> (OH, OW, C), over the taps inside the image.
struct max_pool2d {
    op::window window;
};

/// (H, W, C) -> (OH, OW, C); divided by all taps where `counts_padding`, else by those inside the image.
struct average_pool2d {
    op::window window;
    bool counts_padding;
};

/// (H, W, C) -> (C).
struct global_average_pool {};

/// Two operands of one shape.
struct add {};
struct mul {};

/// Operands of one shape but for the last axis, which is that of the channels, one behind the other.
struct concat {};

/// y = (x - mean) / sqrt(variance + epsilon) * scale + shift per channel (last axis).
/// Parameters: scale (C), shift (C), mean (C), variance (C); the last two follow the batches in training:
/// running = (1 - momentum) * running + momentum * batch.
struct batch_norm {
    float epsilon;
    float momentum;
};

/// y = f(x) for each element. `lowest` and `highest` bound `clamp`, lowest < highest; `lowest` is the slope of
/// `leaky_relu`, not 0.
/// `user`: `evaluate` and, for training, `derivative`; `name` stands for them in files.
struct elementwise {
    function what;
    float lowest = 0, highest = 0;
    std::string name = {};
    float (*evaluate)(float) = nullptr;
    float (*derivative)(float) = nullptr;
};

/// Over the last axis.
struct softmax {};

/// (H, W, C) -> (height, width, C), half-pixel centres.
struct resize {
    op::size2d size;
    interpolation method;
};

/// (H, W, C) -> (H * W * C).
struct flatten {};

/// Reals to integers and back, in quantized graphs only: their tensors hold the parameters.
struct quantize {};
struct dequantize {};

} // namespace quanta::graph::operations
