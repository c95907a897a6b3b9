// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>

#include <op/depthwise_cases.hpp>
#include <op/quantized_convolution.hpp>
#include <quanta/op/depthwise_conv2d.hpp>
#include <quanta/quanta.hpp>
#include <support/guarded_buffer.hpp>
#include <support/limited_isa.hpp>

using namespace quanta;

namespace {

template <class A, class W>
struct schemes {
    using activations = A;
    using weights = W;
};
using uint8_activations = scheme<uint8, asymmetric, per_tensor>;
using int8_activations = scheme<int8, asymmetric, per_tensor>;
using channel_weights = scheme<int8, symmetric, per_channel<0>>;
using zero_point_weights = scheme<uint8, asymmetric, per_channel<0>>;

} // namespace

TEMPLATE_TEST_CASE("a depthwise convolution equals its formula on every instruction set", "[op][isa]",
                   (schemes<uint8_activations, channel_weights>), (schemes<int8_activations, zero_point_weights>)) {
    using activations = typename TestType::activations;
    using input_type = typename activations::storage_type;
    thread_pool pool(3);
    for (const auto& sizes : support::depthwise_cases)
        for (const auto which : support::patterns) {
            const support::quantized_convolution<activations, typename TestType::weights> c(sizes, which);
            const support::guarded_buffer<input_type> before(c.x, support::guard::before), after(c.x);
            for (const isa::id id : isa::available()) {
                const support::limited_isa limited(id);
                const bool relu = which == support::pattern::uniform;
                const op::depthwise_conv2d<activations, typename TestType::weights> layer(
                    c.weights(), c.parameters(), c.bias, c.input, c.output,
                    relu ? op::activation::relu : op::activation::none, sizes.moved);
                REQUIRE(layer.instruction_set() == id);
                REQUIRE(layer.output_extents(c.input_extents()) == c.output_extents);
                support::working_memory workspace(layer.workspace_bytes(c.input_extents(), 3));
                const support::guarded_buffer<input_type> integers(c.accumulators.size());
                const support::guarded_buffer<float> reals(c.accumulators.size());
                const tensor_view<const input_type, 4> first(before.data(), c.input_extents()),
                    last(after.data(), c.input_extents());
                layer.run(first, tensor_view<input_type, 4>(integers.data(), c.output_extents), workspace.span(), pool);
                layer.run(last, tensor_view<float, 4>(reals.data(), c.output_extents), workspace.span());
                std::size_t differences = 0;
                for (std::size_t i = 0; i < c.accumulators.size(); ++i) {
                    differences += integers[i] != c.integer(i, relu);
                    differences += reals[i] != c.real(i, relu);
                }
                CAPTURE(isa::name(id), sizes, static_cast<int>(which));
                REQUIRE(differences == 0);
            }
        }
}
