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
#include <support/scratch_folder.hpp>

#if __has_include(<sys/stat.h>)
#include <sys/stat.h>
#endif

using namespace quanta;

namespace {

void write(const std::filesystem::path& path, const std::string& contents) {
    std::ofstream(path, std::ios::binary) << contents;
}

std::string contents(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

TEST_CASE("a mapped file has the bytes of the file", "[interop]") {
    std::string text;
    for (int i = 0; i < 70000; ++i) text.push_back(static_cast<char>(i * 7 % 251));
    const support::scratch_folder folder;
    const auto path = folder / "bytes";
    write(path, text);
    const interop::mapped_file mapped(path);
    CHECK(contents(mapped.bytes()) == text);
    CHECK(reinterpret_cast<std::uintptr_t>(mapped.bytes().data()) % 64 == 0);
    // What is used where files cannot be mapped.
    const aligned_buffer read = interop::detail::read_file(path);
    CHECK(contents({read.data(), read.size()}) == text);
    CHECK(reinterpret_cast<std::uintptr_t>(read.data()) % 64 == 0);
}

TEST_CASE("an empty file has no bytes", "[interop]") {
    const support::scratch_folder folder;
    write(folder / "empty", "");
    CHECK(interop::mapped_file(folder / "empty").bytes().empty());
    CHECK(interop::detail::read_file(folder / "empty").size() == 0);
}

TEST_CASE("the bytes stay where they are when the mapped file moves", "[interop]") {
    const support::scratch_folder folder;
    write(folder / "first", "first");
    write(folder / "second", "second");
    interop::mapped_file a(folder / "first");
    const std::byte* data = a.bytes().data();
    interop::mapped_file b(std::move(a));
    CHECK(b.bytes().data() == data);
    interop::mapped_file c(folder / "second");
    c = std::move(b);
    CHECK(contents(c.bytes()) == "first");
    CHECK(c.bytes().data() == data);
}

TEST_CASE("what is no file is not mapped", "[interop]") {
    const support::scratch_folder scratch;
    const auto absent = scratch / "absent", folder = scratch / "";
    REQUIRE_ERROR(interop::mapped_file{absent}, absent.string() + ": cannot be opened: ");
    REQUIRE_ERROR(interop::detail::read_file(absent), absent.string() + ": cannot be opened: ");
    REQUIRE_ERROR(interop::mapped_file{folder}, folder.string() + ": is no plain file");
    CHECK_THROWS_AS(interop::detail::read_file(folder), error);
#if __has_include(<sys/stat.h>)
    const auto pipe = scratch / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    REQUIRE_ERROR(interop::mapped_file{pipe}, pipe.string() + ": is no plain file"); // and nobody waits
#endif
}
