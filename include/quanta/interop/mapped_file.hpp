// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <utility>

#if __has_include(<sys/mman.h>)
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/contracts.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// The whole file in memory of its own, aligned to 64 bytes. Errors: it cannot be opened or read, or is no plain file.
[[nodiscard]] inline aligned_buffer read_file(const std::filesystem::path& path) {
    const std::string name = path.string();
    std::error_code problem;
    const auto size = std::filesystem::file_size(path, problem);
    check(!problem, name, ": cannot be opened: ", problem.message());
    check(size <= largest_size, name, ": ", size, " bytes are more than memory can hold");
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(name.c_str(), "rb"), &std::fclose);
    check(file != nullptr, name, ": cannot be opened: ", std::strerror(errno));
    aligned_buffer contents(static_cast<std::size_t>(size));
    const std::size_t got = contents.size() == 0 ? 0 : std::fread(contents.data(), 1, contents.size(), file.get());
    check(got == contents.size(), name, ": cannot be read at offset ", got);
    return contents;
}

} // namespace detail

#if __has_include(<sys/mman.h>)

/// A file as memory that can only be read: the system reads pages of it when they are first touched, and programs that
/// map one file share them. The bytes start at an address that is a multiple of 64 and stay where they are when the
/// object moves. The file must not become shorter while it is mapped: the system ends a program that then reads it.
class mapped_file {
public:
    /// Errors, which begin with the path: it cannot be opened or mapped, or is no plain file.
    explicit mapped_file(const std::filesystem::path& path) {
        const std::string name = path.string();
        // Without O_NONBLOCK a pipe would wait for its other end.
        const descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
        check(file.number >= 0, name, ": cannot be opened: ", std::strerror(errno));
        struct stat state {};
        check(::fstat(file.number, &state) == 0, name, ": cannot be looked at: ", std::strerror(errno));
        check(S_ISREG(state.st_mode), name, ": is no plain file");
        size_ = static_cast<std::size_t>(state.st_size);
        if (size_ == 0) return; // nothing can be mapped
        void* address = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file.number, 0);
        check(address != MAP_FAILED, name, ": its ", size_, " bytes cannot be mapped: ", std::strerror(errno));
        data_ = static_cast<const std::byte*>(address);
    }
    mapped_file(mapped_file&& other) noexcept
        : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    mapped_file& operator=(mapped_file&& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        return *this;
    }
    mapped_file(const mapped_file&) = delete;
    mapped_file& operator=(const mapped_file&) = delete;
    ~mapped_file() {
        if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
    }

    [[nodiscard]] std::span<const std::byte> bytes() const { return {data_, size_}; }

private:
    struct descriptor {
        int number;
        ~descriptor() {
            if (number >= 0) ::close(number);
        }
    };

    const std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

#else

/// Where files cannot be mapped: a copy of the file, read at once.
class mapped_file {
public:
    explicit mapped_file(const std::filesystem::path& path) : contents_(detail::read_file(path)) {}
    [[nodiscard]] std::span<const std::byte> bytes() const { return {contents_.data(), contents_.size()}; }

private:
    aligned_buffer contents_;
};

#endif

} // namespace quanta::interop
