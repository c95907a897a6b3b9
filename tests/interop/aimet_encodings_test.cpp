// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch_all.hpp>
#include <nlohmann/json.hpp>

#include <interop/golden_calibration.hpp>
#include <quanta/interop/aimet_encodings.hpp>
#include <support/failure.hpp>
#include <support/scratch_folder.hpp>

using namespace quanta;
using interop::aimet_encoding;
using interop::aimet_encoding_kind;
using interop::aimet_encodings;
using interop::aimet_version;
using interop::parse_aimet_encodings;

namespace {

/// A file of version 0.6.1 with one encoding, `channel` its only channel.
std::string file_0_6_1(const std::string& channel) {
    return "{\"version\": \"0.6.1\",\n\"activation_encodings\": {},\n\"param_encodings\": {\"w\":\n[" + channel + "]}}";
}
/// A file of version 1.0.0 with `encoding` as its only one.
std::string file_1_0_0(const std::string& encoding) {
    return "{\"activation_encodings\": [],\n\"param_encodings\": [\n" + encoding + "],\n\"version\": \"1.0.0\"}";
}

const std::string channel = R"({"bitwidth": 8, "dtype": "int", "is_symmetric": "True", "min": -1.0, "max": 0.9921875,
                               "scale": 0.0078125, "offset": -128})";
const std::string encoding = R"({"name": "w", "dtype": "INT", "enc_type": "PER_TENSOR", "bw": 8, "is_sym": true,
                                "scale": [0.0078125], "offset": [-128.0]})";

/// `text` with the first `from` in it replaced.
std::string with(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

void require_same(const interop::parameter_table& found, const interop::parameter_table& expected) {
    REQUIRE(found.size() == expected.size());
    for (const auto& [name, channels] : expected) {
        CAPTURE(name);
        REQUIRE(found.at(name).size() == channels.size());
        for (std::size_t i = 0; i < channels.size(); ++i) {
            REQUIRE(found.at(name)[i].scale == channels[i].scale);
            REQUIRE(found.at(name)[i].zero_point == channels[i].zero_point);
        }
    }
}

} // namespace

TEST_CASE("AIMET's encodings are read as AIMET reads them", "[interop]") {
    const auto [file, version] = GENERATE(table<std::string, aimet_version>(
        {{"aimet_0.6.1.encodings", aimet_version::v0_6_1}, {"aimet_1.0.0.encodings", aimet_version::v1_0_0}}));
    CAPTURE(file);
    const golden_calibration golden = load_golden_calibration(file);
    const aimet_encodings encodings = parse_aimet_encodings(golden.text);
    REQUIRE(encodings.version == version);
    REQUIRE(encodings.activations.size() == 3);
    REQUIRE(encodings.params.size() == 3);
    for (const auto& [name, channels] : golden.read) {
        CAPTURE(name);
        const bool is_param = encodings.params.contains(name);
        const aimet_encoding& found = is_param ? encodings.params.at(name) : encodings.activations.at(name);
        REQUIRE(found.is_symmetric == is_param);
        REQUIRE(found.scales.size() == channels.size());
        REQUIRE((found.kind == aimet_encoding_kind::per_channel) == (channels.size() > 1));
        const auto ranges = interop::ranges_of({{name, found}}).at(name);
        for (std::size_t i = 0; i < channels.size(); ++i) {
            // of each channel: scale, offset of the integers as they are stored, min, max
            const double lowest_stored = found.is_symmetric ? -std::ldexp(1.0, found.bitwidth - 1) : 0;
            REQUIRE(found.scales[i] == channels[i][0]);
            REQUIRE(static_cast<double>(found.offsets[i]) == channels[i][1] + lowest_stored);
            REQUIRE(ranges[i] == real_range{channels[i][2], channels[i][3]});
            if (version == aimet_version::v0_6_1) REQUIRE(found.ranges[i] == ranges[i]);
        }
    }
    REQUIRE(parse_aimet_encodings(text_of(encodings)) == encodings);
    auto written_by_aimet = nlohmann::json::parse(golden.text);
    written_by_aimet.erase("quantizer_args");
    REQUIRE(nlohmann::json::parse(text_of(encodings)) == written_by_aimet);
}

TEST_CASE("AIMET's encodings become scales and zero points of a format, and back", "[interop]") {
    const aimet_encodings file = parse_aimet_encodings(load_golden_calibration("aimet_1.0.0.encodings").text);
    interop::aimet_encoding_map bytes = file.activations;
    bytes.erase("wide");
    const interop::parameter_table activations = interop::parameters_of(bytes, {0, 255, false});
    REQUIRE(activations.at("relu")[0].scale == 0.0471F);
    REQUIRE(activations.at("relu")[0].zero_point == 13);
    REQUIRE(interop::parameters_of(bytes, {-128, 127, false}).at("relu")[0].zero_point == 13 - 128);
    REQUIRE(interop::aimet_encodings_of(activations, {0, 255, false}).at("relu") == bytes.at("relu"));

    const interop::aimet_encoding_map weights{{"conv.weight", file.params.at("conv.weight")}};
    const auto parameters = interop::parameters_of(weights, {-128, 127, true});
    REQUIRE(parameters.at("conv.weight").size() == 5);
    for (const affine_params& each : parameters.at("conv.weight")) REQUIRE(each.zero_point == 0);
    const aimet_encoding again = interop::aimet_encodings_of(parameters, {-128, 127, true}).at("conv.weight");
    REQUIRE(again.is_symmetric);
    REQUIRE(again.offsets == weights.at("conv.weight").offsets);
    REQUIRE(again.kind == aimet_encoding_kind::per_channel);

    REQUIRE_ERROR(interop::parameters_of(file.activations, {0, 255, false}), "'wide' has 16 bits");
    REQUIRE_ERROR(interop::parameters_of({{"a", {.scales = {1.0}, .offsets = {3}, .ranges = {}}}}, {0, 255, false}),
                  "the offset 3 of 'a' makes a zero point of -3, which is not in [0, 255]");
    REQUIRE_ERROR(interop::parameters_of({{"a", {.scales = {1e300}, .offsets = {0}, .ranges = {}}}}, {0, 255, false}),
                  "of 'a' is no positive float");
    REQUIRE_ERROR(interop::aimet_encodings_of({}, {-126, 127, false}),
                  "the target has 254 integers, it must be a power");
    REQUIRE_ERROR(interop::aimet_encodings_of({}, {-126, 126, true}),
                  "the target has 253 integers, it must be a power");
    REQUIRE_ERROR(interop::aimet_encodings_of({{"w", {{1, 3}}}}, {-127, 127, true}),
                  "'w' has the zero point 3, and the target is symmetric");
}

TEST_CASE("AIMET's strict symmetric mode has the integers of a narrow format", "[interop]") {
    const interop::parameter_table weights{{"w", {{0.0078125F, 0}, {0.5F, 0}}}};
    const integer_target narrow{-127, 127, true}, wide{-128, 127, true};
    const interop::aimet_encoding_map strict = interop::aimet_encodings_of(weights, narrow);
    REQUIRE(strict.at("w").bitwidth == 8);
    REQUIRE(strict.at("w").offsets == std::vector<std::int64_t>{-127, -127});
    require_same(interop::parameters_of(strict, narrow), weights);
    require_same(interop::parameters_of(strict, wide), weights);
    REQUIRE(interop::parameters_of(strict, {0, 255, false}).at("w")[0].zero_point == 128);
    REQUIRE(interop::ranges_of(strict).at("w")[1] == real_range{-63.5, 63.5});
    require_same(interop::parameters_of(interop::ranges_of(strict), narrow), weights);
    REQUIRE(interop::aimet_encodings_of({{"w", {{1, 0}}}}, {-7, 7, true}).at("w").bitwidth == 4);
    REQUIRE_ERROR(interop::parameters_of(interop::aimet_encodings_of(weights, wide), narrow),
                  "'w' has 8 bits, 256 integers of them used, and the target has 255 integers");
    for (const aimet_version version : {aimet_version::v0_6_1, aimet_version::v1_0_0}) {
        const aimet_encodings read = parse_aimet_encodings(text_of(aimet_encodings{version, {}, strict}));
        require_same(interop::parameters_of(read.params, narrow), weights);
        if (version == aimet_version::v0_6_1) REQUIRE(read.params.at("w").ranges[1] == real_range{-63.5, 63.5});
    }
}

TEST_CASE("AIMET's symmetric encodings of data without negative values begin at 0", "[interop]") {
    const std::string file = file_1_0_0(with(encoding, "-128.0", "0.0"));
    const auto parameters = interop::parameters_of(parse_aimet_encodings(file).params, {0, 255, false});
    REQUIRE(parameters.at("w")[0].zero_point == 0);
}

TEST_CASE("AIMET's encodings in blocks, of floats, and with ranges of their own are kept", "[interop]") {
    aimet_encodings file{aimet_version::v1_0_0, {}, {}};
    file.params["blocks"] = {.bitwidth = 4,
                             .is_symmetric = true,
                             .kind = aimet_encoding_kind::per_block,
                             .block_size = 64,
                             .scales = {1.0 / 3, 5e-324},
                             .offsets = {-8, -8},
                             .ranges = {}};
    file.params["half"] = {.bitwidth = 16, .is_float = true, .scales = {}, .offsets = {}, .ranges = {}};
    REQUIRE(parse_aimet_encodings(text_of(file)) == file);
    REQUIRE(interop::ranges_of(file.params).size() == 1); // not that of floats
    file.version = aimet_version::v0_6_1;
    REQUIRE_ERROR(text_of(file), "'blocks' is in blocks");
    file.params.erase("blocks");
    file.params["odd"] = {.bitwidth = 8, .scales = {1.0}, .offsets = {-3}, .ranges = {{-3.25, 251.5}}};
    REQUIRE(parse_aimet_encodings(text_of(file)) == file);
}

TEST_CASE("AIMET's encodings of version 0.6.1 that are none are refused with the line", "[interop]") {
    REQUIRE(parse_aimet_encodings(file_0_6_1(channel)).params.at("w").offsets[0] == -128);
    const auto [from, to, message] = GENERATE(table<std::string, std::string, std::string>(
        {{"\"scale\": 0.0078125,", "", "line 5: a channel must have"},
         {"\"scale\": 0.0078125", "\"scale\": 0", "line 5: the scale 0 is not positive"},
         {"\"scale\": 0.0078125", "\"scale\": \"1\"", "line 5: \"scale\" must be a number"},
         {"\"scale\": 0.0078125", "\"scale\": [1]", "where no encoding has one"},
         {"\"offset\": -128", "\"offset\": 0.5", "\"offset\" is 0.5, it must be a whole number"},
         {"\"offset\": -128", "\"offset\": -1e300", "it must be a whole number"},
         {"\"bitwidth\": 8, ", "", "line 5: an encoding without \"bitwidth\""},
         {"\"bitwidth\": 8", "\"bitwidth\": 33", "line 4: \"bitwidth\" is 33"},
         {"\"bitwidth\": 8", "\"bitwidth\": null", "\"bitwidth\" must be a number"},
         {"\"dtype\": \"int\", ", "", "an encoding without \"dtype\""},
         {"\"int\"", "\"fixed\"", "line 4: dtype 'fixed', it must be int or float"},
         {"\"True\"", "\"yes\"", "line 4: \"is_symmetric\" is 'yes'"},
         {"-1.0", "-1.04",
          "line 5: \"min\" and \"max\" are [-1.04, 0.9921875], and the scale 0.0078125 and the offset "
          "-128 make [-1, 0.9921875]"},
         {"0.9921875", "1.0", "line 5: \"min\" and \"max\" are [-1, 1], and"},
         {"-1.0, \"max\": 0.9921875", "5, \"max\": -5", "line 5: \"min\" and \"max\" are [5, -5], and"},
         {"-128", "-128, \"offset\": 0", "a channel must have"}}));
    CAPTURE(from, to);
    REQUIRE_ERROR(parse_aimet_encodings(file_0_6_1(with(channel, from, to)), "x"), message);
}

TEST_CASE("AIMET's encodings of version 1.0.0 that are none are refused with the line", "[interop]") {
    REQUIRE(parse_aimet_encodings(file_1_0_0(encoding)).params.at("w").offsets[0] == -128);
    const auto [from, to, message] = GENERATE(table<std::string, std::string, std::string>(
        {{"\"name\": \"w\", ", "", "line 4: an encoding without name"},
         {"\"w\"", "\"\"", "line 3: a second name, or an empty one"},
         {"\"INT\"", "\"VECTOR\"", "dtype 'VECTOR'"},
         {"PER_TENSOR", "LPBQ",
          "line 3: enc_type 'LPBQ', and this program reads PER_TENSOR, PER_CHANNEL and PER_BLOCK"},
         {"PER_TENSOR", "PER_BLOCK", "without \"block_size\""},
         {"\"enc_type\": \"PER_TENSOR\", ", "", "without \"enc_type\""},
         {"[0.0078125]", "[0.0078125, 1]", "2 scales and 1 offsets"},
         {"[0.0078125]", "[]", "0 scales and 1 offsets"},
         {"[0.0078125], \"offset\": [-128.0]", "[1, 1], \"offset\": [0, 0]", "2 scales of a tensor that has one"},
         {"[0.0078125]", "[0.0078125], \"scale\": [1]", "line 4: a second \"scale\""},
         {"[0.0078125]", "[-1]", "line 4: the scale -1 is not positive"},
         {"[0.0078125]", "[1e999]", "line 4: the text is no JSON"},
         {"[0.0078125]", "[[1]]", "where no encoding has one"},
         {"[-128.0]", "[-128.0], \"zero_point_shift\": [0.5]", "zero points between integers"},
         {"-128.0", "-3", "line 4: the offset -3 of a symmetric encoding of 8 bits, it must be -128, one more, or 0"},
         {"-128.0", "-126", "line 4: the offset -126 of a symmetric encoding"},
         {"true", "1", "\"is_sym\" must be a string"}}));
    CAPTURE(from, to);
    REQUIRE_ERROR(parse_aimet_encodings(file_1_0_0(with(encoding, from, to)), "x"), message);
}

TEST_CASE("ranges in AIMET's encodings of version 1.0.0, which has none, are not looked at", "[interop]") {
    const std::string odd = with(encoding, "true", "true, \"min\": 0.0");
    REQUIRE(parse_aimet_encodings(file_1_0_0(odd)) == parse_aimet_encodings(file_1_0_0(encoding)));
}

TEST_CASE("JSON texts that are no encodings of AIMET are refused with the line", "[interop]") {
    REQUIRE_ERROR(parse_aimet_encodings("", "x.encodings"), "x.encodings: line 1: the text is no JSON");
    REQUIRE_ERROR(parse_aimet_encodings("{\n\"version\":\n}", "x"), "x: line 3: the text is no JSON");
    REQUIRE_ERROR(parse_aimet_encodings("[]"), "the text is no object");
    REQUIRE_ERROR(parse_aimet_encodings("{}"), "the key \"version\" is missing");
    REQUIRE_ERROR(parse_aimet_encodings("{\"version\": \"2.0.0\"}"), "line 1: version '2.0.0', and this program reads");
    REQUIRE_ERROR(parse_aimet_encodings("{\"version\": \"0.6.1\"}"), "is missing");
    REQUIRE_ERROR(parse_aimet_encodings(with(file_1_0_0(encoding), "1.0.0", "0.6.1")),
                  "not in the form of version 0.6.1");
    REQUIRE_ERROR(parse_aimet_encodings(with(file_1_0_0(encoding), "[]", "{}")), "in the forms of two versions");
    REQUIRE_ERROR(parse_aimet_encodings(file_1_0_0(encoding + "," + encoding)), "line 5: a second encoding of 'w'");
    REQUIRE_ERROR(parse_aimet_encodings(std::string(100000, '[')), "more than 16 deep");
    REQUIRE_ERROR(parse_aimet_encodings("{\"\xff\": 1}"), "the text is no JSON");
}

TEST_CASE("what AIMET's files cannot hold is not written", "[interop]") {
    const auto refused = [](const char* name, aimet_encoding each) {
        return text_of(aimet_encodings{aimet_version::v1_0_0, {{name, std::move(each)}}, {}});
    };
    const aimet_encoding good{.scales = {1.0}, .offsets = {0}, .ranges = {}};
    REQUIRE_NOTHROW(refused("a", good));
    REQUIRE_ERROR(refused("", good), "an empty name");
    REQUIRE_ERROR(refused("\xff", good), "a name is not UTF-8");
    aimet_encoding bad = good;
    bad.scales[0] = std::numeric_limits<double>::infinity();
    REQUIRE_ERROR(refused("a", bad), "'a' has the scale inf");
    bad = good;
    bad.offsets.push_back(0);
    REQUIRE_ERROR(refused("a", bad), "1 scales and 2 offsets");
    bad = good;
    bad.kind = aimet_encoding_kind::per_block;
    REQUIRE_ERROR(refused("a", bad), "blocks of 0");
    bad = good;
    bad.bitwidth = 0;
    REQUIRE_ERROR(refused("a", bad), "0 bits");
    bad = good;
    bad.is_symmetric = true;
    bad.offsets[0] = -3;
    REQUIRE_ERROR(refused("a", bad), "'a' has the offset -3");
    bad = good;
    bad.ranges = {{-1, 300}};
    REQUIRE_ERROR(refused("a", bad), "'a' has the range [-1, 300], and its scale and offset make [0, 255]");
}

TEST_CASE("AIMET's encodings are saved and loaded", "[interop]") {
    const support::scratch_folder folder;
    const aimet_encodings file = parse_aimet_encodings(file_0_6_1(channel));
    interop::save_aimet_encodings(file, folder / "x.encodings");
    REQUIRE(interop::load_aimet_encodings(folder / "x.encodings") == file);
}
