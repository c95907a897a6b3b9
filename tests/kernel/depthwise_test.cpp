// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/kernel/depthwise_loop.hpp>
#include <quanta/quanta.hpp>
#include <quanta/storage/pack_taps.hpp>
#include <support/failure.hpp>
#include <support/guarded_buffer.hpp>
#include <support/integer_data.hpp>

using namespace quanta;

namespace {

/// One row of `pixels` outputs over an image without padding: (height, pixels + width - 1, channels).
struct row_case {
    std::size_t pixels, channels, height, width;

    [[nodiscard]] std::size_t columns() const { return pixels + width - 1; }
    template <class T>
    [[nodiscard]] patches<T> over(const T* image, const T* padding) const {
        const auto pixel = static_cast<std::ptrdiff_t>(channels);
        const auto row = pixel * static_cast<std::ptrdiff_t>(columns());
        return {
            image,   1, channels, row, row, pixel, 1, {height, 1, height, 1, 1, 0}, {columns(), pixels, width, 1, 1, 0},
            padding, 0};
    }
};

template <class T>
struct stored_tiles {
    std::vector<T>& sums;
    std::size_t channels;

    template <class Tag>
    void consume(const epilogue::tile<T>& tile) const {
        for (std::size_t i = 0; i < tile.rows; ++i)
            for (std::size_t j = 0; j < tile.columns; ++j)
                sums[(tile.first_row + i) * channels + tile.first_column + j] += tile.values[i * tile.stride + j];
    }
};

/// Weights packed for bytes with zero point 5, or for 16-bit images with zero point 0.
template <class Format>
packed_taps packed_for(isa::id id, const tensor_view<const std::int8_t, 3>& weights,
                       const std::vector<accumulator_type<Format>>& bias) {
    const tap_format format = kernel::depthwise_format_for<typename Format::storage_type>(id);
    return pack_taps<Format, int8>(weights, format, {WideFormat<Format> ? 0 : 5, {}, bias}, id);
}

/// No accumulator may be passed on twice: each is added to what is there.
template <class Format>
void check_row(const row_case& c, support::pattern which) {
    using element = typename Format::storage_type;
    const auto image = support::integers<Format>(c.height * c.columns() * c.channels, which, 1);
    const auto weights = support::integers<int8>(c.channels * c.height * c.width, which, 2);
    using sum_type = accumulator_type<Format>;
    constexpr int zero_point = WideFormat<Format> ? 0 : 5;
    std::vector<sum_type> bias(c.channels);
    for (std::size_t channel = 0; channel < c.channels; ++channel)
        bias[channel] = (1000 - static_cast<sum_type>(channel)) * (WideFormat<Format> ? sum_type{1} << 30 : 1);
    const support::guarded_buffer<element> before(image, support::guard::before), after(image);
    const std::vector<element> padding(c.channels);
    for (const isa::id id : isa::available()) {
        const packed_taps packed = packed_for<Format>(
            id, tensor_view<const std::int8_t, 3>(weights.data(), {c.channels, c.height, c.width}), bias);
        for (const element* data : {before.data(), after.data()}) {
            const patches<element> image_patches = c.over(static_cast<const element*>(data), padding.data());
            using pixels_type = kernel::depthwise_pixels<element>;
            const std::size_t block = packed.layout().format().channels;
            aligned_buffer memory(pixels_type::bytes(image_patches, 1, block));
            pixels_type pixels(image_patches, 1, block, memory.data());
            pixels.move_to(0, 0);
            std::vector<sum_type> sums(c.pixels * c.channels, 7);
            isa::visit(id, [&](auto tag) {
                kernel::depthwise_loop<decltype(tag)>(pixels, packed,
                                                      kernel::channel_blocks{0, packed.layout().blocks()}, 0,
                                                      stored_tiles<sum_type>{sums, c.channels});
            });
            std::size_t differences = 0;
            for (std::size_t p = 0; p < c.pixels; ++p)
                for (std::size_t channel = 0; channel < c.channels; ++channel) {
                    sum_type sum = 7 + bias[channel];
                    for (std::size_t i = 0; i < c.height; ++i)
                        for (std::size_t j = 0; j < c.width; ++j)
                            sum += (image[(i * c.columns() + p + j) * c.channels + channel] - zero_point) *
                                   weights[(channel * c.height + i) * c.width + j];
                    differences += sums[p * c.channels + channel] != sum;
                }
            CAPTURE(isa::name(id), c.pixels, c.channels, c.height, c.width, static_cast<int>(which));
            REQUIRE(differences == 0);
        }
    }
}

} // namespace

TEST_CASE("depthwise kernels are exact at every remainder of pixels and channels", "[kernel][isa]") {
    for (const std::size_t channels :
         std::initializer_list<std::size_t>{1, 7, 8, 9, 15, 16, 17, 31, 32, 127, 128, 129, 145})
        for (std::size_t pixels = 1; pixels <= 16; pixels += pixels < 8 ? 1 : 4) {
            check_row<uint8>({pixels, channels, 3, 3}, support::pattern::uniform);
            check_row<int8>({pixels, channels, 2, 5}, support::pattern::all_lowest);
            check_row<int16>({pixels, channels, 3, 3}, support::pattern::uniform);
        }
}

TEST_CASE("depthwise kernels are exact for every kernel size over the full range", "[kernel][isa]") {
    for (std::size_t height = 1; height <= 5; ++height)
        for (std::size_t width = 1; width <= 7; ++width)
            for (const auto which : support::patterns) {
                check_row<uint8>({9, 17, height, width}, which);
                check_row<int8>({9, 17, height, width}, which);
                check_row<int16>({9, 17, height, width}, which);
            }
}

TEST_CASE("windows of more taps than 32 bits hold are exact in 64", "[kernel][isa]") {
    for (const auto which : support::patterns) {
        check_row<int16>({5, 17, 23, 23}, which);
        check_row<int16>({2, 16, 1, 1030}, which);
        check_row<int16>({2, 16, 2, 510}, which);
        check_row<int16>({3, 20, 1021, 1}, which);
    }
}

TEST_CASE("a long row of few channels is cut into tiles", "[kernel][isa]") {
    check_row<uint8>({600, 16, 3, 3}, support::pattern::uniform);
    check_row<uint8>({131, 130, 1, 3}, support::pattern::uniform);
}

TEST_CASE("packed taps stand in pairs, the last block begins earlier", "[kernel]") {
    const tap_format format{.pixels = 1, .channels = 4, .taps = 2, .element = 2};
    std::vector<std::int8_t> weights(6 * 9);
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = static_cast<std::int8_t>(i);
    const std::vector<std::int32_t> bias{100, 200, 300, 400, 500, 600};
    const packed_taps packed = pack_taps<uint8, int8>(tensor_view<const std::int8_t, 3>(weights.data(), {6, 3, 3}),
                                                      format, {2, {}, bias}, isa::id::reference);
    const tap_layout& layout = packed.layout();
    REQUIRE(layout.blocks() == 2);
    REQUIRE(layout.steps() == 5);
    CHECK(layout.first_channel(0) == 0);
    CHECK(layout.first_channel(1) == 2);
    CHECK(layout.block_bytes() == 4 * (4 + 5 * 2 * 2));
    std::array<std::int32_t, 4> starts{};
    std::array<std::int16_t, 40> cells{};
    std::memcpy(starts.data(), packed.block(1), sizeof starts);
    std::memcpy(cells.data(), packed.block(1) + sizeof starts, sizeof cells);
    CHECK(starts[0] == 300 - 2 * (9 * 18 + 36)); // channel 2: taps 18 to 26
    const std::array<std::int16_t, 10> taps{0, 3, 1, 4, 2, 5, 6, 7, 8, -1};
    for (std::size_t step = 0; step < 5; ++step)
        for (std::size_t lane = 0; lane < 4; ++lane)
            for (std::size_t which = 0; which < 2; ++which) {
                const std::int16_t tap = taps[2 * step + which];
                const auto expected =
                    static_cast<std::int16_t>(tap < 0 ? 0 : 9 * (lane + 2) + static_cast<std::size_t>(tap));
                REQUIRE(cells[(step * 4 + lane) * 2 + which] == expected);
            }
}

TEST_CASE("rows that two rows of outputs share keep their place among the pixels", "[kernel]") {
    std::vector<float> image(5 * 4 * 8), padding(8);
    const patches<float> over{image.data(),   1, 8, 160, 32, 8, 1, {5, 5, 3, 1, 1, 1}, {4, 4, 3, 1, 1, 1},
                              padding.data(), 0};
    aligned_buffer memory(kernel::depthwise_pixels<float>::bytes(over, 1, 8));
    kernel::depthwise_pixels<float> pixels(over, 1, 8, memory.data());
    for (const std::size_t output : std::initializer_list<std::size_t>{0, 1, 2, 4, 3, 0}) {
        pixels.move_to(0, output);
        const auto taps = pixels.from(1);
        REQUIRE(taps.step == 1);
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t j = 0; j < 5; ++j) { // the columns of the last three outputs
                const bool inside = output + i >= 1 && output + i <= 5 && j < 4;
                const float* expected = inside ? &image[((output + i - 1) * 4 + j) * 8] : padding.data();
                REQUIRE(taps.rows[i][taps.first + j] == expected);
            }
    }
}

TEST_CASE("packing refuses taps whose sum could overflow, by channel", "[kernel][errors]") {
    const std::vector<std::int8_t> weights(2 * 260 * 260, -128);
    const tensor_view<const std::int8_t, 3> taps(weights.data(), {2, 260, 260});
    REQUIRE_ERROR((pack_taps<uint8, int8>(taps, tap_format{1, 8, 1, 2}, {}, isa::id::reference)),
                  "pack_taps: channel 0 of int8 weights, 260 x 260 taps, bias 0: the accumulator could reach "
                  "-2206464000");
    CHECK(pack_taps<uint8, int8>(taps, tap_format{1, 8, 1, 2}, {128, {}, {}}, isa::id::reference).layout().channels() ==
          2);
}
