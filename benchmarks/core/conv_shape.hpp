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

    /// N:64/H:28/IC:1/OC:32/K:3/S:1; one image goes without saying, and so does one group. A depthwise convolution has
    /// C in place of IC and OC.
    [[nodiscard]] std::string name() const {
        const auto images = n == 1 ? std::string() : "N:" + std::to_string(n) + "/";
        auto channels = "IC:" + std::to_string(ic) + "/OC:" + std::to_string(oc);
        if (is_depthwise())
            channels = "C:" + std::to_string(groups);
        else if (groups > 1)
            channels += "/G:" + std::to_string(groups);
        return images + "H:" + std::to_string(h) + "/" + channels + "/K:" + std::to_string(k) +
               "/S:" + std::to_string(stride);
    }

    [[nodiscard]] bool is_depthwise() const { return groups > 1 && groups == ic && groups == oc; }
    [[nodiscard]] std::size_t padding() const { return k / 2; }
    [[nodiscard]] std::size_t output_height() const { return (h + 2 * padding() - k) / stride + 1; }
    [[nodiscard]] std::size_t pixels() const { return n * output_height() * output_height(); } ///< of the output
    [[nodiscard]] std::size_t depth() const { return k * k * ic / groups; }                    ///< products of a sum

    [[nodiscard]] std::size_t inputs() const { return n * h * h * ic; }
    [[nodiscard]] std::size_t weights() const { return oc * depth(); }
    [[nodiscard]] std::size_t outputs() const { return pixels() * oc; }
    [[nodiscard]] std::size_t elements() const { return inputs() + weights() + outputs(); }

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
inline constexpr std::array<conv_shape, 10> measured_conv_shapes{{{1, 56, 64, 64, 3, 1},
                                                                  {1, 28, 128, 128, 3, 1},
                                                                  {1, 14, 256, 256, 3, 1},
                                                                  {1, 7, 512, 512, 3, 1},
                                                                  {1, 56, 64, 256, 1, 1},
                                                                  {1, 14, 1024, 256, 1, 1},
                                                                  {1, 224, 3, 64, 7, 2},
                                                                  {64, 28, 1, 32, 3, 1},
                                                                  {64, 14, 32, 32, 3, 1},
                                                                  {64, 14, 24, 24, 3, 1}}};

/// The other layers of ResNet-50 and MobileNetV2 that oneDNN and XNNPACK measure themselves with (benchdnn's
/// shapes_resnet_50_v1_5; bench/operators/convolution.cc), and one of ResNeXt-101 in groups (FBGEMM's ConvUnifiedBenchmark).
inline constexpr std::array<conv_shape, 14> published_conv_shapes{{{1, 56, 256, 64, 1, 1},
                                                                   {1, 56, 256, 512, 1, 2},
                                                                   {1, 56, 128, 128, 3, 2},
                                                                   {1, 28, 128, 512, 1, 1},
                                                                   {1, 28, 512, 256, 1, 1},
                                                                   {1, 28, 256, 256, 3, 2},
                                                                   {1, 14, 256, 1024, 1, 1},
                                                                   {1, 14, 512, 512, 3, 2},
                                                                   {1, 7, 512, 2048, 1, 1},
                                                                   {1, 224, 3, 32, 3, 2},
                                                                   {1, 112, 16, 96, 1, 1},
                                                                   {1, 14, 64, 384, 1, 1},
                                                                   {1, 7, 160, 960, 1, 1},
                                                                   {1, 28, 256, 256, 3, 1, 32}}};

/// MobileNet's, from its first stages to the last; MobileNetV2's and EfficientNet's that XNNPACK and FBGEMM measure; the
/// demo's second at batch 64.
inline constexpr std::array<conv_shape, 12> depthwise_shapes{{{1, 112, 32, 32, 3, 1, 32},
                                                              {1, 112, 64, 64, 3, 2, 64},
                                                              {1, 112, 96, 96, 3, 2, 96},
                                                              {1, 56, 128, 128, 3, 1, 128},
                                                              {1, 56, 144, 144, 3, 1, 144},
                                                              {1, 28, 256, 256, 3, 1, 256},
                                                              {1, 14, 384, 384, 3, 1, 384},
                                                              {1, 14, 512, 512, 3, 1, 512},
                                                              {1, 7, 960, 960, 3, 1, 960},
                                                              {1, 7, 1024, 1024, 3, 1, 1024},
                                                              {1, 7, 1152, 1152, 5, 1, 1152},
                                                              {64, 7, 64, 64, 3, 1, 64}}};

} // namespace bench
