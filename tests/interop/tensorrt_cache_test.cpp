// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

#include <catch2/catch_all.hpp>

#include <interop/golden_calibration.hpp>
#include <quanta/interop/tensorrt_cache.hpp>
#include <support/failure.hpp>
#include <support/scratch_folder.hpp>

using namespace quanta;
using interop::parse_tensorrt_cache;
using interop::tensorrt_cache;

TEST_CASE("TensorRT's cache is read as Model Optimizer reads it, and written as TensorRT writes it", "[interop]") {
    const golden_calibration golden = load_golden_calibration("tensorrt.cache");
    const tensorrt_cache cache = parse_tensorrt_cache(golden.text);
    REQUIRE(cache.header == "TRT-8501-EntropyCalibration2");
    REQUIRE(cache.scales.size() == golden.read.size());
    for (const auto& [name, channels] : golden.read) {
        CAPTURE(name);
        REQUIRE(double{cache.scales.at(name)} == channels[0][0]);
    }
    REQUIRE(text_of(cache) == golden.text);
}

TEST_CASE("names of a TensorRT cache may hold colons and spaces", "[interop]") {
    const tensorrt_cache cache = parse_tensorrt_cache("TRT-7000-MinMaxCalibration\r\n"
                                                      "a: b: c: 3f800000\r\n"
                                                      "\n"
                                                      "x:0: 40000000\n"
                                                      "short: 0");
    REQUIRE(cache == tensorrt_cache{"TRT-7000-MinMaxCalibration", {{"a: b: c", 1.0F}, {"x:0", 2.0F}, {"short", 0.0F}}});
    REQUIRE(parse_tensorrt_cache(text_of(cache)) == cache);
}

TEST_CASE("any scale of a TensorRT cache is written and read to the last bit", "[interop]") {
    constexpr std::uint32_t seed = 5;
    CAPTURE(seed);
    std::mt19937 random(seed);
    tensorrt_cache cache{"TRT-1-x", {}};
    for (int i = 0; i < 2000; ++i) {
        const auto scale = std::bit_cast<float>(static_cast<std::uint32_t>(random()) >> 1);
        if (std::isfinite(scale)) cache.scales["t" + std::to_string(i)] = scale;
    }
    REQUIRE(cache.scales.size() > 1900);
    REQUIRE(parse_tensorrt_cache(text_of(cache)) == cache);
}

TEST_CASE("a TensorRT cache that is none is refused with the line", "[interop]") {
    const std::string header = "TRT-8501-EntropyCalibration2\n", start = header + "a: 3f800000\n";
    REQUIRE_ERROR(parse_tensorrt_cache("", "x.cache"), "x.cache: is empty");
    REQUIRE_ERROR(parse_tensorrt_cache("a: 3f800000\n", "x.cache"), "x.cache: line 1: 'a: 3f800000' is no header");
    REQUIRE_ERROR(parse_tensorrt_cache(start + "b 3f800000\n", "x.cache"), "x.cache: line 3: no name, colon");
    REQUIRE_ERROR(parse_tensorrt_cache(start + ": 3f800000\n"), "line 3: no name, colon");
    for (const char* digits : {"", "3f80000g", "3f8000000", "-3f80000", "0x3f8000", " 3f800000", "3f800000 "})
        REQUIRE_ERROR(parse_tensorrt_cache(start + "b: " + digits + "\nc: 3f800000"), "line 3: '");
    for (const char* digits : {"7f800000", "7fc00000", "ff800000", "bf800000", "80000000"})
        REQUIRE_ERROR(parse_tensorrt_cache(start + "b: " + digits),
                      "no hexadecimal form of a finite float that is not negative");
    REQUIRE_ERROR(parse_tensorrt_cache(start + "a: 3f800000\n"), "line 3: a second scale of 'a'");
}

TEST_CASE("what a TensorRT cache cannot hold is not written", "[interop]") {
    REQUIRE_ERROR(text_of(tensorrt_cache{"", {}}), "is no header");
    REQUIRE_ERROR(text_of(tensorrt_cache{"TRT-1-x\ny", {}}), "is no header");
    REQUIRE_ERROR(text_of(tensorrt_cache{"TRT-1-x", {{"a\nb", 1.0F}}}), "has several lines");
    REQUIRE_ERROR(text_of(tensorrt_cache{"TRT-1-x", {{"", 1.0F}}}), "is empty");
    for (const float scale : {-1.0F, -0.0F, std::numeric_limits<float>::infinity(), std::nanf("")})
        REQUIRE_ERROR(text_of(tensorrt_cache{"TRT-1-x", {{"a", scale}}}), "of 'a' is negative or not finite");
}

TEST_CASE("ranges become scales of a TensorRT cache and back", "[interop]") {
    const interop::range_table ranges{{"a", {{-1.0, 2.54}}}, {"b", {{-127.0, 0.0}}}};
    const tensorrt_cache cache = interop::tensorrt_cache_of(ranges, "TRT-8501-EntropyCalibration2");
    REQUIRE(cache.scales.at("a") == static_cast<float>(2.54 / 127));
    REQUIRE(cache.scales.at("b") == 1.0F);
    REQUIRE(ranges_of(cache).at("b") == std::vector<real_range>{{-127.0, 127.0}});
    REQUIRE_ERROR(interop::tensorrt_cache_of({{"w", {{-1, 1}, {-2, 2}}}}, "TRT-1-x"), "'w' has 2 ranges");

    const interop::parameter_table parameters = interop::parameters_of(ranges_of(cache), {-127, 127, true});
    REQUIRE(parameters.at("a")[0].scale == cache.scales.at("a"));
    REQUIRE(parameters.at("a")[0].zero_point == 0);
    REQUIRE(interop::ranges_of(parameters, {-127, 127, true}) == ranges_of(cache));
}

TEST_CASE("a TensorRT cache is saved and loaded", "[interop]") {
    const support::scratch_folder folder;
    const tensorrt_cache cache{"TRT-8501-EntropyCalibration2", {{"data", 0.5F}}};
    interop::save_tensorrt_cache(cache, folder / "x.cache");
    REQUIRE(interop::load_tensorrt_cache(folder / "x.cache") == cache);
    REQUIRE(folder.files() == 1);
    REQUIRE_ERROR(interop::load_tensorrt_cache(folder / "absent"), "absent: cannot be opened");
}
