// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

#include <quanta/interop/mapped_file.hpp>
#include <quanta/interop/partial_file.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// A file as text, which stays while the object does. Errors as `mapped_file`.
class text_file {
public:
    explicit text_file(const std::filesystem::path& path) : file_(path) {}
    [[nodiscard]] std::string_view text() const {
        return {reinterpret_cast<const char*>(file_.bytes().data()), file_.bytes().size()};
    }

private:
    mapped_file file_;
};

/// Writes a text to a file beside `path`, named with ".partial", that takes its place when it is whole.
inline void write_text(std::string_view text, const std::filesystem::path& path) {
    partial_file file(path);
    file.append(std::as_bytes(std::span(text)));
    file.finish();
}

} // namespace detail

} // namespace quanta::interop
