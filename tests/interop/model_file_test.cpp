// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <graph/random_graph.hpp>
#include <interop/example_models.hpp>
#include <interop/model_file_parts.hpp>
#include <interop/network_results.hpp>
#include <quanta/interop/model_file.hpp>
#include <quanta/storage/nibbles.hpp>
#include <support/failure.hpp>
#include <support/scratch_folder.hpp>

using namespace quanta;

namespace {

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
    return a.size() == b.size() && !a.empty() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

} // namespace

TEST_CASE("a float model is the same to the bit after saving and loading", "[interop]") {
    const graph::model net = example_model();
    std::vector<bool> seen(std::variant_size_v<graph::operation>);
    for (const graph::node& each : net.nodes()) seen[each.what.index()] = true;
    REQUIRE(std::count(seen.begin(), seen.end(), false) == 2); // quantize and dequantize

    const interop::load_options options{.functions = example_functions()};
    const std::vector<std::byte> bytes = interop::model_bytes(net);
    const graph::model loaded = interop::load_model(bytes, options);
    CHECK(difference(net, loaded) == "");
    CHECK(interop::model_bytes(loaded) == bytes);

    const support::scratch_folder folder;
    const auto path = folder / "net.quanta";
    interop::save_model(net, path);
    interop::save_model(net, path); // takes the first one's place
    CHECK(folder.files() == 1);
    const interop::mapped_file file(path);
    CHECK(std::ranges::equal(file.bytes(), bytes));
    CHECK(difference(net, interop::load_model(path, options)) == "");
}

TEST_CASE("a quantized model is the same to the bit after saving and loading", "[interop]") {
    const graph::quantized_model net = example_quantized_model();
    const std::vector<std::byte> bytes = interop::model_bytes(net);
    const graph::quantized_model loaded = interop::load_quantized_model(bytes);
    CHECK(difference(net, loaded) == "");
    CHECK(interop::model_bytes(loaded) == bytes);

    const support::scratch_folder folder;
    const auto path = folder / "net.quanta";
    interop::save_model(net, path);
    CHECK(difference(net, interop::load_quantized_model(path)) == "");
    REQUIRE_ERROR(interop::load_model(path),
                  path.string() + ": holds a quantized model, which load_quantized_model reads");
    interop::save_model(example_model(), path);
    REQUIRE_ERROR(interop::load_quantized_model(path), ": holds a float model, which load_model reads");
}

TEST_CASE("a model's profile is in the file, by name", "[interop]") {
    graph::quantized_model net = example_quantized_model();
    const model_file_parts of_quanta(interop::model_bytes(net));
    CHECK_FALSE(of_quanta.json().contains("profile"));
    for (const profile_value each : known_profiles) {
        net.profile = each;
        const graph::quantized_model loaded = interop::load_quantized_model(interop::model_bytes(net));
        CHECK(difference(net, loaded) == "");
    }
    net.profile = profile_value::tflite;
    model_file_parts parts(interop::model_bytes(net));
    CHECK(parts.json()["profile"] == "tflite");
    nlohmann::json changed = parts.json();
    changed["profile"] = "tflite_3";
    parts.set(changed);
    REQUIRE_ERROR(interop::load_quantized_model(parts.joined()),
                  "$.profile: 'tflite_3' is not known to version 1.0, which has quanta, tflite, ");
    model_file_parts of_floats(interop::model_bytes(example_model()));
    changed = of_floats.json();
    changed["profile"] = "tflite";
    of_floats.set(changed);
    REQUIRE_ERROR(interop::load_model(of_floats.joined()), "$.profile: a profile of a float model");
}

TEST_CASE("a saved network gives the same results", "[interop]") {
    for (std::uint32_t seed = 0; seed < 12; ++seed) {
        CAPTURE(seed);
        support::random_graph drawn(seed);
        const graph::model loaded = interop::load_model(interop::model_bytes(drawn.network));
        CHECK(difference(drawn.network, loaded) == "");
        CHECK(same_bits(results(drawn.network), results(loaded)));

        const graph::quantized_model quantized = drawn.quantized();
        const graph::quantized_model loaded_integers = interop::load_quantized_model(interop::model_bytes(quantized));
        CHECK(difference(quantized, loaded_integers) == "");
        CHECK(same_bits(results(quantized), results(loaded_integers)));
    }
}

// What stands in files of version 1.0 does not change: old ones must stay readable, and old readers must read new ones.
TEST_CASE("the bytes of a file are those of version 1.0", "[interop]") {
    graph::model net;
    const graph::tensor_id x = net.input("x", {2});
    net.output(
        net.append("y", graph::operations::linear{}, {x}, {{"weights", {1, 2}, {1.0F, -2.5F}}, {"bias", {1}, {3}}}));
    const std::vector<std::byte> bytes = interop::model_bytes(net);
    const std::string header = R"({"arrays":[{"name":"y.weights","offset":0,"shape":[1,2],"type":"f32"},)"
                               R"({"name":"y.bias","offset":64,"shape":[1],"type":"f32"}],"inputs":[0],"kind":"float",)"
                               R"("nodes":[{"attributes":{},"inputs":[0],"name":"y","operation":"linear","output":1,)"
                               R"("parameters":["weights","bias"]}],"outputs":[1],)"
                               R"("tensors":[{"name":"x","shape":[2]},{"name":"y","shape":[1]}]})";
    model_file_parts parts;
    parts.header = header;
    parts.data.resize(68);
    const float weights[] = {1.0F, -2.5F}, bias = 3;
    std::memcpy(parts.data.data(), weights, 8);
    std::memcpy(parts.data.data() + 64, &bias, 4);
    CHECK(bytes == parts.joined());

    graph::quantized_model quantized;
    quantized.edges = {{"x", {3}, graph::tensor_quantization{graph::format_value_of<uint8>, {0.1F, 5}}}};
    quantized.inputs = quantized.outputs = {{0}};
    model_file_parts expected;
    expected.header =
        R"({"arrays":[],"inputs":[0],"kind":"quantized","nodes":[],"outputs":[0],)"
        R"("tensors":[{"format":"uint8","name":"x","scale":"0x1.99999ap-4","shape":[3],"zero_point":5}]})";
    CHECK(interop::model_bytes(quantized) == expected.joined());
}

TEST_CASE("arrays can be used in place, from a file that is mapped", "[interop]") {
    const graph::model net = example_model();
    const support::scratch_folder folder;
    const auto path = folder / "net.quanta";
    interop::save_model(net, path);
    const interop::mapped_file file(path);
    REQUIRE(reinterpret_cast<std::uintptr_t>(file.bytes().data()) % 64 == 0);

    const interop::model_file_view view(file.bytes(), interop::data_checksum::skip, path.string());
    CHECK(view.kind() == interop::model_kind::float_model);
    std::size_t arrays = 0;
    for (const graph::node& node : net.nodes()) {
        for (const graph::parameter& each : node.parameters) {
            const interop::stored_array& array = view.array(node.name + "." + each.name);
            CHECK(array.extents == each.extents);
            CHECK(array.count() == each.values.size());
            CHECK(reinterpret_cast<std::uintptr_t>(array.bytes.data()) % 64 == 0);
            CHECK(array.values<float>().data() >= static_cast<const void*>(file.bytes().data()));
            CHECK(std::ranges::equal(array.values<float>(), each.values)); // none is NaN
            ++arrays;
        }
    }
    CHECK(view.arrays().size() == arrays);
    CHECK(view.find("stem.none") == nullptr);
    REQUIRE_ERROR(view.array("stem.none"), path.string() + ": there is no array 'stem.none'");
    REQUIRE_ERROR(view.array("stem.bias").values<std::int32_t>(), "array 'stem.bias' holds f32, not i32");

    interop::mapped_file moved(interop::mapped_file{path});
    interop::mapped_file assigned(path);
    assigned = std::move(moved);
    CHECK(std::ranges::equal(assigned.bytes(), file.bytes()));
}

TEST_CASE("the arrays of a file that is mapped need not be read as a whole", "[interop]") {
    graph::model net;
    net.output(net.linear(net.input("x", {2}), 1, "y"));
    std::vector<std::byte> bytes = interop::model_bytes(net);
    bytes.back() = std::byte{0x3f}; // the bias becomes 0.5
    REQUIRE_ERROR(interop::load_model(bytes), "the data's checksum is 0x");
    const interop::load_options skipping{.functions = {}, .arrays = interop::data_checksum::skip};
    CHECK(interop::load_model(bytes, skipping).nodes()[0].parameters[1].values[0] == 0.5F);
    bytes[70] = std::byte{'x'};
    REQUIRE_ERROR(interop::load_model(bytes, skipping), "the header's checksum is 0x");
}

TEST_CASE("arrays of integers can be used in place, those of 4 and 2 bits as their bytes", "[interop]") {
    const std::vector<std::byte> bytes = interop::model_bytes(example_quantized_model());
    const interop::model_file_view view{bytes};
    CHECK(view.kind() == interop::model_kind::quantized_model);
    CHECK(view.array("stem.bias").values<std::int32_t>()[1] == 2147483647);
    CHECK(view.array("dynamic.weights").values<std::int8_t>()[0] == -120);
    const interop::stored_array& stem = view.array("stem.weights");
    CHECK(stem.type == interop::array_type::i4);
    REQUIRE_ERROR(stem.values<std::int8_t>(), "holds i4, not i8");
    std::vector<std::uint8_t> nibbles(3);
    pack_nibbles<int4_narrow>(std::vector<std::int8_t>{-7, 7, 0, 3, -1, 2}, nibbles);
    CHECK(std::ranges::equal(stem.bytes, std::as_bytes(std::span(nibbles))));
    REQUIRE(view.array("norm.weights").bytes.size() == 1);
    CHECK(view.array("norm.weights").bytes[0] == std::byte{0b01'00'11}); // -1, 0, 1 from the lowest bits on

    std::vector<std::byte> elsewhere{std::byte{0}};
    elsewhere.insert(elsewhere.end(), bytes.begin(), bytes.end());
    const interop::model_file_view unaligned{std::span<const std::byte>(elsewhere).subspan(1)};
    REQUIRE_ERROR(unaligned.array("stem.bias").values<std::int32_t>(), "is not aligned in memory");
    CHECK(unaligned.array("dynamic.weights").values<std::int8_t>()[0] == -120);
    CHECK(difference(example_quantized_model(), interop::load_quantized_model(unaligned)) == "");
}

TEST_CASE("integers of every format and count are unpacked as they were packed", "[interop]") {
    for (const graph::format_value& format : interop::detail::file_formats) {
        if (!format.is_signed()) continue;
        for (std::size_t count = 1; count < 20; ++count) {
            graph::integer_weights weights{format, {count, 1}, {}, {1.0F}, {}};
            for (std::size_t i = 0; i < count; ++i) {
                const int width = format.highest - format.lowest + 1;
                weights.values.push_back(static_cast<std::int8_t>(format.lowest + static_cast<int>(i * 5) % width));
            }
            graph::quantized_model net;
            net.edges = {{"x", {1}, {}}, {"y", {count}, {}}};
            net.inputs = {{0}};
            net.nodes = {{"y", graph::operations::linear{}, {{0}}, {1}, {0, 0}, op::activation::none, weights}};
            CAPTURE(format.name, count);
            CHECK(difference(net, interop::load_quantized_model(interop::model_bytes(net))) == "");
        }
    }
}

TEST_CASE("users' functions are found by name", "[interop]") {
    graph::model net;
    net.output(
        net.elementwise(net.input("x", {1}), {.what = graph::function::user, .name = "twice", .evaluate = twice}));
    const std::vector<std::byte> bytes = interop::model_bytes(net);
    REQUIRE_ERROR(interop::load_model(bytes),
                  "model file: $.nodes[0].attributes: the code of the function 'twice' is not "
                  "among the 0 functions that load_options give");
    const interop::user_function other[] = {{"thrice", twice}};
    REQUIRE_ERROR(interop::load_model(bytes, {.functions = other}), "'twice' is not among the 1 functions");
    const graph::model loaded = interop::load_model(bytes, {.functions = example_functions()});
    const auto& each = std::get<graph::operations::elementwise>(loaded.nodes()[0].what);
    CHECK(each.evaluate == twice);
    CHECK(each.derivative == twice_derivative);

    graph::model nameless;
    nameless.elementwise(nameless.input("x", {1}), {.what = graph::function::user, .evaluate = twice}, "y");
    REQUIRE_ERROR(interop::model_bytes(nameless),
                  "model_bytes: node 'y': a function of the user's own must have a name");
}

TEST_CASE("models that files could not hold are not saved", "[interop]") {
    const support::scratch_folder folder;
    graph::model net;
    graph::tensor_id x = net.input("x", {2});
    net.output(net.linear(x, 1, "y"));
    net.nodes()[0].parameters[0].values[1] = INFINITY;
    REQUIRE_ERROR(interop::save_model(net, folder / "net.quanta"),
                  "array 'y.weights': value inf at index 1 is not finite");
    net.nodes()[0].parameters[0].values.pop_back();
    REQUIRE_ERROR(interop::model_bytes(net), "array 'y.weights' has 1 values, and its shape (1, 2) has 2");
    REQUIRE_ERROR(interop::save_model(example_model(), folder / "none" / "net.quanta"),
                  "cannot be written: No such file");
    CHECK(folder.files() == 0);

    graph::model latin;
    latin.output(latin.input("gr\xf6\xdf"
                             "e",
                             {1}));
    REQUIRE_ERROR(interop::model_bytes(latin), "model_bytes: a name in it is not UTF-8");
    graph::model wordy;
    wordy.output(wordy.input(std::string(1025, 'x'), {1}));
    REQUIRE_ERROR(interop::model_bytes(wordy),
                  "model_bytes: the name '" + std::string(64, 'x') + "...' of 1025 bytes, it must have 1 to 1024");
    graph::model large;
    for (int i = 0; i < 65537; ++i) large.input("", {1});
    REQUIRE_ERROR(interop::model_bytes(large), "model_bytes: a list of 65537 tensors, at most 65536");

    graph::quantized_model wrong = example_quantized_model();
    std::get<graph::integer_weights>(wrong.nodes[1].payload).values[2] = 8;
    REQUIRE_ERROR(interop::model_bytes(wrong),
                  "array 'stem.weights': value 8 at index 2 is not in int4_narrow's range [-7, 7]");
    wrong = example_quantized_model();
    wrong.edges[3].quantization->format = graph::format_value_of<int16>;
    REQUIRE_ERROR(interop::model_bytes(wrong),
                  "model_bytes: $.tensors[3].format: the format 'int16', integers from -32768 to "
                  "32767, is none of those that files know");
    wrong = example_quantized_model();
    wrong.nodes[1].clamp.lowest = NAN;
    REQUIRE_ERROR(interop::model_bytes(wrong), "$.nodes[1].clamp: from nan to inf");
}
