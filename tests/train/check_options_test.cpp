// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <limits>

#include <catch2/catch_test_macros.hpp>

#include <quanta/graph/make_plan.hpp>
#include <quanta/train/check_options.hpp>
#include <support/failure.hpp>

using namespace quanta;

namespace {

/// Fake quantization of a linear layer "classes" that reads "values".
train::fit_options faked() {
    graph::model net;
    net.output(net.linear(net.input("values", {8}), 3, "classes"));
    train::fake_quantization how;
    how.plan = graph::make_plan(net, graph::scheme_value_of<scheme<uint8, asymmetric, per_tensor>>,
                                graph::scheme_value_of<scheme<int8_narrow, symmetric, per_channel<0>>>);
    how.initial["values"] = {0.5F, 10};
    how.initial_weights["classes"] = {0.5F, 0.25F, 0.125F};
    train::fit_options options;
    options.fake_quantization = how;
    return options;
}

constexpr float infinity = std::numeric_limits<float>::infinity(),
                not_a_number = std::numeric_limits<float>::quiet_NaN();

} // namespace

TEST_CASE("fit refuses parameters of tensors that no step can start from", "[train]") {
    REQUIRE_NOTHROW(train::check_options(faked()));
    const auto refused = [](const char* name, affine_params params, const char* part) {
        train::fit_options options = faked();
        options.fake_quantization->initial[name] = params;
        REQUIRE_ERROR(train::check_options(options), part);
    };
    refused("values", {0, 10}, "fit: the initial scale of 'values' is 0, it must be positive and finite");
    refused("values", {not_a_number, 10}, "fit: the initial scale of 'values' is nan");
    refused("values", {0.5F, 256}, "fit: the initial zero point of 'values' is 256, uint8 has [0, 255]");
    refused("classes", {0.5F, 10}, "fit: initial parameters of 'classes', which has none of its own in the plan");
}

TEST_CASE("fit refuses weight scales that no step can start from", "[train]") {
    for (const float scale : {0.0F, -0.5F, not_a_number, infinity, 0x1p-128F}) {
        train::fit_options options = faked();
        options.fake_quantization->initial_weights["classes"][1] = scale;
        REQUIRE_ERROR(train::check_options(options), text("fit: an initial weight scale of 'classes' is ", scale,
                                                          ", it must be positive and finite with a finite reciprocal"));
    }
    train::fit_options options = faked();
    options.fake_quantization->initial_weights["values"] = {0.5F};
    REQUIRE_ERROR(train::check_options(options),
                  "fit: initial weight scales of 'values', which has no integer weights in the plan");
}
