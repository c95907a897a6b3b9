// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <graph/network_comparison.hpp>
#include <graph/random_graph.hpp>
#include <quanta/core/inline_executor.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/params/profile_value.hpp>
#include <support/limited_isa.hpp>

using namespace quanta;

TEST_CASE("10000 random layers equal their simulation under each profile", "[graph][isa]") {
    constexpr std::size_t layers_of_each = 10000 / known_profiles.size() + 1, batch = 2;
    const auto profile = GENERATE(from_range(known_profiles));
    std::uint32_t seed = std::random_device{}();
    for (std::size_t layers = 0; layers < layers_of_each; ++seed) {
        CAPTURE(profile_name(profile), seed);
        support::random_graph random(seed, 1, 3);
        const graph::quantized_model quantized = random.quantized(profile);
        const std::size_t size = support::elements_of(quantized.edges[quantized.inputs[0].index].extents);
        const std::vector<float> inputs = random.floats(batch * size, 1.5F);
        const auto expected = support::simulate(quantized, inputs, batch);
        for (const isa::id id : isa::available()) {
            CAPTURE(isa::name(id));
            const support::limited_isa limit(id);
            inline_executor alone;
            support::check_against(expected, quantized, inputs, alone);
        }
        layers += quantized.nodes.size();
    }
}
