// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <zlib.h>

#include <quanta/core/checked_size.hpp>
#include <quanta/core/contracts.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// The version that is written. Files of the same major version can be read, whatever their minor version is.
inline constexpr std::uint32_t model_file_major = 1, model_file_minor = 0;

/// Bytes before the header, and the alignment of the header's end and of each array.
inline constexpr std::size_t prologue_bytes = 64, array_alignment = 64;

/// The longest header, in bytes.
inline constexpr std::size_t largest_header = std::size_t{16} << 20;

/// As in PNG's: a byte that is no text, a name, and line ends that show whether the file was transferred as text.
inline constexpr std::array<unsigned char, 8> model_file_magic{0x89, 'Q', 'N', 'T', 0x0D, 0x0A, 0x1A, 0x0A};

/// What stands before the header: see MODEL_FILE.md.
struct prologue {
    std::uint32_t major = model_file_major, minor = model_file_minor;
    std::uint64_t header_bytes = 0, data_bytes = 0;
    std::uint32_t header_checksum = 0, data_checksum = 0;
};

/// CRC-32 of `bytes`, going on from that of what stands before them.
[[nodiscard]] inline std::uint32_t checksum(std::span<const std::byte> bytes, std::uint32_t before = 0) {
    if (bytes.empty()) return before; // zlib takes a null pointer for a wish to start anew
    return static_cast<std::uint32_t>(
        crc32_z(before, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

/// "0x0012cafe"
[[nodiscard]] inline std::string hexadecimal(std::uint32_t value) {
    std::string digits = "0x00000000";
    for (std::size_t i = digits.size(); i-- > 2; value >>= 4) digits[i] = "0123456789abcdef"[value & 15];
    return digits;
}

/// The little-endian number at `offset`.
template <class Unsigned>
[[nodiscard]] Unsigned read_number(std::span<const std::byte> bytes, std::size_t offset) {
    static_assert(std::is_unsigned_v<Unsigned>);
    Unsigned value = 0;
    for (std::size_t i = sizeof(Unsigned); i-- > 0;)
        value = static_cast<Unsigned>(value << 8 | std::to_integer<Unsigned>(bytes[offset + i]));
    return value;
}

template <class Unsigned>
void write_number(std::span<std::byte> bytes, std::size_t offset, Unsigned value) {
    for (std::size_t i = 0; i < sizeof(Unsigned); ++i)
        bytes[offset + i] = static_cast<std::byte>(static_cast<unsigned char>(value >> 8 * i));
}

[[nodiscard]] inline std::array<std::byte, prologue_bytes> encode(const prologue& start) {
    std::array<std::byte, prologue_bytes> bytes{};
    std::memcpy(bytes.data(), model_file_magic.data(), model_file_magic.size());
    write_number(bytes, 8, start.major);
    write_number(bytes, 12, start.minor);
    write_number(bytes, 16, start.header_bytes);
    write_number(bytes, 24, start.data_bytes);
    write_number(bytes, 32, start.header_checksum);
    write_number(bytes, 36, start.data_checksum);
    write_number(bytes, 60, checksum(std::span(bytes).first(60)));
    return bytes;
}

/// Error unless the file is as long as its prologue says.
inline void check_lengths(const prologue& start, std::size_t file_bytes, std::string_view file) {
    check(start.header_bytes <= largest_header && start.header_bytes % array_alignment == 0, file,
          ": offset 16: a header of ", start.header_bytes, " bytes, it must be a multiple of ", array_alignment,
          " and at most ", largest_header);
    check(start.data_bytes <= largest_size - largest_header - prologue_bytes, file, ": offset 24: data of ",
          start.data_bytes, " bytes are more than memory can hold");
    const std::uint64_t expected = prologue_bytes + start.header_bytes + start.data_bytes;
    check(file_bytes >= expected, file, ": is cut off: it has ", file_bytes, " bytes of the ", expected,
          " that its prologue names");
    check(file_bytes == expected, file, ": offset ", expected, ": ", file_bytes - expected, " bytes behind its end");
}

/// The prologue of a whole file. Errors, which begin with `file`: another format, another major version, damage,
/// another length than the file's.
[[nodiscard]] inline prologue decode_prologue(std::span<const std::byte> bytes, std::string_view file) {
    const std::size_t known = std::min(bytes.size(), model_file_magic.size());
    check(known > 0, file, ": is empty");
    check(std::memcmp(bytes.data(), model_file_magic.data(), known) == 0, file,
          ": offset 0: is no model file of quanta, which begins with 89 51 4e 54 0d 0a 1a 0a");
    check(bytes.size() >= prologue_bytes, file, ": is cut off: it has ", bytes.size(), " bytes of a prologue of ",
          prologue_bytes);
    const prologue start{.major = read_number<std::uint32_t>(bytes, 8),
                         .minor = read_number<std::uint32_t>(bytes, 12),
                         .header_bytes = read_number<std::uint64_t>(bytes, 16),
                         .data_bytes = read_number<std::uint64_t>(bytes, 24),
                         .header_checksum = read_number<std::uint32_t>(bytes, 32),
                         .data_checksum = read_number<std::uint32_t>(bytes, 36)};
    check(start.major == model_file_major, file, ": offset 8: version ", start.major, ".", start.minor,
          " of the format, and this program reads ", model_file_major, ".x");
    const auto stated = read_number<std::uint32_t>(bytes, 60), computed = checksum(bytes.first(60));
    check(stated == computed, file, ": offset 60: the prologue's checksum is ", hexadecimal(computed), ", not ",
          hexadecimal(stated), ": it is damaged");
    const auto reserved = bytes.subspan(40, 20);
    check(start.minor > model_file_minor ||
              std::all_of(reserved.begin(), reserved.end(), [](std::byte each) { return each == std::byte{0}; }),
          file, ": offset 40: 20 bytes that must be zero in version ", start.major, ".", start.minor);
    check_lengths(start, bytes.size(), file);
    return start;
}

} // namespace detail

} // namespace quanta::interop
