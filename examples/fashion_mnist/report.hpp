// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <fashion_mnist/evaluation.hpp>

namespace demo {

/// What the demo found out about one network.
struct report_row {
    std::string name;
    double accuracy = 0;        ///< percent of the test images
    double accuracy_change = 0; ///< against the network in floats, in points
    std::size_t weight_bytes = 0;
    std::size_t peak_bytes = 0; ///< of tensors between nodes, 64 images
    speed timing{};
    double speedup = 1;               ///< against the network in floats, 64 images a call
    std::optional<layer_error> worst; ///< none for the network in floats
};

/// All of it, and under which circumstances.
struct report {
    std::vector<report_row> rows;
    std::string isa, compiler;
    std::size_t training_threads = 0, timing_threads = 1;
    std::size_t training_images = 0, calibration_images = 0, test_images = 0, epochs = 0, fine_tuning_epochs = 0;
    std::uint64_t seed = 0;
    double seconds_training = 0, seconds_total = 0;
};

/// The rows as text: a heading, then one list of cells a row.
[[nodiscard]] std::vector<std::vector<std::string>> cells_of(const report& results);

/// The first column flush left, the others flush right, two spaces between; a line under the heading.
[[nodiscard]] std::string aligned_table(const std::vector<std::vector<std::string>>& cells);

/// The same as GitHub's Markdown.
[[nodiscard]] std::string markdown_table(const std::vector<std::vector<std::string>>& cells);

/// The report in JSON: `rows` by name and what is beside them.
[[nodiscard]] std::string json_text(const report& results);

/// Writes `json_text`, making the folders on the way. Error if it cannot.
void write_json(const report& results, const std::filesystem::path& path);

} // namespace demo
