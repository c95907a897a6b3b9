// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <iterator>
#include <string>
#include <system_error>

namespace support {

/// A folder of the test's own under the temporary directory, which goes with the object. Tests that run at once, in other
/// processes or threads, have others.
class scratch_folder {
public:
    scratch_folder() {
        for (int i = 0; !std::filesystem::create_directory(path_); ++i) path_ = named(i);
    }
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;
    ~scratch_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    /// How many files it holds.
    [[nodiscard]] std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(path_), std::filesystem::directory_iterator()));
    }

private:
    [[nodiscard]] static std::filesystem::path named(int number) {
        return std::filesystem::temp_directory_path() / ("quanta_test_" + std::to_string(number));
    }

    std::filesystem::path path_ = named(0);
};

} // namespace support
