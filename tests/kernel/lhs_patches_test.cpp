// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/kernel/kernel_table.hpp>
#include <quanta/kernel/lhs_matrix.hpp>
#include <quanta/kernel/lhs_patches.hpp>
#include <support/failure.hpp>
#include <support/guarded_buffer.hpp>
#include <support/integer_data.hpp>

using namespace quanta;

static_assert(kernel::LhsSource<kernel::lhs_matrix<std::uint8_t>>);
static_assert(kernel::LhsSource<kernel::lhs_patches<std::uint8_t>>);
static_assert(!kernel::LhsSource<std::vector<std::uint8_t>>);

namespace {

/// What `to` must hold at row p, place k.
template <class T>
T expected(const patches<T>& from, std::size_t p, std::size_t k) {
    const std::size_t x = p % from.across.outputs, y = p / from.across.outputs % from.down.outputs;
    const std::size_t tap = k / from.channels, c = k % from.channels;
    const std::ptrdiff_t row =
        from.down.start(y) + static_cast<std::ptrdiff_t>(tap / from.across.taps) * from.down.dilation;
    const std::ptrdiff_t column =
        from.across.start(x) + static_cast<std::ptrdiff_t>(tap % from.across.taps) * from.across.dilation;
    const std::size_t image = p / from.across.outputs / from.down.outputs;
    if (row < 0 || row >= static_cast<std::ptrdiff_t>(from.down.pixels) || column < 0 ||
        column >= static_cast<std::ptrdiff_t>(from.across.pixels))
        return from.padding_of(image)[c];
    return from.image[static_cast<std::ptrdiff_t>(image) * from.image_stride + row * from.row_stride +
                      column * from.pixel_stride + static_cast<std::ptrdiff_t>(c) * from.channel_stride];
}

/// What pixels outside of two images hold, once for each of three taps across.
template <class T>
std::vector<T> repeated(const std::vector<T>& pixels) {
    std::vector<T> values;
    for (std::size_t image = 0; image < 2; ++image)
        for (std::size_t k = 0; k < 3 * pixels.size() / 2; ++k)
            values.push_back(pixels[image * pixels.size() / 2 + k % (pixels.size() / 2)]);
    return values;
}

/// Two images of 5 x 6 pixels, NHWC or NCHW, each with a padding of its own; a window of 2 x 3 that leaves them everywhere.
template <class T>
patches<T> patches_over(const T* image, const T* padding, std::size_t channels, bool planar, std::ptrdiff_t dilation) {
    const auto c = static_cast<std::ptrdiff_t>(channels);
    return {.image = image,
            .images = 2,
            .channels = channels,
            .image_stride = 30 * c,
            .row_stride = planar ? 6 : 6 * c,
            .pixel_stride = planar ? 1 : c,
            .channel_stride = planar ? 30 : 1,
            .down = {5, 4, 2, 2, 1, 1},
            .across = {6, 7, 3, 1, dilation, 2},
            .padding = padding,
            .padding_stride = 3 * c};
}

} // namespace

TEMPLATE_TEST_CASE("patches are gathered, in whole and in parts, on every instruction set", "[kernel][isa]",
                   std::uint8_t, std::int8_t) {
    using format = std::conditional_t<std::is_signed_v<TestType>, int8, uint8>;
    for (const std::size_t channels : std::initializer_list<std::size_t>{1, 2, 3, 4, 5, 11, 16, 40})
        for (const bool planar : {false, true})
            for (const std::ptrdiff_t dilation : {1, 2}) {
                const support::guarded_buffer<TestType> image(
                    support::integers<format>(60 * channels, support::pattern::uniform, 1));
                const support::guarded_buffer<TestType> padding(
                    repeated(support::integers<format>(2 * channels, support::pattern::uniform, 2)));
                const auto from = patches_over(image.data(), padding.data(), channels, planar, dilation);
                const std::size_t depth = from.depth();
                for (const isa::id id : isa::available())
                    for (const std::size_t first : std::initializer_list<std::size_t>{0, 5, 27}) {
                        const std::size_t count = first == 5 ? 13 : from.rows() - first;
                        const support::guarded_buffer<TestType> rows(count * depth);
                        const support::guarded_buffer<std::int16_t> widened(count * depth);
                        const auto step = static_cast<std::ptrdiff_t>(depth);
                        isa::visit(id, [&](auto tag) {
                            kernel::gather_patches<decltype(tag)>(from, first, count, rows.data(), step);
                            kernel::gather_patches<decltype(tag)>(from, first, count, widened.data(), step);
                        });
                        std::size_t differences = 0;
                        for (std::size_t p = 0; p < count; ++p)
                            for (std::size_t k = 0; k < depth; ++k) {
                                const TestType want = expected(from, first + p, k);
                                differences += (rows[p * depth + k] != want) + (widened[p * depth + k] != want);
                            }
                        CAPTURE(isa::name(id), channels, planar, dilation, first);
                        REQUIRE(differences == 0);
                    }
            }
}

TEST_CASE("rows of pointers lead to the values that would be gathered", "[kernel]") {
    const auto image = support::floats(60 * 8, 1.0F, 1), padding = repeated(support::floats(2 * 8, 1.0F, 2));
    for (const std::ptrdiff_t dilation : {1, 3}) {
        auto from = patches_over(image.data(), padding.data(), 8, false, dilation);
        using reading = kernel::gemm_kernel<isa::portable, float, float>::type; // 4 rows at a time
        const kernel::lhs_patches<float> lhs(from);
        aligned_buffer memory(kernel::read_patches(reading::format, 6, 8, true).workspace_bytes(reading::format, 29));
        const auto block = lhs.prepare<isa::portable, reading>(3, 29, memory.data());
        REQUIRE(block.taps == 6);
        REQUIRE(block.depth == 8);
        const kernel::row_groups groups(29, reading::format.rows);
        REQUIRE(groups.count() == 8);
        for (std::size_t group = 0; group < groups.count(); ++group) {
            const std::size_t height = groups.height(group);
            const float* const* rows = block.pointers(groups.top(group), height, nullptr);
            for (std::size_t i = 0; i < height; ++i)
                for (std::size_t k = 0; k < 48; ++k) {
                    const float want = expected(from, 3 + groups.top(group) + i, k);
                    REQUIRE(rows[k / 8 * height + i][k % 8] == want);
                }
        }
    }
}

TEST_CASE("patches are read in place where the kernel and the layout allow it", "[kernel]") {
    constexpr tile_format widening{6, 16, 8, 2, 1, false, true}, fours{6, 16, 8, 4, 1, true, false};
    CHECK(!kernel::read_patches(widening, 9, 64, true).in_place);
    CHECK(!kernel::read_patches(widening, 1, 64, true).in_place);
    CHECK(kernel::read_patches(fours, 9, 64, true).in_place);
    CHECK(!kernel::read_patches(fours, 9, 64, false).in_place);
    CHECK(!kernel::read_patches(fours, 9, 66, true).in_place); // cells do not go on from tap to tap
    CHECK(kernel::read_patches(fours, 1, 66, true).in_place);
    CHECK(!kernel::read_patches(fours, 9, 4, true).in_place); // pointers would be larger than what they point at
    CHECK(kernel::read_patches(fours, 9, 64, true).row_bytes == 9 * sizeof(void*));
    CHECK(kernel::read_patches(widening, 9, 3, true).row_bytes == 64); // 27 values of 2 bytes
    CHECK(kernel::read_patches(fours, 9, 64, true).workspace_bytes(fours, 7) == 12 * 9 * sizeof(void*));
    CHECK(kernel::read_patches(fours, 0, 64, true).workspace_bytes(fours, 7) == 0);
    REQUIRE_ERROR(kernel::read_patches(widening, 1, std::size_t{1} << 62, true).workspace_bytes(widening, 7),
                  "patches");
}

TEST_CASE("the sums of patches leave the padding out", "[kernel][isa]") {
    for (const bool planar : {false, true})
        for (const std::ptrdiff_t dilation : {1, 2}) {
            const auto image = support::integers<int8>(60 * 5, support::pattern::uniform, 1);
            const std::vector<std::int8_t> padding(30, 7);
            const auto from = patches_over(image.data(), padding.data(), 5, planar, dilation);
            for (const isa::id id : isa::available()) {
                std::vector<std::int32_t> sums(from.rows());
                isa::visit(id, [&](auto tag) {
                    kernel::sum_patches<decltype(tag)>(from, 0, from.rows(), 7,
                                                       [&](std::size_t p, std::int32_t sum) { sums[p] = sum; });
                });
                for (std::size_t p = 0; p < from.rows(); ++p) {
                    std::int32_t want = 0;
                    for (std::size_t k = 0; k < from.depth(); ++k) want += expected(from, p, k) - 7;
                    REQUIRE(sums[p] == want);
                }
            }
        }
}
