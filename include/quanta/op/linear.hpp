// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <quanta/core/inline_executor.hpp>
#include <quanta/epilogue.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/integer_range.hpp>
#include <quanta/op/product.hpp>
#include <quanta/op/quantized_weights.hpp>
#include <quanta/op/requantize_stage.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// A fully connected layer in integers: activations are quantized with parameters that calibration found beforehand.
///
///     accumulator = bias_j + sum_k (input_ik - input zero point) * (weight_jk - weight zero point_j)     exact, 32 bits
///     output      = Arithmetic::requantize(accumulator, input scale * weight scale_j / output scale)     or
///     output      = float(accumulator) * float(input scale * weight scale_j)
///
/// Immutable: any number of threads may run one layer. It runs on the instruction set that was selected when it was made.
/// A layer that was moved from can be assigned to or destroyed, nothing else.
template <LayerActivations Activations, LayerWeights Weights, Profile Arithmetic = profile::quanta>
class linear {
public:
    using input_type = typename Activations::storage_type;
    using weight_type = typename Weights::storage_type;
    using format = typename Activations::format;

    /// weights (N, K) with their parameters; bias (N) in reals, or empty; all are copied.
    /// Errors name the value and the limit: an axis of zero, sizes that do not fit, a scale or zero point that is none, a
    /// bias or depth that 32 bits cannot hold.
    linear(const tensor_view<const weight_type, 2>& weights, const quantization<Weights, Arithmetic>& weight_params,
           std::span<const float> bias, affine_params input, affine_params output, activation function)
        : linear(weights, weight_params,
                 std::span<const std::int32_t>(
                     quantize_bias<Arithmetic>(name, bias, input.scale, weight_params.scales(), weights.extent(0))),
                 input, output, function) {}

    /// The same with a bias (N) in steps of the accumulator, of `accumulator_scales()` each.
    template <std::convertible_to<std::span<const std::int32_t>> Steps>
    linear(const tensor_view<const weight_type, 2>& weights, const quantization<Weights, Arithmetic>& weight_params,
           const Steps& bias, affine_params input, affine_params output, activation function)
        : weights_(name, checked_weights(name, weights), weight_params, input.zero_point, bias, isa::select()),
          input_zero_point_(input.zero_point), output_zero_point_(output.zero_point),
          passed_(clamp_range<Arithmetic>(function, output, {format::lowest, format::highest})), function_(function) {
        check_params<format>(name, "input", input);
        check_params<format>(name, "output", output);
        for (const float scale : weights_.scales()) {
            multipliers_.push_back(Arithmetic::multiplier(input.scale, scale, output.scale));
            real_scales_.push_back(static_cast<float>(double{input.scale} * scale));
        }
        check_multipliers(name, multipliers_);
        check_multipliers(name, real_scales_);
    }

    [[nodiscard]] std::size_t inputs() const { return weights_.packed().depth(); }    ///< K
    [[nodiscard]] std::size_t outputs() const { return weights_.packed().columns(); } ///< N
    [[nodiscard]] isa::id instruction_set() const { return weights_.packed().instruction_set(); }
    /// Bytes of integers, scales, zero points and bias.
    [[nodiscard]] std::size_t weight_bytes() const { return weights_.bytes() + 4 * outputs(); }

    /// The real value of one step of each output's accumulator: input scale * weight scale (N).
    [[nodiscard]] std::span<const float> accumulator_scales() const { return real_scales_; }

    /// Bytes of working memory that `run` needs for `rows` rows of neighbours with an executor of `workers` workers.
    [[nodiscard]] std::size_t workspace_bytes(std::size_t rows, std::size_t workers) const {
        return workspace::size_of<std::int32_t>(Weights::is_symmetric ? 0 : rows) +
               product_workspace_bytes(weights_.packed().layout(), rows, workers);
    }
    /// The same for an `input` of any strides with an executor of `workers` workers.
    [[nodiscard]] std::size_t workspace_bytes(const tensor_view<const input_type, 2>& input,
                                              std::size_t workers) const {
        const std::size_t copied = input.stride(1) == 1 ? 0 : input.size();
        return workspace::size_of<input_type>(copied) + workspace_bytes(input.extent(0), workers);
    }

    /// input (M, K) of any strides, output (M, N) of integers with contiguous rows. The output overlaps neither the input
    /// nor `memory`, which holds `workspace_bytes` and is aligned to `buffer_alignment`. Allocates nothing.
    template <Executor Workers>
    void run(const tensor_view<const input_type, 2>& input, const tensor_view<input_type, 2>& output,
             std::span<std::byte> memory, Workers& executor) const {
        using requantize = typename requantize_stage<Arithmetic>::type;
        check_layer(name, input, inputs(), output, outputs(), memory);
        compute(input,
                epilogue::pipeline{
                    requantize{multipliers_.data(), true, output_zero_point_, passed_.lowest, passed_.highest},
                    epilogue::store<input_type>{output.data(), output.stride(0)}},
                memory, executor);
    }

    /// The same with an output in reals: the layer after which a network leaves the integers.
    template <Executor Workers>
    void run(const tensor_view<const input_type, 2>& input, const tensor_view<float, 2>& output,
             std::span<std::byte> memory, Workers& executor) const {
        check_layer(name, input, inputs(), output, outputs(), memory);
        compute(input,
                epilogue::pipeline{epilogue::dequantize{nullptr, real_scales_.data(), true, nullptr},
                                   epilogue::clamp{function_.lowest, function_.highest},
                                   epilogue::store<float>{output.data(), output.stride(0)}},
                memory, executor);
    }

    /// The same with stages of the caller's, which begin with the accumulators and end in a store: a residual that is
    /// added, a function of the caller's. `accumulator_scales()` are what `epilogue::dequantize` needs. What the stages
    /// point at is theirs to get right: (M, N) values, apart from the input and from `memory`.
    template <class... Stages, Executor Workers>
    void run(const tensor_view<const input_type, 2>& input, const epilogue::pipeline<Stages...>& finish,
             std::span<std::byte> memory, Workers& executor) const {
        check_extent(name, "the depth of the input", input.extent(1), inputs());
        check_outside(name, "input", input, memory);
        compute(input, finish, memory, executor);
    }

    /// Any of these on the calling thread.
    template <class Output>
    void run(const tensor_view<const input_type, 2>& input, const Output& output, std::span<std::byte> memory) const {
        inline_executor executor;
        run(input, output, memory, executor);
    }

private:
    static constexpr const char* name = "op::linear";

    template <class... Stages, Executor Workers>
    void compute(const tensor_view<const input_type, 2>& input, const epilogue::pipeline<Stages...>& finish,
                 std::span<std::byte> memory, Workers& executor) const {
        workspace pieces(name, memory, workspace_bytes(input, executor.workers()));
        const auto rows = rows_of(input, pieces.template take<input_type>(input.stride(1) == 1 ? 0 : input.size()));
        if constexpr (Weights::is_symmetric) {
            product(rows, weights_.packed(), finish, pieces.template take<std::byte>(0), executor);
        } else {
            auto* sums = pieces.template take<std::int32_t>(rows.extent(0));
            row_sums(instruction_set(), rows, input_zero_point_, sums);
            const epilogue::zero_point_correction correction{sums, weights_.zero_points().data()};
            product(rows, weights_.packed(), finish.preceded_by(correction), pieces.template take<std::byte>(0),
                    executor);
        }
    }

    quantized_weights<format, Weights, Arithmetic> weights_;
    std::vector<float> multipliers_, real_scales_; // (N)
    std::int32_t input_zero_point_, output_zero_point_;
    integer_range passed_; // by the activation
    activation function_;
};

} // namespace quanta::op
