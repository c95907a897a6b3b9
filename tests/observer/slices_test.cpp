// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <map>

#include <catch2/catch_all.hpp>

#include <quanta/observer/slices.hpp>

namespace {

/// A granularity that the library does not know: neighbours on the last axis in turns.
struct even_and_odd {
    static std::size_t slices(const std::size_t*, std::size_t) { return 2; }
    static std::size_t slice_of(const std::size_t* index, const std::size_t*, std::size_t rank) {
        return index[rank - 1] % 2;
    }
    static std::size_t run(const std::size_t*, std::size_t) { return 1; }
};

/// The elements of each slice, in order, and how many parts it came in.
template <class Shared, class View>
auto sliced_up(const View& view, std::map<std::size_t, int>& parts) {
    std::map<std::size_t, std::vector<float>> elements;
    quanta::for_each_slice<Shared>(view, [&](std::size_t slice, const auto& part) {
        ++parts[slice];
        quanta::for_each_run<quanta::per_tensor>(part.extents(), [&](const quanta::run& row) {
            for (std::size_t i = 0; i < row.length; ++i)
                elements[slice].push_back(
                    quanta::first_element(part, row)[static_cast<std::ptrdiff_t>(i) * part.stride(part.rank - 1)]);
        });
    });
    return elements;
}

using slices = std::map<std::size_t, std::vector<float>>;

} // namespace

TEST_CASE("slices are whole channels and groups", "[observer]") {
    std::vector<float> memory(2 * 3 * 4);
    for (std::size_t i = 0; i < memory.size(); ++i) memory[i] = static_cast<float>(i);
    const quanta::tensor_view<const float, 3> view(memory.data(), {2, 3, 4});
    std::map<std::size_t, int> parts;

    SECTION("tensor") { CHECK(sliced_up<quanta::per_tensor>(view, parts) == slices{{0, memory}}); }
    SECTION("channel in the middle") {
        CHECK(sliced_up<quanta::per_channel<1>>(view, parts) == slices{{0, {0, 1, 2, 3, 12, 13, 14, 15}},
                                                                       {1, {4, 5, 6, 7, 16, 17, 18, 19}},
                                                                       {2, {8, 9, 10, 11, 20, 21, 22, 23}}});
    }
    SECTION("last channel") {
        const slices found = sliced_up<quanta::per_channel<-1>>(view, parts);
        CHECK(found.size() == 4);
        CHECK(found.at(1) == std::vector<float>{1, 5, 9, 13, 17, 21});
    }
    SECTION("group, the last one shorter") {
        const slices found = sliced_up<quanta::per_group<3>>(view, parts);
        CHECK(found.size() == 12);
        CHECK(found.at(2) == std::vector<float>{4, 5, 6});
        CHECK(found.at(3) == std::vector<float>{7});
    }
    for (const auto& [slice, count] : parts) CHECK(count == 1);
}

TEST_CASE("other granularities come in runs", "[observer]") {
    const std::vector<float> memory{0, 1, 2, 3, 4, 5};
    std::map<std::size_t, int> parts;
    CHECK(sliced_up<even_and_odd>(quanta::tensor_view<const float, 2>(memory.data(), {2, 3}), parts) ==
          slices{{0, {0, 2, 3, 5}}, {1, {1, 4}}});
    CHECK(parts.at(0) == 4);
}

TEST_CASE("an empty view has no slices", "[observer]") {
    std::map<std::size_t, int> parts;
    CHECK(sliced_up<quanta::per_group<3>>(quanta::tensor_view<const float, 2>(nullptr, {2, 0}), parts).empty());
}
