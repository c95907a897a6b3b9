// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// Files that are changed at random or one change after the other: each is refused with an error, or loaded and then the
// same after saving and loading. What is looked for, beyond that, is found by the sanitizers.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <interop/fuzz/model_file_target.hpp>
#include <interop/model_file_parts.hpp>
#include <support/allocation_limit.hpp>
#include <support/counting_new.hpp>

using nlohmann::json;
using file_bytes = std::vector<std::byte>;

namespace {

/// How many files were refused and loaded; that both happen shows that the changes are of the right size.
struct outcomes {
    std::size_t refused = 0, loaded = 0;

    /// Error besides if an allocation was asked for that is out of proportion to the file.
    void add(std::span<const std::byte> file) {
        static_cast<void>(support::take_largest_allocation());
        (refusal(file).empty() ? loaded : refused) += 1;
        const std::size_t largest = support::take_largest_allocation();
        if (largest > support::largest_allocation_for(file.size()))
            FAIL("an allocation of " << largest << " bytes for " << file.size());
    }
};

/// Of `count` things one; the same on every machine, unlike std::uniform_int_distribution.
std::size_t one_of(std::mt19937& random, std::size_t count) { return random() % count; }

/// All values of a JSON document, so that they can be changed in place.
void collect(json& value, std::vector<json*>& all) {
    all.push_back(&value);
    if (value.is_structured())
        for (json& each : value) collect(each, all);
}

/// What a number, a string or anything else of a header might be in a hostile file.
const std::vector<json>& surprises() {
    static const std::vector<json> values{0,
                                          1,
                                          2,
                                          3,
                                          7,
                                          -1,
                                          255,
                                          256,
                                          1 << 20,
                                          (1 << 20) + 1,
                                          2147483647,
                                          2147483648,
                                          -2147483648LL,
                                          4294967295,
                                          9007199254740991,
                                          9007199254740992,
                                          9223372036854775807,
                                          18446744073709551615ULL,
                                          0.5,
                                          1e300,
                                          -0.0,
                                          nullptr,
                                          true,
                                          "",
                                          "x",
                                          "0x1p+0",
                                          "-inf",
                                          "int4",
                                          "f32",
                                          "i2",
                                          "weights",
                                          "none",
                                          json::array(),
                                          json::object(),
                                          json::array({0}),
                                          json::array({1, 1}),
                                          json::array({4611686018427387904, 4}),
                                          json::array({0, 0, 0, 0})};
    return values;
}

/// Changes a value, or the structure around it.
void change_somewhere(json& header, std::mt19937& random) {
    std::vector<json*> all;
    collect(header, all);
    json& target = *all[one_of(random, all.size())];
    const json other = *all[one_of(random, all.size())];
    switch (one_of(random, 6)) {
    case 0: target = surprises()[one_of(random, surprises().size())]; break;
    case 1: target = other; break;
    case 2:
        if (target.is_array() && !target.empty())
            target.erase(one_of(random, target.size()));
        else if (target.is_object() && !target.empty())
            target.erase(std::next(target.begin(), static_cast<std::ptrdiff_t>(one_of(random, target.size()))));
        break;
    case 3:
        if (target.is_array())
            target.push_back(other);
        else if (target.is_object())
            target["another"] = other;
        break;
    case 4:
        if (target.is_array() && target.size() > 1) std::swap(target[0], target[one_of(random, target.size())]);
        break;
    default:
        if (target.is_number_integer())
            target = static_cast<std::int64_t>(target.get<std::uint64_t>() + one_of(random, 5) - 2);
    }
}

} // namespace

TEST_CASE("a file that is cut off anywhere is refused", "[interop]") {
    const file_bytes file = model_file_seeds()[0];
    outcomes found;
    for (std::size_t size = 0; size < file.size(); ++size) found.add(std::span(file).first(size));
    CHECK(found.loaded == 0);
}

TEST_CASE("a file in which any bit differs is refused", "[interop]") {
    file_bytes file = model_file_seeds()[0];
    std::size_t loaded = 0;
    for (std::size_t bit = 0; bit < file.size() * 8; ++bit) {
        const auto flipped = static_cast<std::byte>(1U << bit % 8);
        file[bit / 8] ^= flipped;
        loaded += refusal(file).empty();
        file[bit / 8] ^= flipped;
    }
    CHECK(loaded == 0);
}

TEST_CASE("bytes of a header change, and its checksum with them", "[interop]") {
    for (std::size_t seed = 0; seed < 2; ++seed) {
        const model_file_parts parts(model_file_seeds()[seed]);
        std::mt19937 random(static_cast<std::uint32_t>(seed));
        outcomes found;
        for (int round = 0; round < 300; ++round) {
            model_file_parts changed = parts;
            for (std::size_t i = 0; i <= one_of(random, 3); ++i) {
                const std::size_t at = one_of(random, changed.header.size());
                const char digit = "0123456789\"[]{},:-. x\xff"[one_of(random, 22)];
                switch (one_of(random, 3)) {
                case 0: changed.header[at] = digit; break;
                case 1: changed.header.insert(at, 1, digit); break;
                default: changed.header.erase(at, 1 + one_of(random, 20)); break;
                }
            }
            CAPTURE(seed, round);
            found.add(changed.joined());
        }
        CHECK(found.refused > 200);
        CHECK(found.loaded > 0);
    }
}

TEST_CASE("every number of a header becomes every surprising value", "[interop]") {
    const model_file_parts parts(model_file_seeds()[1]);
    json header = parts.json();
    std::vector<json*> all;
    collect(header, all);
    outcomes found;
    std::size_t turn = 0;
    for (json* each : all) {
        if (each->is_structured()) continue;
        const json before = *each;
        // A fifth of the values each time, to be quick; the next of its kind gets the next fifth.
        for (std::size_t i = turn++ % 5; i < surprises().size(); i += 5) {
            *each = surprises()[i];
            model_file_parts changed = parts;
            changed.set(header);
            CAPTURE(changed.header);
            found.add(changed.joined());
        }
        *each = before;
    }
    CHECK(found.refused > 900);
    CHECK(found.loaded > 0);
}

TEST_CASE("values of a header change places, vanish and are repeated", "[interop]") {
    for (std::size_t seed = 0; seed < 2; ++seed) {
        const model_file_parts parts(model_file_seeds()[seed]);
        outcomes found;
        for (std::uint32_t round = 0; round < 200; ++round) {
            std::mt19937 random(round);
            json header = parts.json();
            for (std::size_t i = 0; i <= one_of(random, 2); ++i) change_somewhere(header, random);
            model_file_parts changed = parts;
            changed.set(header);
            CAPTURE(seed, round);
            found.add(changed.joined());
        }
        CHECK(found.refused > 100);
        CHECK(found.loaded > 10);
    }
}

TEST_CASE("bytes of the data change, and their checksum with them", "[interop]") {
    for (std::size_t seed = 0; seed < 2; ++seed) {
        const model_file_parts parts(model_file_seeds()[seed]);
        std::mt19937 random(7);
        outcomes found;
        for (int round = 0; round < 200; ++round) {
            model_file_parts changed = parts;
            changed.data[one_of(random, changed.data.size())] = static_cast<std::byte>(random() & 255);
            if (one_of(random, 8) == 0) changed.data.resize(one_of(random, changed.data.size() + 10));
            CAPTURE(seed, round);
            found.add(changed.joined());
        }
        CHECK(found.refused > 30);
        CHECK(found.loaded > 30);
    }
}

TEST_CASE("long hostile headers cost no more memory than ten times their length", "[interop]") {
    const auto repeated = [](const char* piece, std::size_t times) {
        std::string text;
        for (std::size_t i = 0; i < times; ++i) text += piece;
        return text;
    };
    const model_file_parts parts(model_file_seeds()[0]);
    const std::string tensor = R"({"name":"a","shape":[1]},)",
                      node = R"({"name":"a","operation":"relu","inputs":[0]},)";
    outcomes found;
    for (const std::string& header :
         {repeated("[", 100000), repeated("\n", 100000), repeated("[0,", 50000), "[" + repeated("0,", 100000) + "0]",
          repeated("{\"a\":", 50000), "{\"arrays\":[" + repeated("{},", 50000) + "{}]}",
          "{\"kind\":\"float\",\"arrays\":[],\"tensors\":[" + repeated(tensor.c_str(), 5000) + "{}]}",
          "{\"kind\":\"float\",\"arrays\":[],\"tensors\":[],\"nodes\":[" + repeated(node.c_str(), 5000) + "{}]}"}) {
        model_file_parts changed = parts;
        changed.header = header;
        CAPTURE(header.substr(0, 80));
        found.add(changed.joined());
    }
    CHECK(found.loaded == 0);
}

TEST_CASE("text of the fuzzer's kind is put together as files", "[interop]") {
    const model_file_parts parts(model_file_seeds()[0]);
    std::string text = parts.json().dump();
    text.push_back('\0');
    file_bytes input;
    for (const char each : text) input.push_back(static_cast<std::byte>(each));
    input.insert(input.end(), parts.data.begin(), parts.data.end());
    CHECK(refusal_of_parts(input) == "");
    CHECK(refusal_of_parts(std::span(input).first(20)) != "");
}
