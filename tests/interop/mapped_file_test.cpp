// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include <quanta/interop/mapped_file.hpp>
#include <support/failure.hpp>

#if __has_include(<sys/stat.h>)
#include <sys/stat.h>
#endif

using namespace quanta;

namespace {

/// A file of this test's own, which goes with the object.
class scratch_file {
public:
    scratch_file(const char* name, const std::string& contents) : path_(std::filesystem::temp_directory_path() / name) {
        std::filesystem::remove(path_);
        std::ofstream(path_, std::ios::binary) << contents;
    }
    ~scratch_file() { std::filesystem::remove(path_); }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

std::string contents(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

TEST_CASE("a mapped file has the bytes of the file", "[interop]") {
    std::string text;
    for (int i = 0; i < 70000; ++i) text.push_back(static_cast<char>(i * 7 % 251));
    const scratch_file file("quanta_mapped_file_bytes", text);
    const interop::mapped_file mapped(file.path());
    CHECK(contents(mapped.bytes()) == text);
    CHECK(reinterpret_cast<std::uintptr_t>(mapped.bytes().data()) % 64 == 0);
    // What is used where files cannot be mapped.
    const aligned_buffer read = interop::detail::read_file(file.path());
    CHECK(contents({read.data(), read.size()}) == text);
    CHECK(reinterpret_cast<std::uintptr_t>(read.data()) % 64 == 0);
}

TEST_CASE("an empty file has no bytes", "[interop]") {
    const scratch_file file("quanta_mapped_file_empty", "");
    CHECK(interop::mapped_file(file.path()).bytes().empty());
    CHECK(interop::detail::read_file(file.path()).size() == 0);
}

TEST_CASE("the bytes stay where they are when the mapped file moves", "[interop]") {
    const scratch_file first("quanta_mapped_file_first", "first"), second("quanta_mapped_file_second", "second");
    interop::mapped_file a(first.path());
    const std::byte* data = a.bytes().data();
    interop::mapped_file b(std::move(a));
    CHECK(b.bytes().data() == data);
    interop::mapped_file c(second.path());
    c = std::move(b);
    CHECK(contents(c.bytes()) == "first");
    CHECK(c.bytes().data() == data);
}

TEST_CASE("what is no file is not mapped", "[interop]") {
    const auto folder = std::filesystem::temp_directory_path();
    const auto absent = folder / "quanta_mapped_file_absent";
    REQUIRE_ERROR(interop::mapped_file{absent}, absent.string() + ": cannot be opened: ");
    REQUIRE_ERROR(interop::detail::read_file(absent), absent.string() + ": cannot be opened: ");
    REQUIRE_ERROR(interop::mapped_file{folder}, folder.string() + ": is no plain file");
    CHECK_THROWS_AS(interop::detail::read_file(folder), error);
#if __has_include(<sys/stat.h>)
    const auto pipe = folder / "quanta_mapped_file_pipe";
    std::filesystem::remove(pipe);
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    REQUIRE_ERROR(interop::mapped_file{pipe}, pipe.string() + ": is no plain file"); // and nobody waits
    std::filesystem::remove(pipe);
#endif
}
