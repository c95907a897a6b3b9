// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <zlib.h>

/// A model file taken apart, by MODEL_FILE.md and not by the library's own code, to be put together again with other
/// content and checksums that fit.
struct model_file_parts {
    std::uint32_t major = 1, minor = 0;
    std::string header;
    std::vector<std::byte> data;

    model_file_parts() = default;
    explicit model_file_parts(std::span<const std::byte> file) {
        std::uint64_t header_bytes = 0;
        std::memcpy(&major, file.data() + 8, 4);
        std::memcpy(&minor, file.data() + 12, 4);
        std::memcpy(&header_bytes, file.data() + 16, 8);
        const auto text = file.subspan(64, static_cast<std::size_t>(header_bytes));
        header.assign(reinterpret_cast<const char*>(text.data()), text.size());
        const auto arrays = file.subspan(64 + text.size());
        data.assign(arrays.begin(), arrays.end());
    }

    [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(header); }
    void set(const nlohmann::json& changed) { header = changed.dump(); }

    [[nodiscard]] std::vector<std::byte> joined() const {
        std::string filled = header;
        filled.resize((filled.size() + 63) / 64 * 64, ' ');
        std::vector<std::byte> file(64);
        const unsigned char magic[] = {0x89, 'Q', 'N', 'T', '\r', '\n', 0x1a, '\n'};
        std::memcpy(file.data(), magic, sizeof magic);
        put(file, 8, major);
        put(file, 12, minor);
        put(file, 16, static_cast<std::uint64_t>(filled.size()));
        put(file, 24, static_cast<std::uint64_t>(data.size()));
        put(file, 32, checksum(filled.data(), filled.size()));
        put(file, 36, checksum(data.data(), data.size()));
        put(file, 60, checksum(file.data(), 60));
        const auto text = std::as_bytes(std::span(filled));
        file.insert(file.end(), text.begin(), text.end());
        file.insert(file.end(), data.begin(), data.end());
        return file;
    }

    static std::uint32_t checksum(const void* bytes, std::size_t count) {
        return static_cast<std::uint32_t>(
            crc32(0, static_cast<const unsigned char*>(bytes), static_cast<unsigned>(count)));
    }

private:
    template <class Number>
    static void put(std::vector<std::byte>& file, std::size_t offset, Number value) {
        std::memcpy(file.data() + offset, &value, sizeof value);
    }
};
