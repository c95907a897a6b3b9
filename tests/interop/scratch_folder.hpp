// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <iterator>
#include <string>

/// A folder of the test's own, which goes with the object.
class scratch_folder {
public:
    scratch_folder() {
        for (int i = 0; !std::filesystem::create_directory(folder_); ++i)
            folder_ = std::filesystem::temp_directory_path() / ("quanta_interop_test_" + std::to_string(i));
    }
    ~scratch_folder() { std::filesystem::remove_all(folder_); }
    [[nodiscard]] std::filesystem::path operator/(const char* name) const { return folder_ / name; }
    [[nodiscard]] std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(folder_), std::filesystem::directory_iterator()));
    }

private:
    std::filesystem::path folder_ = std::filesystem::temp_directory_path() / "quanta_interop_test";
};
