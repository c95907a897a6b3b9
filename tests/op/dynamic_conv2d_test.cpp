// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>

#include <op/convolution_cases.hpp>
#include <quanta/op/dynamic_conv2d.hpp>
#include <quanta/quanta.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>
#include <support/guarded_buffer.hpp>
#include <support/integer_data.hpp>
#include <support/limited_isa.hpp>

using namespace quanta;

namespace {

template <class A, class W>
struct schemes {
    using activations = A;
    using weights = W;
};
using uint8_activations = scheme<uint8, asymmetric, per_tensor>;
using int8_symmetric = scheme<int8, symmetric, per_tensor>;
using channel_weights = scheme<int8_narrow, symmetric, per_channel<0>>;
using zero_point_weights = scheme<uint8, asymmetric, per_channel<0>>;

/// The operands, and what they must give: each image quantized by the profile's scalar functions, sums in 64 bits.
template <class A, class W>
struct dynamic_convolution {
    using format = typename A::format;
    using arithmetic = profile::quanta;

    support::convolution_case sizes;
    std::array<std::size_t, 4> input_extents, output_extents;
    std::vector<float> x, bias, scales, expected;
    std::vector<typename W::storage_type> w;
    std::vector<std::int32_t> zero_points;

    explicit dynamic_convolution(const support::convolution_case& c)
        : sizes(c), input_extents{c.images, c.height, c.width, c.inputs},
          x(support::floats(c.images * c.height * c.width * c.inputs, 1.0F, 1)),
          bias(support::floats(c.outputs, 1.0F, 3)),
          w(support::integers<typename W::format>(c.outputs * c.moved.kernel.height * c.moved.kernel.width *
                                                      (c.inputs / c.groups),
                                                  support::pattern::uniform, 2)) {
        const auto size = op::output_size("test", c.moved, {c.height, c.width});
        output_extents = {c.images, size.height, size.width, c.outputs};
        for (std::size_t o = 0; o < c.outputs; ++o) {
            scales.push_back(0.001F * static_cast<float>(o % 7 + 1));
            zero_points.push_back(W::is_symmetric ? 0 : static_cast<std::int32_t>((o * 37 + 11) % 256));
        }
        for (std::size_t n = 0; n < c.images; ++n) { // images of other ranges, one of a few values that are none
            float* image = x.data() + n * image_size();
            for (std::size_t i = 0; i < image_size(); ++i) image[i] = image[i] * static_cast<float>(n + 1) + 0.5F;
            if (n == 1) image[0] = std::numeric_limits<float>::quiet_NaN();
            if (n == 1 && image_size() > 2) image[1] = std::numeric_limits<float>::infinity();
        }
    }
    [[nodiscard]] std::size_t image_size() const { return sizes.height * sizes.width * sizes.inputs; }
    [[nodiscard]] tensor_view<const float, 4> input() const { return {x.data(), input_extents}; }
    [[nodiscard]] op::dynamic_conv2d<A, W> layer(op::activation function) const {
        const std::array<std::size_t, 4> extents{sizes.outputs, sizes.moved.kernel.height, sizes.moved.kernel.width,
                                                 sizes.inputs / sizes.groups};
        return {tensor_view<const typename W::storage_type, 4>(w.data(), extents),
                quantization<W>(scales, zero_points),
                bias,
                function,
                sizes.moved,
                sizes.groups};
    }

    void compute() {
        for (std::size_t n = 0; n < sizes.images; ++n) {
            const float* image = x.data() + n * image_size();
            real_range range{};
            for (std::size_t i = 0; i < image_size(); ++i)
                if (std::isfinite(image[i]))
                    range = {std::min<double>(range.minimum, image[i]), std::max<double>(range.maximum, image[i])};
            const affine_params params = arithmetic::parameters(range, A::target);
            for (std::size_t y = 0; y < output_extents[1]; ++y)
                for (std::size_t column = 0; column < output_extents[2]; ++column)
                    for (std::size_t o = 0; o < sizes.outputs; ++o) accumulate(params, n, y, column, o);
        }
    }

private:
    void accumulate(affine_params params, std::size_t n, std::size_t y, std::size_t column, std::size_t o) {
        std::int64_t sum = 0;
        support::for_each_product(sizes, n, y, column, o, [&](std::ptrdiff_t from, std::size_t weight) {
            if (from < 0) return;
            const int q =
                arithmetic::quantize(x[static_cast<std::size_t>(from)], params, format::lowest, format::highest);
            sum += std::int64_t{q - params.zero_point} * (std::int64_t{w[weight]} - zero_points[o]);
        });
        expected.push_back(std::fma(static_cast<float>(sum), params.scale * scales[o], bias[o]));
    }
};

} // namespace

TEMPLATE_TEST_CASE("a dynamic convolution equals its formula on every instruction set", "[op][isa]",
                   (schemes<uint8_activations, channel_weights>), (schemes<int8_symmetric, zero_point_weights>)) {
    thread_pool pool(3);
    for (const auto& sizes : support::convolution_cases) {
        dynamic_convolution<typename TestType::activations, typename TestType::weights> c(sizes);
        c.compute();
        const support::guarded_buffer<float> before(c.x, support::guard::before), after(c.x.size());
        support::copy_images(c.input(), support::planar(after.data(), c.input_extents));
        for (const isa::id id : isa::available()) {
            const support::limited_isa limited(id);
            const auto layer = c.layer(op::activation::none);
            REQUIRE(layer.instruction_set() == id);
            REQUIRE(layer.output_extents(c.input_extents) == c.output_extents);
            support::working_memory workspace(
                std::max(layer.workspace_bytes(c.input_extents, 3), layer.workspace_bytes(c.input_extents, 1)));
            const support::guarded_buffer<float> out(c.expected.size()), planar(c.expected.size());
            layer.run({before.data(), c.input_extents}, tensor_view<float, 4>(out.data(), c.output_extents),
                      workspace.span(), pool);
            layer.run(support::planar<const float>(after.data(), c.input_extents),
                      support::planar(planar.data(), c.output_extents), workspace.span());
            std::vector<float> got(c.expected.size());
            support::copy_images<float>(support::planar(planar.data(), c.output_extents),
                                        {got.data(), c.output_extents});
            std::size_t differences = 0;
            for (std::size_t i = 0; i < c.expected.size(); ++i)
                differences += (out[i] != c.expected[i]) + (got[i] != c.expected[i]);
            CAPTURE(isa::name(id), sizes);
            REQUIRE(differences == 0);
        }
    }
}

TEST_CASE("an image's results do not depend on its batch, nor on the number of workers", "[op]") {
    const support::convolution_case sizes{3, 40, 30, 24, 9, 1, op::same_padding(op::window_of({3, 3}))};
    const dynamic_convolution<uint8_activations, channel_weights> c(sizes);
    const auto layer = c.layer(op::activation::relu6);
    CHECK(layer.weight_bytes() == c.w.size() + 9 * 8);
    const std::size_t outputs = c.output_extents[1] * c.output_extents[2] * c.output_extents[3];
    std::vector<float> all(3 * outputs), one(outputs);
    thread_pool pool(4);
    support::working_memory workspace(layer.workspace_bytes(c.input_extents, 4));
    const std::size_t allocated = support::allocations();
    layer.run(c.input(), tensor_view<float, 4>(all.data(), c.output_extents), workspace.span(), pool);
    for (std::size_t n = 0; n < 3; ++n) {
        const tensor_view<const float, 4> image(c.x.data() + n * c.image_size(), {1, 40, 30, 24});
        layer.run(image, tensor_view<float, 4>(one.data(), {1, 40, 30, 9}), workspace.span());
        CHECK(std::equal(one.begin(), one.end(), all.begin() + static_cast<std::ptrdiff_t>(n * outputs)));
        layer.run(image, tensor_view<float, 4>(one.data(), {1, 40, 30, 9}), workspace.span(), pool);
        CHECK(std::equal(one.begin(), one.end(), all.begin() + static_cast<std::ptrdiff_t>(n * outputs)));
    }
    CHECK(support::allocations() == allocated);
    CHECK(*std::min_element(all.begin(), all.end()) == 0);
    CHECK(*std::max_element(all.begin(), all.end()) <= 6);
}

TEST_CASE("a dynamic convolution refuses what does not fit, by name", "[op][errors]") {
    using layer = op::dynamic_conv2d<uint8_activations, channel_weights>;
    const std::vector<std::int8_t> w(4 * 3 * 3 * 2);
    const tensor_view<const std::int8_t, 4> weights(w.data(), {4, 3, 3, 2});
    const quantization<channel_weights> params(std::vector<float>(4, 0.1F), std::vector<std::int32_t>(4));
    const op::window moved = op::window_of({3, 3});
    REQUIRE_ERROR(layer(weights, params, {}, op::activation::none, op::window_of({1, 1})),
                  "op::dynamic_conv2d: weights of 3 x 3 taps for a window of 1 x 1");
    const std::vector<float> bias(3), x(50);
    REQUIRE_ERROR(layer(weights, params, bias, op::activation::none, moved), "the number of biases is 3");
    const layer made(weights, params, {}, op::activation::none, moved);
    std::vector<float> out(36);
    const tensor_view<const float, 4> image(x.data(), {1, 5, 5, 2});
    REQUIRE_ERROR(made.run(image, tensor_view<float, 4>(out.data(), {1, 3, 4, 3}), {}),
                  "the output is (1, 3, 4, 3), expected is (1, 3, 3, 4)");
    REQUIRE_ERROR(made.run(image, tensor_view<float, 4>(out.data(), {1, 3, 3, 4}), {}),
                  "op::dynamic_conv2d: a workspace of 0 bytes");
    const quantization<scheme<int8, symmetric, per_tensor>> one(affine_params{1.0F, 0});
    const std::vector<std::int8_t> deep(66000, -128);
    using deep_layer = op::dynamic_conv2d<uint8_activations, scheme<int8, symmetric, per_tensor>>;
    REQUIRE_ERROR(deep_layer(tensor_view<const std::int8_t, 4>(deep.data(), {1, 1, 1, 66000}), one, {},
                             op::activation::none, op::window_of({1, 1})),
                  "safe up to depth 65793");
}
