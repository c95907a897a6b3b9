// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <clocale>
#include <cmath>
#include <limits>
#include <string>

#include <catch2/catch_all.hpp>

#include <interop/golden_calibration.hpp>
#include <quanta/interop/onnx_runtime_cache.hpp>
#include <quanta/interop/onnx_runtime_calibration.hpp>
#include <support/failure.hpp>
#include <support/scratch_folder.hpp>

using namespace quanta;
using interop::onnx_runtime_calibration;
using interop::onnx_runtime_method;
using interop::parse_onnx_runtime_cache;
using interop::parse_onnx_runtime_calibration;

namespace {

const std::string small = "{\"CLS\": \"TensorsData\", \"data\": {\n\"a\": {\"lowest\": -1.5,\n\"highest\": 2}},\n"
                          "\"calibration_method\": {\"value\": \"CalibrationMethod.Entropy\"}}";

std::string with(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

} // namespace

TEST_CASE("ONNX Runtime's calibration is read as ONNX Runtime reads it", "[interop]") {
    const auto [name, method] =
        GENERATE(table<std::string, onnx_runtime_method>({{"min_max", onnx_runtime_method::min_max},
                                                          {"per_channel", onnx_runtime_method::min_max},
                                                          {"entropy", onnx_runtime_method::entropy},
                                                          {"percentile", onnx_runtime_method::percentile}}));
    CAPTURE(name);
    const golden_calibration golden = load_golden_calibration("onnx_runtime_" + name + ".json");
    const onnx_runtime_calibration found = parse_onnx_runtime_calibration(golden.text);
    REQUIRE(found.method == method);
    REQUIRE(found.ranges.size() == golden.read.size());
    for (const auto& [tensor, channels] : golden.read) {
        CAPTURE(tensor);
        REQUIRE(found.ranges.at(tensor).size() == channels.size());
        for (std::size_t i = 0; i < channels.size(); ++i)
            REQUIRE(found.ranges.at(tensor)[i] == real_range{channels[i][0], channels[i][1]});
    }
    if (method == onnx_runtime_method::min_max) REQUIRE(text_of(found) == golden.text); // to the last byte
}

TEST_CASE("ONNX Runtime's cache is read and written as ONNX Runtime does", "[interop]") {
    const golden_calibration golden = load_golden_calibration("onnx_runtime.cache");
    const interop::onnx_runtime_cache cache = parse_onnx_runtime_cache(golden.text);
    REQUIRE(cache.largest.size() == golden.read.size());
    for (const auto& [tensor, channels] : golden.read) REQUIRE(cache.largest.at(tensor) == channels[0][0]);
    REQUIRE(text_of(cache) == golden.text);
}

TEST_CASE("JSON texts that are no calibration of ONNX Runtime are refused with the line", "[interop]") {
    REQUIRE(parse_onnx_runtime_calibration(small) ==
            onnx_runtime_calibration{onnx_runtime_method::entropy, {{"a", {{-1.5, 2.0}}}}});
    const auto [from, to, message] = GENERATE(table<std::string, std::string, std::string>(
        {{"-1.5,", "-1.5", "x: line 3: the text is no JSON"},
         {"-1.5", "\"-1.5\"", "x: line 2: \"lowest\" and \"highest\" must be numbers"},
         {"-1.5", "2.5", "x: line 3: the lowest value 2.5 is above the highest, 2"},
         {"-1.5", "{\"data\": [-1.5, -2]}", "line 3: 2 numbers in \"lowest\" and 1 in \"highest\""},
         {"\"highest\"", "\"high\"", "1 numbers in \"lowest\" and 0 in \"highest\""},
         {"2}}", "2}, \"a\": {\"lowest\": 1, \"highest\": 1}}", "line 3: a second tensor 'a'"},
         {"{\"lowest\": -1.5,\n\"highest\": 2}", "3", "a value where a tensor is expected"},
         {"{\"lowest\": -1.5,\n\"highest\": 2}", "[]", "\"data\" must be an object of objects"},
         {"\"data\"", "\"dates\"", "\"data\" or \"calibration_method\" is missing"},
         {"Entropy", "Guess", "line 4: the calibration method 'CalibrationMethod.Guess' is not known"},
         {"CalibrationMethod.", "", "no name of a calibration method"}}));
    CAPTURE(from, to);
    REQUIRE_ERROR(
        parse_onnx_runtime_calibration(small.substr(0, small.rfind('}')) +
                                       ", \"calibration_method\": {\"value\": \"CalibrationMethod.MinMax\"}}"),
        "line 4: a second calibration method");
    REQUIRE_ERROR(parse_onnx_runtime_calibration(with(small, from, to), "x"), message);
}

TEST_CASE("caches of ONNX Runtime that are none are refused with the line", "[interop]") {
    REQUIRE(parse_onnx_runtime_cache("a b 1e-05\r\n\nc 2.0") ==
            interop::onnx_runtime_cache{{{"a b", 1e-5}, {"c", 2.0}}});
    REQUIRE_ERROR(parse_onnx_runtime_cache("a 1\nb\n", "x"), "x: line 2: no name, space and number");
    REQUIRE_ERROR(parse_onnx_runtime_cache("a 1\n 1\n"), "line 2: no name, space and number");
    for (const char* number : {"", "x", "1,5", "inf", "nan", "1e999", "0x1p3"})
        REQUIRE_ERROR(parse_onnx_runtime_cache("a 1\nb " + std::string(number)), "line 2: '");
    REQUIRE_ERROR(parse_onnx_runtime_cache("a -1.0\n"), "line 1: the largest value is negative, -1");
    REQUIRE_ERROR(parse_onnx_runtime_cache("a 1\na 1\n"), "line 2: a second line of 'a'");
}

TEST_CASE("what ONNX Runtime's files cannot hold is not written", "[interop]") {
    const double infinity = std::numeric_limits<double>::infinity();
    REQUIRE_ERROR(text_of(onnx_runtime_calibration{{}, {{"a", {{0, 1e39}}}}}), "of 'a', is no finite float");
    REQUIRE_ERROR(text_of(onnx_runtime_calibration{{}, {{"a", {{1, 0}}}}}), "of 'a' is not ordered");
    REQUIRE_ERROR(text_of(onnx_runtime_calibration{{}, {{"a", {}}}}), "'a' has no range");
    REQUIRE_ERROR(text_of(onnx_runtime_calibration{{}, {{"\xff", {{0, 1}}}}}), "a name is not UTF-8");
    REQUIRE_ERROR(text_of(interop::onnx_runtime_cache{{{"a", infinity}}}), "of 'a' is negative or not finite");
    REQUIRE_ERROR(text_of(interop::onnx_runtime_cache{{{"a\n", 1.0}}}), "has several lines");
}

TEST_CASE("ranges of ONNX Runtime's files", "[interop]") {
    const onnx_runtime_calibration found{onnx_runtime_method::min_max, {{"a", {{0.5, 2.0}, {-3.0, -1.0}}}}};
    REQUIRE(ranges_of(found) == interop::range_table{{"a", {{0.0, 2.0}, {-3.0, 0.0}}}});
    REQUIRE(interop::ranges_of(interop::onnx_runtime_cache{{{"a", 2.5}}}) ==
            interop::range_table{{"a", {{-2.5, 2.5}}}});
    REQUIRE(interop::onnx_runtime_cache_of({{"a", {{-5, 1}}}}) == interop::onnx_runtime_cache{{{"a", 5.0}}});
    REQUIRE_ERROR(interop::onnx_runtime_cache_of({{"a", {{-5, 1}, {-1, 1}}}}), "'a' has 2 ranges");
}

TEST_CASE("numbers of text files do not depend on the locale", "[interop]") {
    const std::string before = std::setlocale(LC_NUMERIC, nullptr);
    const char* found = nullptr;
    for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE", "fr_FR"})
        if (found == nullptr) found = std::setlocale(LC_NUMERIC, name);
    if (found == nullptr) SKIP("no locale with a decimal comma is installed");
    const onnx_runtime_calibration read = parse_onnx_runtime_calibration(small);
    const std::string written = text_of(read), cache = text_of(parse_onnx_runtime_cache("a 1.5\n"));
    std::setlocale(LC_NUMERIC, before.c_str());
    REQUIRE(read.ranges.at("a")[0] == real_range{-1.5, 2.0});
    REQUIRE(written.find("-1.5]") != std::string::npos);
    REQUIRE(cache == "a 1.5\n");
}

TEST_CASE("numbers are written as Python writes them", "[interop]") {
    const auto [value, expected] = GENERATE(table<double, std::string>({{0.0, "0.0"},
                                                                        {-0.0, "-0.0"},
                                                                        {1.0, "1.0"},
                                                                        {0.1, "0.1"},
                                                                        {100000.0, "100000.0"},
                                                                        {9999999999999998.0, "9999999999999998.0"},
                                                                        {1e16, "1e+16"},
                                                                        {1.5e300, "1.5e+300"},
                                                                        {0.0001, "0.0001"},
                                                                        {0.00001, "1e-05"},
                                                                        {5e-324, "5e-324"},
                                                                        {-1.0 / 3, "-0.3333333333333333"}}));
    REQUIRE(interop::detail::decimal_text(value) == expected);
}

TEST_CASE("ONNX Runtime's files are saved and loaded", "[interop]") {
    const support::scratch_folder folder;
    const onnx_runtime_calibration calibration = parse_onnx_runtime_calibration(small);
    interop::save_onnx_runtime_calibration(calibration, folder / "calibration.json");
    REQUIRE(interop::load_onnx_runtime_calibration(folder / "calibration.json") == calibration);
    const interop::onnx_runtime_cache cache{{{"a b", 0.1}}};
    interop::save_onnx_runtime_cache(cache, folder / "calibration.cache");
    REQUIRE(interop::load_onnx_runtime_cache(folder / "calibration.cache") == cache);
}
