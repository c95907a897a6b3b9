// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/dequantize.hpp>
#include <quanta/quantizer/fake_quantize.hpp>
#include <quanta/quantizer/quantize.hpp>
#include <support/limited_isa.hpp>
#include <support/row_operands.hpp>

using namespace quanta;

namespace {

/// How a tensor lies in memory.
enum class layout { contiguous, reversed_axes, gaps, backwards };
constexpr std::array layouts{layout::contiguous, layout::reversed_axes, layout::gaps, layout::backwards};

/// A tensor with memory of its own, in any layout.
template <class T, std::size_t Rank>
struct laid_out {
    laid_out(const std::array<std::size_t, Rank>& extents, layout how) {
        auto strides = tensor_view<T, Rank>::contiguous(extents);
        std::ptrdiff_t step = how == layout::gaps ? 3 : 1;
        if (how == layout::reversed_axes)
            for (std::size_t axis = 0; axis < Rank; ++axis) {
                strides[axis] = step;
                step *= static_cast<std::ptrdiff_t>(extents[axis]);
            }
        else
            for (std::ptrdiff_t& stride : strides) stride *= how == layout::backwards ? -1 : step;
        std::ptrdiff_t first = 0, last = 0;
        for (std::size_t axis = 0; axis < Rank; ++axis)
            (strides[axis] < 0 ? first : last) += strides[axis] * static_cast<std::ptrdiff_t>(extents[axis] - 1);
        memory.assign(static_cast<std::size_t>(last - first + 1), T(77));
        tensor = {memory.data() - first, extents, strides};
    }

    std::vector<T> memory;
    tensor_view<T, Rank> tensor;
};

/// Calls `action(index)` with every index of a tensor.
template <std::size_t Rank, class Action>
void for_each_index(const std::array<std::size_t, Rank>& extents, const Action& action) {
    std::size_t count = 1;
    for (const std::size_t extent : extents) count *= extent;
    for (std::size_t linear = 0; linear < count; ++linear) {
        std::array<std::size_t, Rank> index;
        std::size_t rest = linear;
        for (std::size_t axis = Rank; axis-- > 0; rest /= extents[axis]) index[axis] = rest % extents[axis];
        action(index);
    }
}

template <class T, std::size_t Rank>
T& at(const tensor_view<T, Rank>& tensor, const std::array<std::size_t, Rank>& index) {
    std::ptrdiff_t offset = 0;
    for (std::size_t axis = 0; axis < Rank; ++axis)
        offset += static_cast<std::ptrdiff_t>(index[axis]) * tensor.stride(axis);
    return tensor.data()[offset];
}

template <class Shared, std::size_t Rank>
quantization<scheme<uint8, asymmetric, Shared>> random_parameters(const std::array<std::size_t, Rank>& extents,
                                                                  std::mt19937& generator) {
    std::uniform_real_distribution<float> scale(0.5F, 1.0F);
    std::uniform_int_distribution<std::int32_t> zero_point(0, 255);
    std::vector<float> scales(Shared::slices(extents.data(), Rank));
    std::vector<std::int32_t> zero_points(scales.size());
    for (float& s : scales) s = scale(generator);
    for (std::int32_t& z : zero_points) z = zero_point(generator);
    return quantization<scheme<uint8, asymmetric, Shared>>(scales, zero_points);
}

/// Compares all three operations with the scalar profile, element by element, in every pair of layouts.
template <class Shared, std::size_t Rank>
void compare_with_scalars(const std::array<std::size_t, Rank>& extents, std::uint32_t seed) {
    std::mt19937 generator(seed);
    const auto q = random_parameters<Shared>(extents, generator);
    for (const layout from : layouts)
        for (const layout to : layouts) {
            CAPTURE(Rank, from, to, seed);
            laid_out<float, Rank> reals(extents, from), back(extents, from), faked(extents, to);
            laid_out<std::uint8_t, Rank> integers(extents, to);
            std::ranges::copy(support::hard_reals(reals.memory.size(), 0.7F, generator), reals.memory.begin());
            quantize(reals.tensor, q, integers.tensor);
            dequantize(integers.tensor, q, back.tensor);
            fake_quantize(reals.tensor, q, faked.tensor);
            std::size_t wrong = 0;
            for_each_index(extents, [&](const std::array<std::size_t, Rank>& index) {
                const affine_params params = q[Shared::slice_of(index.data(), extents.data(), Rank)];
                const int expected = profile::quanta::quantize(at(reals.tensor, index), params, 0, 255);
                const float real = profile::quanta::dequantize(expected, params);
                wrong += at(integers.tensor, index) != expected || at(back.tensor, index) != real ||
                         at(faked.tensor, index) != real;
            });
            REQUIRE(wrong == 0);
            std::size_t touched = 0;
            for (const std::uint8_t value : integers.memory) touched += value != 77;
            REQUIRE(touched <= integers.tensor.size()); // gaps are left alone
        }
}

} // namespace

TEMPLATE_TEST_CASE("every granularity, rank and layout", "[quantizer]", per_tensor, per_channel<0>, per_channel<-1>,
                   per_group<3>) {
    const std::uint32_t seed = std::random_device{}();
    for (const isa::id id : isa::available()) {
        const support::limited_isa limited(id);
        CAPTURE(isa::name(id));
        compare_with_scalars<TestType, 1>({71}, seed);
        compare_with_scalars<TestType, 2>({5, 37}, seed);
        compare_with_scalars<TestType, 3>({4, 3, 19}, seed);
        compare_with_scalars<TestType, 4>({3, 2, 4, 5}, seed);
        compare_with_scalars<TestType, 4>({1, 3, 1, 8}, seed);
    }
}

TEMPLATE_TEST_CASE("channels on an inner axis", "[quantizer]", per_channel<1>, per_channel<-2>, per_channel<-3>) {
    const std::uint32_t seed = std::random_device{}();
    for (const isa::id id : isa::available()) {
        const support::limited_isa limited(id);
        CAPTURE(isa::name(id));
        compare_with_scalars<TestType, 3>({4, 5, 19}, seed);
        compare_with_scalars<TestType, 4>({3, 4, 3, 7}, seed);
        compare_with_scalars<TestType, 4>({2, 6, 1, 1}, seed);
    }
}

TEST_CASE("rows longer than a block on the stack", "[quantizer]") {
    compare_with_scalars<per_tensor, 2>({2, 700}, 1);
    compare_with_scalars<per_channel<1>, 2>({2, 700}, 2);
    compare_with_scalars<per_group<300>, 2>({2, 700}, 3);
}
