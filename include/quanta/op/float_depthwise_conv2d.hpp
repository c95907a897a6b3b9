// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <quanta/core/inline_executor.hpp>
#include <quanta/epilogue.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/check_activation.hpp>
#include <quanta/op/depthwise_rows.hpp>
#include <quanta/op/depthwise_shape.hpp>
#include <quanta/op/pixel_output.hpp>
#include <quanta/op/product.hpp>
#include <quanta/storage/pack_taps.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// output(n, y, x, o) = activation(bias_o + sum over taps of input(n, ..., o / M) * weight_o) in floats, where M outputs
/// read each input channel, as `depthwise_conv2d` in integers: what that one is compared with. Padding reads 0.
/// Each output is a chain of fused multiply-adds in order of (down, across) that starts with the bias (on the portable
/// path the multiply-adds are fused only where the translation unit's instruction set fuses them).
/// Immutable: any number of threads may run one layer.
class float_depthwise_conv2d {
public:
    using input_view = tensor_view<const float, 4>;

    /// weights (OC, KH, KW, 1) of any strides, bias (OC) or empty; both are copied. Errors: an axis of zero, a depth other
    /// than 1, a window whose kernel is not the weights', a bias of other size.
    float_depthwise_conv2d(const tensor_view<const float, 4>& weights, std::span<const float> bias, activation function,
                           const window& moved)
        : shape_(depthwise_shape::of(name, weights, moved)), packed_(pack(weights, bias, isa::select())),
          padding_(shape_.outputs), function_(function) {
        check_activation(name, function);
    }

    [[nodiscard]] const window& moved() const { return shape_.moved; }
    [[nodiscard]] std::size_t outputs() const { return shape_.outputs; } ///< OC
    [[nodiscard]] isa::id instruction_set() const { return packed_.instruction_set(); }
    /// Bytes of weights and bias.
    [[nodiscard]] std::size_t weight_bytes() const {
        return outputs() * (moved().kernel.height * moved().kernel.width + 1) * sizeof(float);
    }

    /// (N, OH, OW, OC) for an input (N, H, W, IC). Errors: channels that do not divide the outputs, a window larger than
    /// the padded image.
    [[nodiscard]] image_extents output_extents(const image_extents& input) const {
        return shape_.output_extents(input);
    }

    /// Bytes of working memory that `run` needs for an input (N, H, W, IC) whose channels are neighbours, with an executor
    /// of `workers` workers.
    [[nodiscard]] std::size_t workspace_bytes(const image_extents& input, std::size_t workers) const {
        return workspace_bytes(input_view(padding_.data(), input), workers);
    }
    /// The same for an `input` of any strides.
    [[nodiscard]] std::size_t workspace_bytes(const input_view& input, std::size_t workers) const {
        return rows_of(input, output_extents(input.extents())).workspace_bytes(workers);
    }

    /// input (N, H, W, IC), output `output_extents`, both of any strides. The output overlaps neither the input nor
    /// `memory`, which holds `workspace_bytes` and is aligned to `buffer_alignment`. Allocates nothing.
    template <Executor Workers>
    void run(const input_view& input, const tensor_view<float, 4>& output, std::span<std::byte> memory,
             Workers& executor) const {
        check_extents(name, "the output", output.extents(), output_extents(input.extents()));
        check_images(name, input, output, memory);
        const auto finish = [this](std::size_t, std::size_t, float* data, std::ptrdiff_t step) {
            return epilogue::pipeline{epilogue::clamp{function_.lowest, function_.highest},
                                      epilogue::store<float>{data, step}};
        };
        compute(input, pixel_output(output, finish), memory, executor);
    }

    /// The same with stages of the caller's in place of the activation, which end in a store. The output matrix is
    /// (N * OH * OW, OC), a row for each pixel in order. What the stages point at is theirs to get right.
    template <class... Stages, Executor Workers>
    void run(const input_view& input, const epilogue::pipeline<Stages...>& finish, std::span<std::byte> memory,
             Workers& executor) const {
        check_images_outside(name, "input", input, memory);
        compute(input, finish, memory, executor);
    }

    /// Any of these on the calling thread.
    template <class Output>
    void run(const input_view& input, const Output& output, std::span<std::byte> memory) const {
        inline_executor executor;
        run(input, output, memory, executor);
    }

private:
    static constexpr const char* name = "op::float_depthwise_conv2d";

    [[nodiscard]] static packed_taps pack(const tensor_view<const float, 4>& weights, std::span<const float> bias,
                                          isa::id instruction_set) {
        if (!bias.empty()) check_extent(name, "the number of biases", bias.size(), weights.extent(0));
        return pack_taps(taps_of(weights), kernel::depthwise_format_for<float>(instruction_set), bias, instruction_set);
    }

    [[nodiscard]] depthwise_rows<float> rows_of(const input_view& input, const image_extents& output) const {
        return {shape_.patches_of(input, output, padding_.data(), 0), packed_};
    }

    template <class Output, Executor Workers>
    void compute(const input_view& input, const Output& output, std::span<std::byte> memory, Workers& executor) const {
        const depthwise_rows<float> rows = rows_of(input, output_extents(input.extents()));
        const workspace pieces(name, memory, rows.workspace_bytes(check_workers(name, executor)));
        rows.run(output, memory.data(), executor);
    }

    depthwise_shape shape_;
    packed_taps packed_;
    std::vector<float> padding_; // (OC), zeros
    activation function_;
};

} // namespace quanta::op
