// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// Calibration files that are cut off or changed at random: each is refused with an error that tells the line, or read and
// then the same after writing and reading. What is looked for, beyond that, is found by the sanitizers.
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <interop/fuzz/calibration_targets.hpp>
#include <interop/golden_calibration.hpp>
#include <support/allocation_limit.hpp>
#include <support/counting_new.hpp>

namespace {

/// How many texts were refused and read; that both happen shows that the changes are of the right size.
struct outcomes {
    std::size_t refused = 0, read = 0;

    void add(const calibration_target& target, std::string_view text) {
        static_cast<void>(support::take_largest_allocation());
        (target.refusal(text).empty() ? read : refused) += 1;
        const std::size_t largest = support::take_largest_allocation();
        if (largest > support::largest_allocation_for(text.size()))
            FAIL("an allocation of " << largest << " bytes for " << text.size());
    }
};

/// A file that each target reads.
std::string file_of(std::string_view target) {
    static const std::map<std::string_view, const char*> files{
        {"aimet_encodings", "aimet_1.0.0.encodings"}, {"ncnn_table", "ncnn.table"},
        {"onnx_runtime_cache", "onnx_runtime.cache"}, {"onnx_runtime_calibration", "onnx_runtime_min_max.json"},
        {"tensorrt_cache", "tensorrt.cache"},
    };
    return load_golden_calibration(files.at(target)).text;
}

/// Of `count` things one; the same on every machine, unlike std::uniform_int_distribution.
std::size_t one_of(std::mt19937& random, std::size_t count) { return random() % count; }

/// Puts, takes or overwrites something somewhere.
void change(std::string& text, std::mt19937& random) {
    static const std::vector<std::string> surprises{
        "0",   "-1",   "1e999",    "1e-999",   "nan",     "inf",
        "\n",  "\n\n", "\r\n",     " ",        "\t",      ":",
        ": ",  "\"",   "\\",       "\\u0",     "[",       "]",
        "{",   "}",    ",",        "null",     "true",    "99999999999999999999",
        "0.5", "\xff", "\xc3\xa9", "3f800000", "_param_", std::string(1, '\0')};
    const std::size_t at = one_of(random, text.size() + 1);
    const std::string& surprise = surprises[one_of(random, surprises.size())];
    switch (one_of(random, 4)) {
    case 0: text.insert(at, surprise); break;
    case 1: text.replace(at, surprise.size(), surprise); break;
    case 2: text.erase(at, 1 + one_of(random, 20)); break;
    default: text.insert(at, text.substr(one_of(random, text.size()), 1 + one_of(random, 60))); break;
    }
}

} // namespace

TEST_CASE("a calibration file that is cut off anywhere is refused or read", "[interop]") {
    for (const calibration_target& target : calibration_targets()) {
        CAPTURE(target.name);
        const std::string file = file_of(target.name);
        outcomes found;
        for (std::size_t size = 0; size <= file.size(); ++size)
            found.add(target, std::string_view(file).substr(0, size));
        CHECK(found.read > 0);
        CHECK(found.refused > file.size() / 5);
    }
}

TEST_CASE("calibration files that are changed at random are refused or read", "[interop]") {
    for (const calibration_target& target : calibration_targets()) {
        const std::string file = file_of(target.name);
        outcomes found;
        for (std::uint32_t seed = 0; seed < 2000; ++seed) {
            std::mt19937 random(seed);
            std::string changed = file;
            for (std::size_t i = 0; i <= one_of(random, 3); ++i) change(changed, random);
            CAPTURE(target.name, seed);
            found.add(target, changed);
        }
        CAPTURE(target.name);
        CHECK(found.read > 50);
        CHECK(found.refused > 500);
    }
}

TEST_CASE("long hostile texts cost no more memory than ten times their length", "[interop]") {
    const auto repeated = [](const char* piece, std::size_t times) {
        std::string text;
        for (std::size_t i = 0; i < times; ++i) text += piece;
        return text;
    };
    std::vector<std::string> texts{std::string(300000, '['),
                                   std::string(300000, '\n'),
                                   repeated("[0,", 100000),
                                   repeated("{\"a\":", 100000),
                                   "{\"data\":{\"a\":{\"lowest\":[" + repeated("0,", 100000),
                                   "{\"param_encodings\":[{\"scale\":[" + repeated("1,", 100000),
                                   "{\"param_encodings\":{\"a\":[" + repeated("{},", 100000),
                                   "a " + repeated("1 ", 100000),
                                   "TRT-" + std::string(300000, 'a')};
    std::string lines = "TRT-1\n", words;
    for (int i = 0; i < 60000; ++i) { // short names that differ
        const char name[] = {static_cast<char>('!' + i % 90), static_cast<char>('!' + i / 90 % 90),
                             static_cast<char>('!' + i / 8100), '\0'};
        lines.append(name).append(": 1\n");
        words.append(name).append(" 1\n");
    }
    texts.push_back(lines);
    texts.push_back(words);
    for (const calibration_target& target : calibration_targets())
        for (const std::string& text : texts) {
            CAPTURE(target.name, text.substr(0, 40));
            outcomes found;
            found.add(target, text);
        }
}
