// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

#include <quanta/core/inline_executor.hpp>
#include <quanta/epilogue.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/finish.hpp>
#include <quanta/op/layer_output.hpp>
#include <quanta/op/product.hpp>
#include <quanta/op/quantized_weights.hpp>
#include <quanta/op/wide_layer_output.hpp>
#include <quanta/params/linear_profile.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// A fully connected layer in integers: activations are quantized with parameters that calibration found beforehand.
///
///     accumulator = bias_j + sum_k (input_ik - input zero point) * (weight_jk - weight zero point_j)     exact
///     output      = linear profile.requantize(accumulator, input scale * weight scale_j / output scale)     or
///     output      = float(accumulator) * float(input scale * weight scale_j)
///
/// Accumulators have 32 bits, or 64 where activations are symmetric int16 (16x8: `accumulator_limit`).
/// The profile is the `linear_profile` of `Arithmetic`: fully connected layers differ from others under TensorFlow Lite only.
/// Immutable: any number of threads may run one layer. It runs on the instruction set that was selected when it was made.
/// A layer that was moved from can be assigned to or destroyed, nothing else. `profile::any`, which is known at run time
/// only, is given to the constructor; all other profiles are empty types.
template <class Activations, WeightsFor<Activations> Weights, Profile Arithmetic = profile::quanta>
class linear {
public:
    using input_type = typename Activations::storage_type;
    using weight_type = typename Weights::storage_type;
    using format = typename Activations::format;
    using bias_type = accumulator_type<format>; ///< in steps of the accumulator

    /// weights (N, K) with their parameters; bias (N) in reals, or empty; all are copied.
    /// Errors name the value and the limit: an axis of zero, sizes that do not fit, a scale or zero point that is none, a
    /// bias or depth that the accumulator cannot hold.
    linear(const tensor_view<const weight_type, 2>& weights, const quantization<Weights, Arithmetic>& weight_params,
           std::span<const float> bias, affine_params input, affine_params output, activation function,
           const Arithmetic& profile = Arithmetic{})
        : linear(weights, weight_params,
                 std::span<const bias_type>(quantize_bias<format>(name, profile, bias, input.scale,
                                                                  weight_params.scales(), weights.extent(0))),
                 input, output, function, profile) {}

    /// The same with a bias (N) in steps of the accumulator, of `accumulator_scales()` each.
    template <std::convertible_to<std::span<const bias_type>> Steps>
    linear(const tensor_view<const weight_type, 2>& weights, const quantization<Weights, Arithmetic>& weight_params,
           const Steps& bias, affine_params input, affine_params output, activation function,
           const Arithmetic& profile = Arithmetic{})
        : weights_(name, checked_weights(name, weights), weight_params, input.zero_point, bias, isa::select()),
          input_zero_point_(input.zero_point),
          output_(name, weights_.scales(), input, output, function, to_linear_profile(profile)) {}

    [[nodiscard]] std::size_t inputs() const { return weights_.packed().depth(); }    ///< K
    [[nodiscard]] std::size_t outputs() const { return weights_.packed().columns(); } ///< N
    [[nodiscard]] isa::id instruction_set() const { return weights_.packed().instruction_set(); }
    /// Bytes of integers, scales, zero points and bias.
    [[nodiscard]] std::size_t weight_bytes() const { return weights_.bytes() + sizeof(bias_type) * outputs(); }

    /// The real value of one step of each output's accumulator: input scale * weight scale (N).
    [[nodiscard]] std::span<const float> accumulator_scales() const { return output_.accumulator_scales(); }

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
        check_layer(name, input, inputs(), output, outputs(), memory);
        compute(input, output_.stages(0, output.data(), output.stride(0)), memory, executor);
    }

    /// The same with an output in reals: the layer after which a network leaves the integers.
    template <Executor Workers>
    void run(const tensor_view<const input_type, 2>& input, const tensor_view<float, 2>& output,
             std::span<std::byte> memory, Workers& executor) const {
        check_layer(name, input, inputs(), output, outputs(), memory);
        compute(input, output_.stages(0, output.data(), output.stride(0)), memory, executor);
    }

    /// The same with stages of the caller's, which begin with the accumulators and end in a store: a residual that is
    /// added, a function of the caller's. `accumulator_scales()` are what `epilogue::dequantize` needs. What the stages
    /// point at is theirs to get right: (M, N) values, apart from the input and from `memory`.
    template <FinishOf<format> Finish, Executor Workers>
    void run(const tensor_view<const input_type, 2>& input, const Finish& finish, std::span<std::byte> memory,
             Workers& executor) const {
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

    template <class Finish, Executor Workers>
    void compute(const tensor_view<const input_type, 2>& input, const Finish& finish, std::span<std::byte> memory,
                 Workers& executor) const {
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
    std::int32_t input_zero_point_;
    layer_output<Activations, linear_profile<Arithmetic>> output_;
};

} // namespace quanta::op
