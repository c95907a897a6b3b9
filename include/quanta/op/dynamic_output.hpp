// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <quanta/epilogue/bias.hpp>
#include <quanta/epilogue/clamp.hpp>
#include <quanta/epilogue/dequantize.hpp>
#include <quanta/epilogue/pipeline.hpp>
#include <quanta/epilogue/store.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/check_activation.hpp>
#include <quanta/op/dynamic_images.hpp>
#include <quanta/op/workspace.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// How a convolution of dynamic images ends: with what its accumulators, which still lack the images' zero points, become
/// reals.
///
///     output = clamp(fma(float(accumulator - zero point_n * weight sum_o), scale_n * weight scale_o, bias_o))
class dynamic_output {
public:
    /// What depends on an image and an output channel: (N, OC) each, in an operator's working memory.
    struct columns {
        float* scales;             ///< of the image times that of the weights
        std::int32_t* corrections; ///< - zero point of the image * sum of the weights
    };

    /// `bias` (OC) in reals, or empty. Errors: another number of biases, an activation whose bounds are in no order.
    dynamic_output(std::string_view operation, std::size_t outputs, std::span<const float> bias, activation function)
        : bias_(bias.begin(), bias.end()), function_(function) {
        check_activation(operation, function);
        if (bias_.empty()) bias_.resize(outputs);
        check_extent(operation, "the number of biases", bias_.size(), outputs);
    }

    [[nodiscard]] std::size_t outputs() const { return bias_.size(); } ///< OC

    /// Bytes of working memory that `take` uses up.
    [[nodiscard]] std::size_t bytes(std::size_t images) const {
        return workspace::size_of<float>(images * outputs()) + workspace::size_of<std::int32_t>(images * outputs());
    }
    [[nodiscard]] columns take(std::size_t images, workspace& pieces) const {
        auto* scales = pieces.take<float>(images * outputs());
        return {scales, pieces.take<std::int32_t>(images * outputs())};
    }

    /// Fills `to` for images whose parameters are known and weights with these scales and sums (OC).
    template <LayerActivations Activations, Profile Arithmetic, std::integral Sum>
    void fill(const columns& to, const dynamic_images<Activations, Arithmetic>& images,
              std::span<const float> weight_scales, std::span<const Sum> weight_sums) const {
        for (std::size_t i = 0; i < images.count() * outputs(); ++i) {
            const affine_params& image = images.params(i / outputs());
            const std::size_t o = i % outputs();
            to.scales[i] = image.scale * weight_scales[o];
            to.corrections[i] = static_cast<std::int32_t>(0U - static_cast<std::uint32_t>(image.zero_point) *
                                                                   static_cast<std::uint32_t>(weight_sums[o]));
        }
    }

    /// The stages for the columns from `column` on of one image, which store at `data`, rows `step` elements apart.
    [[nodiscard]] auto stages(const columns& filled, std::size_t image, std::size_t column, float* data,
                              std::ptrdiff_t step) const {
        const std::size_t scaled = image * outputs() + column;
        return epilogue::pipeline{epilogue::bias<std::int32_t>{filled.corrections + scaled},
                                  epilogue::dequantize{nullptr, filled.scales + scaled, true, bias_.data() + column},
                                  epilogue::clamp{function_.lowest, function_.highest},
                                  epilogue::store<float>{data, step}};
    }

private:
    std::vector<float> bias_; // (OC)
    activation function_;
};

} // namespace quanta::op
