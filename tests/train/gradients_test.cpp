// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <quanta/core/inline_executor.hpp>
#include <quanta/graph/float_network.hpp>
#include <quanta/train/gradient_network.hpp>
#include <support/failure.hpp>
#include <train/gradient_check.hpp>

using namespace quanta;
namespace operations = graph::operations;

namespace {

op::window window(op::size2d kernel, op::size2d stride, op::padding2d padding, op::size2d dilation = {1, 1}) {
    return {kernel, stride, padding, dilation};
}

/// A network of one operation, from an image (7, 6, 4).
struct one_operation {
    graph::model net;
    graph::tensor_id image = net.input("image", {7, 6, 4});

    void check(graph::tensor_id result, float step = 1e-2F, double tolerance = 5e-3) {
        net.output(result);
        support::fill_parameters(net, 0.5F, 7);
        support::gradient_check(net, 3, 11).run(step, tolerance);
    }
};

const std::vector<op::window> windows{
    window({3, 3}, {1, 1}, {1, 1, 1, 1}),         window({2, 3}, {2, 1}, {0, 2, 1, 0}),
    window({3, 2}, {2, 3}, {1, 0, 2, 1}, {2, 1}), window({1, 1}, {1, 1}, {0, 0, 0, 0}),
    window({2, 2}, {3, 3}, {0, 0, 0, 0}),         window({3, 3}, {1, 1}, {4, 4, 4, 4}, {2, 3})};

} // namespace

TEST_CASE("gradients of convolutions", "[train]") {
    const std::size_t which = GENERATE(range(std::size_t{0}, windows.size()));
    const std::size_t groups = GENERATE(std::size_t{1}, std::size_t{2});
    CAPTURE(which, groups);
    one_operation test;
    test.check(test.net.conv2d(test.image, {.filters = 6, .window = windows[which], .groups = groups}));
}

TEST_CASE("gradients of depthwise convolutions", "[train]") {
    const std::size_t which = GENERATE(range(std::size_t{0}, windows.size()));
    CAPTURE(which);
    one_operation test;
    test.check(test.net.depthwise_conv2d(test.image, windows[which]));
}

TEST_CASE("gradients of convolutions with several filters a channel", "[train]") {
    one_operation test;
    test.check(test.net.conv2d(test.image, {.filters = 8, .window = windows[0], .groups = 4}));
}

TEST_CASE("gradients of depthwise convolutions of many channels", "[train]") {
    graph::model net;
    net.output(net.depthwise_conv2d(net.input("image", {6, 5, 19}), windows[0]));
    support::fill_parameters(net, 0.5F, 7);
    support::gradient_check(net, 2, 11).run();
}

TEST_CASE("gradients of transposed convolutions", "[train]") {
    const std::size_t which = GENERATE(range(std::size_t{0}, windows.size() - 1));
    CAPTURE(which);
    one_operation test;
    const op::size2d more{windows[which].stride.height - 1, windows[which].stride.width - 1};
    test.check(test.net.conv2d_transpose(test.image, 5, windows[which], more, {}, which % 2 == 0));
}

TEST_CASE("gradients of linear layers", "[train]") {
    one_operation test;
    test.check(test.net.linear(test.net.flatten(test.image), 21, {}, GENERATE(true, false)));
}

TEST_CASE("gradients of pooling", "[train]") {
    one_operation test;
    SECTION("max") { test.check(test.net.max_pool2d(test.image, window({2, 2}, {2, 2}, {0, 0, 0, 0})), 1e-3F); }
    SECTION("max, overlapping") {
        test.check(test.net.max_pool2d(test.image, window({3, 3}, {1, 2}, {1, 1, 1, 1})), 1e-3F);
    }
    SECTION("average") { test.check(test.net.average_pool2d(test.image, window({3, 2}, {2, 2}, {1, 1, 1, 0}))); }
    SECTION("average, padding counted") {
        test.check(test.net.average_pool2d(test.image, window({3, 2}, {2, 2}, {1, 1, 1, 0}), {}, true));
    }
    SECTION("global average") { test.check(test.net.global_average_pool(test.image)); }
}

TEST_CASE("gradients of operations on two tensors", "[train]") {
    one_operation test;
    const auto other = test.net.conv2d(test.image, {.filters = 4, .window = windows[0]});
    SECTION("add") { test.check(test.net.add(test.image, other)); }
    SECTION("add of a tensor to itself") { test.check(test.net.add(other, other)); }
    SECTION("mul") { test.check(test.net.mul(test.image, other)); }
    SECTION("square") { test.check(test.net.mul(other, other)); }
    SECTION("concat") { test.check(test.net.concat({test.image, other, test.image})); }
}

TEST_CASE("gradients of functions", "[train]") {
    using graph::function;
    const auto which = GENERATE(function::relu, function::relu6, function::leaky_relu, function::clamp,
                                function::sigmoid, function::tanh, function::hard_swish, function::gelu);
    CAPTURE(graph::name(which));
    one_operation test;
    operations::elementwise attributes{which};
    if (which == function::leaky_relu) attributes.lowest = 0.125F;
    if (which == function::clamp) attributes = {which, -0.75F, 1.25F};
    test.check(test.net.elementwise(test.image, attributes), 1e-3F, 1e-2);
}

TEST_CASE("gradients of a user's function", "[train]") {
    one_operation test;
    operations::elementwise attributes{.what = graph::function::user, .name = "sine"};
    attributes.evaluate = [](float x) { return std::sin(x); };
    SECTION("with its derivative") {
        attributes.derivative = [](float x) { return std::cos(x); };
        test.check(test.net.elementwise(test.image, attributes));
    }
    SECTION("without") {
        test.net.output(test.net.elementwise(test.image, attributes, "wave"));
        REQUIRE_ERROR(train::gradient_network(test.net, {.batch = 1, .workers = 1}),
                      "'wave': the function 'sine' has no derivative");
    }
}

TEST_CASE("gradients of softmax", "[train]") {
    one_operation test;
    test.check(test.net.softmax(test.image));
}

TEST_CASE("gradients of resizing", "[train]") {
    one_operation test;
    const auto method = GENERATE(graph::interpolation::nearest, graph::interpolation::bilinear);
    const auto size = GENERATE(op::size2d{11, 13}, op::size2d{3, 4});
    test.check(test.net.resize(test.image, size, method));
}

TEST_CASE("training resizes to the pixels that the network takes", "[train]") {
    for (const std::size_t size : {std::size_t{7}, std::size_t{49}, std::size_t{98}})
        for (const auto method : {graph::interpolation::nearest, graph::interpolation::bilinear}) {
            CAPTURE(size, method == graph::interpolation::nearest);
            graph::model net;
            const auto image = net.input("image", {2, 3, 1});
            net.output(net.resize(image, {size, size}, method));
            train::gradient_network slopes(net, {.batch = 1, .workers = 1});
            const std::vector<float> in{1, 2, 3, 4, 5, 6};
            std::copy(in.begin(), in.end(), &slopes.input(0)(0, 0));
            inline_executor alone;
            slopes.forward(1, train::mode::training, alone);
            const graph::float_network network(net);
            aligned_buffer memory(network.workspace_bytes(1, 1));
            std::vector<float> out(size * size);
            network.run(tensor_view<const float, 2>(in.data(), {1, 6}),
                        tensor_view<float, 2>(out.data(), {1, size * size}), {memory.data(), memory.size()});
            for (std::size_t i = 0; i < out.size(); ++i)
                CHECK(std::fabs(slopes.output(0)(0, i) - out[i]) <= 1e-6F * out[i]);
        }
}

TEST_CASE("gradients of batch normalization", "[train]") {
    one_operation test;
    const auto x = test.net.batch_norm(test.image, "norm");
    auto& parameters = test.net.nodes()[0].parameters;
    parameters[0].values = {0.5F, -1.5F, 2.0F, 1.0F};
    parameters[1].values = {0.25F, 1.0F, -2.0F, 0.0F};
    test.check(x, 1e-2F, 1e-2);
}

TEST_CASE("gradients where a tensor has several readers", "[train]") {
    one_operation test;
    auto& net = test.net;
    auto x = net.batch_norm(net.conv2d(test.image, {.filters = 4, .window = windows[0], .bias = false}));
    x = net.elementwise(x, {.what = graph::function::gelu});
    auto y = net.conv2d(x, {.filters = 4, .window = windows[0]});
    y = net.add(net.mul(x, y), net.add(x, test.image));
    net.output(y); // an output that others read
    test.check(net.linear(net.global_average_pool(y), 3), 1e-2F, 1e-2);
}
