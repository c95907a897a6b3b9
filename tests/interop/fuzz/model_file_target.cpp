// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <interop/example_models.hpp>
#include <interop/fuzz/model_file_target.hpp>
#include <interop/model_file_parts.hpp>
#include <quanta/interop/model_file.hpp>

using namespace quanta;

namespace {

void require(bool condition, const char* what) {
    if (condition) return;
    std::fprintf(stderr, "model_file_target: %s\n", what);
    std::abort();
}

/// A small float graph: an image, one or two layers, a function of the user's.
graph::model small_model() {
    graph::model net;
    graph::tensor_id x = net.input("x", {4, 4, 2});
    x = net.conv2d(x, {.filters = 4, .window = op::same_padding(op::window_of({3, 3})), .groups = 2}, "conv");
    x = net.add(x, net.elementwise(x, {.what = graph::function::user, .name = "twice", .evaluate = twice}), "sum");
    x = net.append("norm", graph::operations::batch_norm{1e-5F, 0.1F}, {x},
                   {{"scale", {4}, {1, 2, 3, 4}},
                    {"shift", {4}, {0, 0, 0, 0}},
                    {"mean", {4}, {1, 1, 1, 1}},
                    {"variance", {4}, {2, 2, 2, 2}}});
    net.output(net.linear(net.global_average_pool(x, "mean"), 3, "logits"));
    return net;
}

} // namespace

std::string refusal(std::span<const std::byte> file) {
    const interop::load_options options{.functions = example_functions()};
    try {
        const interop::model_file_view view(file);
        if (view.kind() == interop::model_kind::float_model) {
            const auto saved = interop::model_bytes(interop::load_model(view, options));
            require(interop::model_bytes(interop::load_model(saved, options)) == saved, "a float model has changed");
        } else {
            const auto saved = interop::model_bytes(interop::load_quantized_model(view, options));
            require(interop::model_bytes(interop::load_quantized_model(saved, options)) == saved,
                    "a quantized model has changed");
        }
    } catch (const error& refused) {
        require(refused.what()[0] != '\0', "an error without text");
        return refused.what();
    }
    return {};
}

std::string refusal_of_parts(std::span<const std::byte> header_and_data) {
    const auto end = std::find(header_and_data.begin(), header_and_data.end(), std::byte{0});
    model_file_parts parts;
    parts.header.assign(reinterpret_cast<const char*>(header_and_data.data()),
                        static_cast<std::size_t>(end - header_and_data.begin()));
    if (end != header_and_data.end()) parts.data.assign(end + 1, header_and_data.end());
    return refusal(parts.joined());
}

std::vector<std::vector<std::byte>> model_file_seeds() {
    return {interop::model_bytes(small_model()), interop::model_bytes(example_quantized_model()),
            interop::model_bytes(example_model())};
}
