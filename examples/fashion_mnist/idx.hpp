// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <quanta/core/contracts.hpp>

namespace demo {

/// Fills `bytes` as far as it has any, and returns how many it had.
template <class T>
concept ByteSource = requires(T& source, std::span<std::byte> bytes) {
    { source.read(bytes) } -> std::same_as<std::size_t>;
};

/// A tensor of unsigned bytes, last axis innermost.
template <std::size_t Rank>
struct idx_tensor {
    std::array<std::size_t, Rank> extents{};
    std::vector<std::uint8_t> values;
};

namespace detail {

/// A big-endian number of four bytes at `offset`.
template <ByteSource Source>
[[nodiscard]] std::uint32_t read_number(Source& source, std::size_t offset, std::string_view meaning) {
    std::array<std::byte, 4> bytes{};
    const std::size_t got = source.read(bytes);
    quanta::check(got == bytes.size(), "ends at offset ", offset + got, ", inside ", meaning);
    std::uint32_t number = 0;
    for (const std::byte byte : bytes) number = number << 8 | std::to_integer<std::uint32_t>(byte);
    return number;
}

/// Grows as the bytes arrive: a header that lies costs no more memory than the file has data.
template <ByteSource Source>
[[nodiscard]] std::vector<std::uint8_t> read_values(Source& source, std::size_t offset, std::size_t promised) {
    constexpr std::size_t first_step = 4096;
    std::vector<std::uint8_t> values;
    while (values.size() < promised) { // as much again as has arrived already
        const std::size_t begin = values.size(), wanted = std::min(std::max(first_step, begin), promised - begin);
        values.resize(begin + wanted);
        const std::size_t got = source.read(std::as_writable_bytes(std::span(values).subspan(begin)));
        quanta::check(got == wanted, "ends at offset ", offset + begin + got, ", its header promises ", promised,
                      " values up to offset ", offset + promised);
    }
    std::array<std::byte, 1> further{};
    quanta::check(source.read(further) == 0, "goes on at offset ", offset + promised, ", where its header's ", promised,
                  " values end");
    return values;
}

} // namespace detail

/// Reads the IDX format (http://yann.lecun.com/exdb/mnist) with unsigned bytes in `Rank` axes:
/// the bytes 0, 0, 8 and `Rank`, each extent as a big-endian number of four bytes, the values.
/// Error saying what is wrong at which offset; nothing that the bytes claim is believed before it is there.
template <std::size_t Rank, ByteSource Source>
[[nodiscard]] idx_tensor<Rank> read_idx(Source& source) {
    constexpr std::uint32_t expected = 0x800 + Rank;
    const std::uint32_t magic = detail::read_number(source, 0, "the magic number");
    quanta::check(magic == expected, "has the magic number ", magic, " at offset 0, an IDX file of unsigned bytes in ",
                  Rank, " axes has ", expected);
    idx_tensor<Rank> tensor;
    std::size_t offset = 4, promised = 1;
    for (std::size_t& extent : tensor.extents) {
        extent = detail::read_number(source, offset, "an extent");
        quanta::check(extent != 0, "has an extent of 0 at offset ", offset);
        quanta::check(promised <= std::numeric_limits<std::int64_t>::max() / extent, "has the extent ", extent,
                      " at offset ", offset, ", which makes more values than any file holds");
        promised *= extent;
        offset += 4;
    }
    tensor.values = detail::read_values(source, offset, promised);
    return tensor;
}

} // namespace demo
