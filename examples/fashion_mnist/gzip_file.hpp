// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <zlib.h>

#include <quanta/core/contracts.hpp>

namespace demo {

/// A file that is read from its start to its end, gzip'd or plain: zlib tells which.
class gzip_file {
public:
    /// Error if the file cannot be opened.
    explicit gzip_file(const std::filesystem::path& path) : path_(path.string()), file_(gzopen(path.c_str(), "rb")) {
        quanta::check(file_ != nullptr, "cannot be opened: ", std::strerror(errno));
    }

    /// Fills `bytes` as far as the file reaches and returns how many those are. Error if the file cannot be read, or if
    /// its compressed form is damaged or cut off: at which offset in the file as it is.
    [[nodiscard]] std::size_t read(std::span<std::byte> bytes) {
        std::size_t filled = 0;
        while (filled < bytes.size()) {
            const auto wanted = static_cast<unsigned>(std::min<std::size_t>(bytes.size() - filled, 1U << 20));
            const int got = gzread(file_.get(), bytes.data() + filled, wanted);
            check_state(got);
            if (got == 0) break;
            filled += static_cast<std::size_t>(got);
        }
        return filled;
    }

private:
    struct closing {
        void operator()(gzFile file) const { gzclose_r(file); }
    };

    /// A file that is cut off gives its last bytes first, and says so when it is asked for more.
    void check_state(int got) {
        int state = Z_OK;
        std::string_view what = gzerror(file_.get(), &state);
        if (what.starts_with(path_)) what.remove_prefix(std::min(path_.size() + 2, what.size())); // and a colon
        quanta::check(got >= 0 && (state == Z_OK || state == Z_STREAM_END), "cannot be read at offset ",
                      gzoffset(file_.get()), ": ", what);
    }

    std::string path_; // zlib's messages begin with it
    std::unique_ptr<gzFile_s, closing> file_;
};

} // namespace demo
