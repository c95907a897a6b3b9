// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>
#include <system_error>
#include <utility>

#include <quanta/core/contracts.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// A file that is deleted again unless it was finished.
class partial_file {
public:
    explicit partial_file(const std::filesystem::path& target) : target_(target), path_(target) {
        path_ += ".partial";
        file_ = std::fopen(path_.string().c_str(), "wb");
        check(file_ != nullptr, path_.string(), ": cannot be written: ", std::strerror(errno));
    }
    partial_file(const partial_file&) = delete;
    partial_file& operator=(const partial_file&) = delete;
    ~partial_file() {
        if (file_ != nullptr) std::fclose(file_);
        std::error_code ignored;
        if (!is_finished_) std::filesystem::remove(path_, ignored);
    }

    void append(std::span<const std::byte> bytes) {
        const std::size_t written = bytes.empty() ? 0 : std::fwrite(bytes.data(), 1, bytes.size(), file_);
        check(written == bytes.size(), path_.string(), ": cannot be written: ", std::strerror(errno));
    }

    /// Gives the file its name.
    void finish() {
        const int closed = std::fclose(std::exchange(file_, nullptr));
        check(closed == 0, path_.string(), ": cannot be written: ", std::strerror(errno));
        std::error_code problem;
        std::filesystem::rename(path_, target_, problem);
        check(!problem, target_.string(), ": cannot be replaced: ", problem.message());
        is_finished_ = true;
    }

private:
    std::filesystem::path target_, path_;
    std::FILE* file_ = nullptr;
    bool is_finished_ = false;
};

} // namespace detail

} // namespace quanta::interop
