// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include <quanta/op/window.hpp>

namespace bench {

/// output (N, OH, OW, OC) = images (N, H, H, IC) convolved with weights (OC, K, K, IC / groups), K / 2 pixels of padding
/// on each side.
struct conv_shape {
    std::size_t n, h, ic, oc, k, stride, groups = 1;

    /// N:64/H:28/IC:1/OC:32/K:3/S:1; one image goes without saying. A depthwise convolution has C in place of IC and OC.
    [[nodiscard]] std::string name() const {
        const auto images = n == 1 ? std::string() : "N:" + std::to_string(n) + "/";
        const auto channels =
            groups == 1 ? "IC:" + std::to_string(ic) + "/OC:" + std::to_string(oc) : "C:" + std::to_string(groups);
        return images + "H:" + std::to_string(h) + "/" + channels + "/K:" + std::to_string(k) +
               "/S:" + std::to_string(stride);
    }

    [[nodiscard]] std::size_t padding() const { return k / 2; }
    [[nodiscard]] std::size_t output_height() const { return (h + 2 * padding() - k) / stride + 1; }
    [[nodiscard]] std::size_t pixels() const { return n * output_height() * output_height(); } ///< of the output
    [[nodiscard]] std::size_t depth() const { return k * k * ic / groups; }                    ///< products of a sum

    [[nodiscard]] std::size_t inputs() const { return n * h * h * ic; }
    [[nodiscard]] std::size_t weights() const { return oc * depth(); }
    [[nodiscard]] std::size_t outputs() const { return pixels() * oc; }

    /// A multiplication and an addition each count as one; taps in the padding count.
    [[nodiscard]] double operations() const {
        return 2.0 * static_cast<double>(outputs()) * static_cast<double>(depth());
    }

    [[nodiscard]] std::array<std::size_t, 4> input_extents() const { return {n, h, h, ic}; }
    [[nodiscard]] std::array<std::size_t, 4> weight_extents() const { return {oc, k, k, ic / groups}; }
    [[nodiscard]] std::array<std::size_t, 4> output_extents() const {
        return {n, output_height(), output_height(), oc};
    }
    [[nodiscard]] quanta::op::window window() const {
        return {{k, k}, {stride, stride}, {padding(), padding(), padding(), padding()}, {1, 1}};
    }
};

/// ResNet-50: the 3x3 layers of its four stages, a 1x1 layer that widens and one that narrows, the first layer. Small
/// images at batch 64: a first layer, an inner one, and that of the demo's residual block.
inline constexpr std::array<conv_shape, 10> conv_shapes{{{1, 56, 64, 64, 3, 1},
                                                         {1, 28, 128, 128, 3, 1},
                                                         {1, 14, 256, 256, 3, 1},
                                                         {1, 7, 512, 512, 3, 1},
                                                         {1, 56, 64, 256, 1, 1},
                                                         {1, 14, 1024, 256, 1, 1},
                                                         {1, 224, 3, 64, 7, 2},
                                                         {64, 28, 1, 32, 3, 1},
                                                         {64, 14, 32, 32, 3, 1},
                                                         {64, 14, 24, 24, 3, 1}}};

/// MobileNet's, from its first stages to the last; the demo's second at batch 64.
inline constexpr std::array<conv_shape, 5> depthwise_shapes{{{1, 112, 64, 64, 3, 2, 64},
                                                             {1, 56, 128, 128, 3, 1, 128},
                                                             {1, 14, 512, 512, 3, 1, 512},
                                                             {1, 7, 1024, 1024, 3, 1, 1024},
                                                             {64, 7, 64, 64, 3, 1, 64}}};

} // namespace bench
