// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <core/array.hpp>
#include <core/gemm_shape.hpp>
#include <core/layer_params.hpp>
#include <core/random.hpp>
#include <core/task_of.hpp>
#include <peers/onednn/api.hpp>
#include <quanta/core/core_concepts.hpp>

namespace bench::gemm_u8s8u8 {

/// A layer in integers.
struct operands {
    using input_type = std::uint8_t;
    using result_type = std::uint8_t;

    gemm_shape shape;
    array<std::uint8_t> input;  // (M, K)
    array<std::int8_t> weights; // (N, K)
    layer_params params;
    std::size_t threads = 1;
};

/// Inputs are uniform over 0..`largest_input`, weights over `Weights`. With inputs up to 127, two products fit 16 bits: no
/// library saturates.
template <quanta::IntegerFormat Weights>
[[nodiscard]] operands make_operands(const gemm_shape& shape, int largest_input, std::size_t threads = 1) {
    return {shape, random_integers<std::uint8_t>(shape.m * shape.k, 0, largest_input, 1),
            random_integers<std::int8_t>(shape.n * shape.k, Weights::lowest, Weights::highest, 2),
            spread_results(shape.k, shape.n, largest_input, Weights::highest - Weights::lowest + 1), threads};
}

[[nodiscard]] solution<std::uint8_t> prepare_quanta(const std::shared_ptr<const operands>& data);
/// The same for weights of which the type says that they have four bits.
[[nodiscard]] solution<std::uint8_t> prepare_quanta_int4(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::uint8_t> prepare_onednn(const peers::onednn_api& onednn,
                                                    const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::uint8_t> prepare_xnnpack(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::uint8_t> prepare_gemmlowp(const std::shared_ptr<const operands>& data);

/// gemm_u8s8u8 of all shapes and `sweep`, and gemm_u8s4u8 of some.
[[nodiscard]] task_list tasks(const std::vector<gemm_shape>& sweep);

/// What the libraries do with inputs 0..255, of which two products may not fit 16 bits. Throws if ours is not exact.
[[nodiscard]] std::string full_range_finding();

} // namespace bench::gemm_u8s8u8
