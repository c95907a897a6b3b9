// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

#include <quanta/interop/model_file/file_writer.hpp>
#include <quanta/interop/partial_file.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

inline void write_file(const file_writer& contents, const std::filesystem::path& path) {
    partial_file file(path);
    contents.write([&](std::span<const std::byte> part) { file.append(part); });
    file.finish();
}

[[nodiscard]] inline std::vector<std::byte> written_bytes(const file_writer& contents) {
    std::vector<std::byte> bytes;
    contents.write([&](std::span<const std::byte> part) { bytes.insert(bytes.end(), part.begin(), part.end()); });
    return bytes;
}

} // namespace detail

} // namespace quanta::interop
