// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <interop/fuzz/model_file_target.hpp>
#include <interop/model_file_parts.hpp>

using nlohmann::json;

namespace {

/// The seeds: a small float model, a quantized one.
std::vector<std::byte> float_file() { return model_file_seeds()[0]; }
std::vector<std::byte> quantized_file() { return model_file_seeds()[1]; }

/// What refuses a file after a change of its header or its data.
std::string after(const std::vector<std::byte>& file, const std::function<void(json&)>& change) {
    model_file_parts parts(file);
    json header = parts.json();
    change(header);
    parts.set(header);
    return refusal(parts.joined());
}
std::string after_data(const std::vector<std::byte>& file, const std::function<void(std::vector<std::byte>&)>& change) {
    model_file_parts parts(file);
    change(parts.data);
    return refusal(parts.joined());
}
std::string with_header(const std::string& text) {
    model_file_parts parts;
    parts.header = text;
    return refusal(parts.joined());
}

/// After a change of single bytes, checksums and all else as they were.
std::string with_byte(std::size_t offset, int value) {
    std::vector<std::byte> file = float_file();
    file[offset] = static_cast<std::byte>(value);
    return refusal(file);
}

std::size_t array_offset(const std::vector<std::byte>& file, const std::string& name) {
    const json header = model_file_parts(file).json();
    for (const json& each : header["arrays"])
        if (each["name"] == name) return each["offset"];
    FAIL("no array " << name);
    return 0;
}

} // namespace

TEST_CASE("seeds are read", "[interop]") {
    for (const auto& seed : model_file_seeds()) {
        CHECK(refusal(seed) == "");
        CHECK(refusal(model_file_parts(seed).joined()) == "");
    }
}

TEST_CASE("a damaged prologue is refused", "[interop]") {
    const std::vector<std::byte> file = float_file();
    CHECK(refusal({}) == "model file: is empty");
    CHECK(with_byte(0, 'P') ==
          "model file: offset 0: is no model file of quanta, which begins with 89 51 4e 54 0d 0a 1a 0a");
    CHECK(with_byte(5, '\r') == with_byte(0, 'P'));
    CHECK(refusal(std::span(file).first(63)) == "model file: is cut off: it has 63 bytes of a prologue of 64");
    CHECK(with_byte(8, 2) == "model file: offset 8: version 2.0 of the format, and this program reads 1.x");
    CHECK(with_byte(8, 0) == "model file: offset 8: version 0.0 of the format, and this program reads 1.x");
    CHECK(with_byte(16, 1).starts_with("model file: offset 60: the prologue's checksum is 0x"));
    CHECK(with_byte(16, 1).ends_with(": it is damaged"));
    CHECK(with_byte(60, 0).starts_with("model file: offset 60: the prologue's checksum is 0x"));
    const std::string size = std::to_string(file.size());
    CHECK(refusal(std::span(file).first(file.size() - 1)) == "model file: is cut off: it has " +
                                                                 std::to_string(file.size() - 1) + " bytes of the " +
                                                                 size + " that its prologue names");
    std::vector<std::byte> longer = file;
    longer.resize(file.size() + 2);
    CHECK(refusal(longer) == "model file: offset " + size + ": 2 bytes behind its end");
}

TEST_CASE("a prologue that asks for too much is refused, its checksum right or not", "[interop]") {
    const auto with = [](std::size_t offset, std::uint64_t value) {
        std::vector<std::byte> file = float_file();
        std::memcpy(file.data() + offset, &value, 8);
        const std::uint32_t checksum = model_file_parts::checksum(file.data(), 60);
        std::memcpy(file.data() + 60, &checksum, 4);
        return refusal(file);
    };
    CHECK(with(16, (1U << 24) + 64) ==
          "model file: offset 16: a header of 16777280 bytes, it must be a multiple of 64 and at most 16777216");
    CHECK(with(16, 65).starts_with("model file: offset 16: a header of 65 bytes"));
    CHECK(with(16, ~std::uint64_t{0}).starts_with("model file: offset 16: a header of 18446744073709551615 bytes"));
    CHECK(with(24, ~std::uint64_t{0}) ==
          "model file: offset 24: data of 18446744073709551615 bytes are more than memory can hold");
    CHECK(with(24, std::uint64_t{1} << 62).starts_with("model file: is cut off: it has "));
    CHECK(with(44, 1) == "model file: offset 40: 20 bytes that must be zero in version 1.0");
}

TEST_CASE("a header or data that do not have their checksum are refused", "[interop]") {
    const std::vector<std::byte> file = float_file();
    CHECK(with_byte(70, 'x').starts_with("model file: offset 64: the header's checksum is 0x"));
    CHECK(with_byte(file.size() - 1, 1).starts_with("model file: offset "));
    CHECK(with_byte(file.size() - 1, 1).find("the data's checksum is 0x") != std::string::npos);
}

TEST_CASE("a header that is no JSON is refused", "[interop]") {
    CHECK(with_header("") == "model file: offset 64: the header is no JSON text of UTF-8");
    CHECK(with_header("{\"a\": nil}") == "model file: offset 71: the header is no JSON text of UTF-8");
    CHECK(with_header("{\"a\": \"\xff\"}") == "model file: offset 71: the header is no JSON text of UTF-8");
    CHECK(with_header("{\"a\": 1e999}") == "model file: offset 74: the header is no JSON text of UTF-8");
    CHECK(with_header("{} {}") == "model file: offset 67: the header is no JSON text of UTF-8");
    CHECK(with_header("[]") == "model file: $: must be an object, not array");
    CHECK(with_header("{\"a\": 1, \"a\": 2}") == "model file: header: the key 'a' occurs twice in one object");
    CHECK(with_header(std::string(1000000, '[')) ==
          "model file: header: objects and arrays in each other 17 deep, at most 16");
    std::string many = "[";
    for (int i = 0; i < 1 << 20; ++i) many += "0,";
    CHECK(with_header(many + "0]") == "model file: header: more than 1048576 values");
    CHECK(with_header("{\"\\u001b" + std::string(100000, 'k') + "\": 1}") ==
          "model file: $: unknown key '?" + std::string(63, 'k') + "...'");
    CHECK(with_header("{\"kind\": \"float\"}") == "model file: $: the key \"arrays\" is missing");
    CHECK(with_header("{\"kind\": \"double\"}") ==
          "model file: $.kind: 'double' is not known to version 1.0, which has float, quantized");
}

TEST_CASE("keys that are not known are refused, in files of a newer minor version skipped", "[interop]") {
    model_file_parts parts(float_file());
    json header = parts.json();
    header["nodes"][0]["attributes"]["winograd"] = true;
    parts.set(header);
    CHECK(refusal(parts.joined()) == "model file: $.nodes[0].attributes: unknown key 'winograd'");
    parts.minor = 1;
    CHECK(refusal(parts.joined()) == "");
    header["nodes"][0]["operation"] = "conv4d";
    parts.set(header);
    CHECK(refusal(parts.joined())
              .starts_with("model file: $.nodes[0].operation: 'conv4d' is not known to version 1.0, which has conv2d, "
                           "conv2d_transpose"));
}

TEST_CASE("values of the wrong type are refused where they stand", "[interop]") {
    const std::vector<std::byte> file = float_file();
    CHECK(after(file, [](json& h) { h["nodes"] = 3; }) == "model file: $.nodes: must be an array, not number");
    CHECK(after(file, [](json& h) { h["nodes"][1] = nullptr; }) ==
          "model file: $.nodes[1]: must be an object, not null");
    CHECK(after(file, [](json& h) { h["nodes"][0]["name"] = 1; }) ==
          "model file: $.nodes[0].name: must be a string, not 1");
    CHECK(after(file, [](json& h) { h["nodes"][0]["attributes"]["groups"] = -1; }) ==
          "model file: $.nodes[0].attributes.groups: must be an integer of at least 0, not -1");
    CHECK(after(file, [](json& h) { h["nodes"][0]["attributes"]["groups"] = 1.5; }) ==
          "model file: $.nodes[0].attributes.groups: must be an integer of at least 0, not 1.5");
    CHECK(after(file, [](json& h) { h["nodes"][0]["attributes"]["groups"] = std::uint64_t{1} << 53; }) ==
          "model file: $.nodes[0].attributes.groups: 9007199254740992 is more than 9007199254740991");
    CHECK(after(file, [](json& h) { h["nodes"][0]["attributes"]["kernel"] = {1}; }) ==
          "model file: $.nodes[0].attributes.kernel: 1 elements, expected are 2");
    CHECK(after(file, [](json& h) { h["nodes"][3]["attributes"]["epsilon"] = 1e-5; }) ==
          "model file: $.nodes[3].attributes.epsilon: must be a string, not 1e-05");
    for (const char* text : {"0.1", "nan", "", "0x1", "0x1p+200", "0x1.0000001p+0", "0x1p+-1", "Inf"})
        CHECK(after(file, [&](json& h) { h["nodes"][3]["attributes"]["epsilon"] = text; }) ==
              "model file: $.nodes[3].attributes.epsilon: '" + std::string(text) +
                  "' is no hexadecimal float of 32 bits such as 0x1.8p-3 or -inf");
    CHECK(after(file, [](json& h) { h["nodes"][3]["attributes"]["epsilon"] = "0x0.8000p+2"; }) == ""); // any spelling
    CHECK(after(quantized_file(), [](json& h) { h["tensors"][1]["zero_point"] = "3"; }) ==
          "model file: $.tensors[1].zero_point: must be an integer, not string");
    CHECK(after(quantized_file(), [](json& h) { h["nodes"][6]["payload"]["activations"]["symmetric"] = 0; }) ==
          "model file: $.nodes[6].payload.activations.symmetric: must be true or false, not 0");
}

TEST_CASE("arrays that do not lie where they must are refused", "[interop]") {
    const std::vector<std::byte> file = float_file();
    CHECK(after(file, [](json& h) { h["arrays"][1]["offset"] = 0; }) ==
          "model file: $.arrays[1].offset: 0, expected is 192");
    CHECK(after(file, [](json& h) { h["arrays"][0]["offset"] = 64; }) ==
          "model file: $.arrays[0].offset: 64, expected is 0");
    CHECK(after(file, [](json& h) {
              h["arrays"][0]["shape"] = {1 << 20, 1 << 20};
          }).starts_with("model file: $.arrays[0]: its 4398046511104 bytes from 0 on reach beyond the data's "));
    CHECK(after(file, [](json& h) {
              h["arrays"][0]["shape"] = {1ULL << 40, 1ULL << 40};
          }).starts_with("model file: $.arrays[0].shape: 1099511627776 * 1099511627776 is more than the "));
    CHECK(after(file, [](json& h) {
              h["arrays"][0]["shape"] = {0, 1ULL << 40};
          }).find("has an axis of zero") != std::string::npos);
    CHECK(after(file, [](json& h) { h["arrays"][0]["shape"] = json::array(); }) ==
          "model file: $.arrays[0].shape: 0 axes, it must be 1 to 8");
    CHECK(after(file, [](json& h) { h["arrays"][0]["shape"] = std::vector<int>(9, 1); }) ==
          "model file: $.arrays[0].shape: 9 axes, it must be 1 to 8");
    CHECK(after(file, [](json& h) {
              h["arrays"].erase(h["arrays"].size() - 1);
          }).starts_with("model file: $.arrays: its arrays end at "));
    CHECK(after(file, [](json& h) { h["arrays"][1]["name"] = "conv.weights"; }) ==
          "model file: $.arrays[1]: a second array 'conv.weights'");
    CHECK(after(file, [](json& h) { h["arrays"][0]["type"] = "f64"; }) ==
          "model file: $.arrays[0].type: 'f64' is not known to version 1.0, which has f32, i32, i8, i4, i2");
    CHECK(after(file, [](json& h) { h["arrays"][0]["type"] = "i32"; }) ==
          "model file: $.nodes[0].parameters[0]: array 'conv.weights' holds i32, expected is f32");
    CHECK(after(file, [](json& h) { h["arrays"][0]["name"] = "conv.w"; }) ==
          "model file: $.nodes[0].parameters[0]: there is no array 'conv.weights'");
    CHECK(after(file, [](json& h) { h["nodes"][0]["parameters"] = {"weights"}; }) ==
          "model file: $.arrays[1]: no node uses the array 'conv.bias'");
    CHECK(after(file, [](json& h) {
              h["nodes"][0]["parameters"] = {"weights", "weights"};
          }) == "model file: $.nodes[0].parameters[1]: array 'conv.weights' is used twice");
    CHECK(after_data(file, [](auto& data) { data[4 * 36 + 5] = std::byte{1}; }) ==
          "model file: array 'conv.bias': the bytes before it are not zero");
}

TEST_CASE("float graphs that do not hold together are refused", "[interop]") {
    const std::vector<std::byte> file = float_file();
    CHECK(after(file, [](json& h) { h["nodes"][0]["inputs"] = {1}; }) ==
          "model file: $.nodes[0].inputs[0]: tensor 1, and there are 1 at this place");
    CHECK(after(file, [](json& h) { h["nodes"][0]["output"] = 2; }) ==
          "model file: $.nodes[0].output: must be 1: nodes make tensors in the order of both");
    CHECK(after(file, [](json& h) { h["outputs"] = {99}; }) ==
          "model file: $.outputs[0]: tensor 99, and there are 7 at this place");
    CHECK(after(file, [](json& h) { h["outputs"] = {6, 6}; }) == "model file: $.outputs[1]: tensor 6 is named twice");
    CHECK(after(file, [](json& h) { h["inputs"] = json::array(); }) ==
          "model file: $.nodes[0].output: must be 0: nodes make tensors in the order of both");
    CHECK(after(file, [](json& h) {
              h["inputs"] = {0, 6};
          }) == "model file: $.nodes: 6 nodes, and only 5 tensors that are no inputs");
    CHECK(after(file, [](json& h) { h["nodes"].erase(5); }) ==
          "model file: $.tensors[6]: is neither an input nor what a node makes");
    CHECK(after(file, [](json& h) { h["nodes"][2]["name"] = "total"; }) ==
          "model file: $.nodes[2].name: 'total' is not the name of its tensor, 'sum'");
    CHECK(after(file, [](json& h) { h["tensors"][3]["name"] = h["nodes"][2]["name"] = "x"; }) ==
          "model file: $.tensors[3].name: 'x' is the name of another already");
    CHECK(after(file, [](json& h) { h["tensors"][3]["name"] = ""; }) == "model file: $.tensors[3].name: is empty");
    CHECK(after(file, [](json& h) { h["tensors"][3]["name"] = std::string(1025, 'n'); }) ==
          "model file: $.tensors[3].name: a name of 1025 bytes, at most 1024");
    CHECK(after(file, [](json& h) { h["nodes"][2]["inputs"] = std::vector<int>(65537, 0); }) ==
          "model file: $.nodes[2].inputs: 65537 tensors, at most 65536");
    CHECK(after(file, [](json& h) {
              h["tensors"][3]["shape"] = {4, 4, 5};
          }) == "model file: $.tensors[3].shape: is (4, 4, 5), and the node makes (4, 4, 4)");
    CHECK(after(file, [](json& h) { h["nodes"][0]["attributes"]["groups"] = 3; })
              .starts_with(
                  "conv2d 'model file: $.nodes[0] conv': weights (4, 3, 3, 1) for an input (4, 4, 2) in 3 groups"));
    CHECK(after(file, [](json& h) { h["nodes"][2]["operation"] = "quantize"; }) ==
          "model file: $.nodes[2].operation: 'quantize' is an operation of quantized graphs");
    CHECK(after(file, [](json& h) { h["nodes"][1]["attributes"]["name"] = "thrice"; }) ==
          "model file: $.nodes[1].attributes: the code of the function 'thrice' is not among the 1 functions that "
          "load_options give");
    CHECK(after(file, [](json& h) { h["nodes"][1]["attributes"].erase("name"); }) ==
          "model file: $.nodes[1].attributes: a function of the user's own without a name");
    CHECK(after_data(file, [](auto& data) { data[3] = std::byte{0x7f}, data[2] = std::byte{0x80}; }) ==
          "model file: $.nodes[0].parameters[0]: array 'conv.weights': value inf at index 0 is not finite");
}

TEST_CASE("quantized graphs that do not hold together are refused", "[interop]") {
    const std::vector<std::byte> file = quantized_file();
    CHECK(after(file, [](json& h) { h["nodes"][1]["inputs"] = {3}; }) ==
          "model file: $.nodes[1].inputs[0]: tensor 3 is not made by an input or a node before");
    CHECK(after(file, [](json& h) { h["nodes"][1]["inputs"] = {2}; }) ==
          "model file: $.nodes[1].inputs[0]: tensor 2 is not made by an input or a node before");
    CHECK(after(file, [](json& h) { h["nodes"][1]["inputs"] = json::array(); }) ==
          "model file: $.nodes[1].inputs: is empty");
    CHECK(after(file, [](json& h) { h["nodes"][1]["output"] = 1; }) ==
          "model file: $.nodes[1].output: tensor 1 is made already");
    CHECK(after(file, [](json& h) { h["nodes"][1]["output"] = 9; }) == "model file: $.nodes[1].output: tensor 9 of 9");
    CHECK(after(file, [](json& h) {
              h["tensors"].push_back({{"name", "z"}, {"shape", {1}}});
          }) == "model file: $.tensors[9]: is neither an input nor what a node makes");
    CHECK(after(file, [](json& h) {
              h["nodes"][1]["name"] = "table";
          }).starts_with("model file: $.nodes[1].payload: there is no array 'table.weights'"));
    CHECK(after(file, [](json& h) { h["nodes"][4]["name"] = "back"; }) ==
          "model file: $.nodes[5].name: 'back' is the name of another already");
    CHECK(after(file, [](json& h) { h["tensors"][1]["scale"] = "-0x1p+0"; }) ==
          "model file: $.tensors[1].scale: -1 is not positive and finite");
    CHECK(after(file, [](json& h) { h["tensors"][1]["zero_point"] = 256; }) ==
          "model file: $.tensors[1].zero_point: 256 is not in uint8's range [0, 255]");
    CHECK(after(file, [](json& h) { h["tensors"][1]["zero_point"] = ~std::uint64_t{0}; }) ==
          "model file: $.tensors[1].zero_point: 18446744073709551615 is not in [-2147483648, 2147483647]");
    CHECK(after(file, [](json& h) { h["tensors"][1]["format"] = "int16"; })
              .starts_with(
                  "model file: $.tensors[1].format: 'int16' is not known to version 1.0, which has uint8, int8, "));
    CHECK(after(file, [](json& h) { h["tensors"][1].erase("format"); }) ==
          "model file: $.tensors[1]: a scale or zero point without a format");
    CHECK(after(file, [](json& h) { h["nodes"][1]["range"] = {4, 3}; }) == "model file: $.nodes[1].range: from 4 to 3");
    CHECK(after(file, [](json& h) {
              h["nodes"][1]["clamp"] = {"inf", "0x1p+0"};
          }) == "model file: $.nodes[1].clamp: from inf to 1");
}

TEST_CASE("payloads that do not fit their nodes are refused", "[interop]") {
    const std::vector<std::byte> file = quantized_file();
    CHECK(after(file, [](json& h) { h["nodes"][1]["payload"]["kind"] = "fp4"; }) ==
          "model file: $.nodes[1].payload.kind: 'fp4' is not known to version 1.0, which has none, parameters, "
          "integer_weights, dynamic_weights, lookup_table");
    CHECK(after(file, [](json& h) {
              h["nodes"][1]["operation"] = "add", h["nodes"][1]["attributes"] = json::object();
          }) == "model file: $.nodes[1].payload: integer weights of add, which has none");
    CHECK(after(file, [](json& h) { h["nodes"][6]["operation"] = "softmax"; }) ==
          "model file: $.nodes[6].payload: dynamic weights of softmax, which has none");
    CHECK(after(file, [](json& h) {
              h["nodes"][2]["operation"] = "flatten", h["nodes"][2]["attributes"] = json::object();
          }) == "model file: $.nodes[2].payload: a table of flatten, which needs none");
    CHECK(after(file, [](json& h) { h["nodes"][1]["payload"]["format"] = "int8"; }) ==
          "model file: $.nodes[1].payload: array 'stem.weights' holds i4, expected is i8");
    CHECK(after(file, [](json& h) { h["nodes"][1]["payload"]["format"] = "uint4"; }) ==
          "model file: $.nodes[1].payload.format: weights in uint4, they must be in a signed format");
    CHECK(after_data(file, [&](auto& data) { data[array_offset(file, "stem.weights")] = std::byte{0x78}; }) ==
          "model file: $.nodes[1].payload: array 'stem.weights': value -8 at index 0 is not in int4_narrow's range "
          "[-7, 7]");
    CHECK(after_data(file, [&](auto& data) { data[array_offset(file, "norm.weights")] |= std::byte{0x40}; }) ==
          "model file: $.nodes[3].payload: array 'norm.weights': the unused bits of its last byte are not zero");
    CHECK(after_data(file, [&](auto& data) { data[array_offset(file, "stem.scales") + 3] |= std::byte{0x80}; }) ==
          "model file: $.nodes[1].payload.scales: -0.1 is not positive and finite");
}
