// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include <quanta/core/inline_executor.hpp>
#include <quanta/epilogue.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/operands.hpp>
#include <quanta/op/product.hpp>
#include <quanta/storage/pack_rhs.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// output = activation(input * transpose(weights) + bias) in floats: what integer layers are compared with.
/// Each output is a chain of fused multiply-adds in order of K that starts with the bias (on the portable path the
/// multiply-adds are fused only where the translation unit's instruction set fuses them).
class float_linear {
public:
    /// weights (N, K) of any strides, bias (N) or empty; both are copied. Errors: an axis of zero, a bias of other size.
    float_linear(const tensor_view<const float, 2>& weights, std::span<const float> bias, activation function)
        : packed_(pack(weights, bias, isa::select())), function_(function) {}

    [[nodiscard]] std::size_t inputs() const { return packed_.depth(); }    ///< K
    [[nodiscard]] std::size_t outputs() const { return packed_.columns(); } ///< N
    [[nodiscard]] isa::id instruction_set() const { return packed_.instruction_set(); }

    /// Bytes of working memory for an input with `rows` rows that are contiguous; 0 on most instruction sets.
    [[nodiscard]] std::size_t workspace_bytes(std::size_t rows, std::size_t workers) const {
        return product_workspace_bytes(packed_.layout(), rows, workers);
    }

    /// input (M, K) with contiguous rows, output (M, N) with contiguous rows that overlaps neither the input nor
    /// `memory`, which is aligned to `buffer_alignment`. Allocates nothing. Errors name the extent or the size.
    template <Executor Workers>
    void run(const tensor_view<const float, 2>& input, const tensor_view<float, 2>& output, std::span<std::byte> memory,
             Workers& executor) const {
        check_layer(name, input, inputs(), output, outputs(), memory);
        check_neighbours(input);
        const workspace pieces(name, memory, workspace_bytes(input.extent(0), executor.workers()));
        const epilogue::pipeline finish{epilogue::clamp{function_.lowest, function_.highest},
                                        epilogue::store<float>{output.data(), output.stride(0)}};
        product(input, packed_, finish, memory.data(), executor);
    }

    /// The same with stages of the caller's, which begin with the sums and end in a store, in place of the activation.
    /// What the stages point at is theirs to get right: (M, N) values, apart from the input and from `memory`.
    template <class... Stages, Executor Workers>
    void run(const tensor_view<const float, 2>& input, const epilogue::pipeline<Stages...>& finish,
             std::span<std::byte> memory, Workers& executor) const {
        check_extent(name, "the depth of the input", input.extent(1), inputs());
        check_outside(name, "input", input, memory);
        check_neighbours(input);
        const workspace pieces(name, memory, workspace_bytes(input.extent(0), executor.workers()));
        product(input, packed_, finish, memory.data(), executor);
    }

    /// On the calling thread.
    void run(const tensor_view<const float, 2>& input, const tensor_view<float, 2>& output,
             std::span<std::byte> memory) const {
        inline_executor executor;
        run(input, output, memory, executor);
    }

private:
    static constexpr const char* name = "op::float_linear";

    static void check_neighbours(const tensor_view<const float, 2>& input) {
        check(input.stride(1) == 1 || input.extent(1) <= 1, name, ": the input's columns are ", input.stride(1),
              " elements apart, they must be neighbours");
    }
    [[nodiscard]] static packed_matrix<float, float> pack(const tensor_view<const float, 2>& weights,
                                                          std::span<const float> bias, isa::id instruction_set) {
        check(weights.size() > 0, "op::float_linear: weights (", weights.extent(0), ", ", weights.extent(1),
              ") have an axis of zero");
        if (!bias.empty()) check_extent("op::float_linear", "the number of biases", bias.size(), weights.extent(0));
        const packed_layout layout(kernel::format_for<float, float>(instruction_set), weights.extent(1),
                                   weights.extent(0));
        aligned_buffer storage(layout.bytes());
        pack_rhs_into(transposed(weights), layout, bias, storage.data());
        return {instruction_set, layout, std::move(storage)};
    }

    packed_matrix<float, float> packed_;
    activation function_;
};

} // namespace quanta::op
