// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <fashion_mnist/dataset.hpp>
#include <fashion_mnist/progress.hpp>
#include <quanta/core/thread_pool.hpp>
#include <quanta/graph/calibration_data.hpp>
#include <quanta/graph/model.hpp>

namespace demo {

/// What the accuracy of one calibrator depends on further: the activations of a tensor are symmetric or not, and have 8 bits,
/// as weights do, or 4, as weights do but for those of the first and the depthwise layers.
enum class compared_format : std::size_t { int8, int4, uint8, uint4 };
inline constexpr std::size_t compared_formats = 4;

/// How a network does that was quantized by one calibrator, in each format; none where the calibrator knows magnitudes only
/// and the format is asymmetric.
struct calibrator_row {
    std::string name;
    std::array<std::optional<std::size_t>, compared_formats> correct; ///< images, by `compared_format`

    [[nodiscard]] std::optional<std::size_t> in(compared_format format) const {
        return correct[static_cast<std::size_t>(format)];
    }
};

/// Every calibrator of the library and every preset of another toolkit, each with the observer that it reads.
struct calibrator_comparison {
    std::size_t images = 0; ///< that accuracy was measured on
    std::size_t correct_in_floats = 0;
    std::vector<calibrator_row> rows; ///< `minimum_squared_error` first
};

/// Quantizes a trained network after training, once for each calibrator and format; `learned` is what calibrators see,
/// `judged` what they are judged by. Errors: as `observe_edges` and the calibrators say.
[[nodiscard]] calibrator_comparison compare_calibrators(const quanta::graph::model& trained,
                                                        const quanta::graph::calibration_data& learned,
                                                        const labelled_images& judged, quanta::thread_pool& workers,
                                                        progress_output output = progress_output::standard());

/// As text: a heading, the network in floats, then one list of cells a row, with the means of 8 and 4 bits. Accuracies in
/// percent.
[[nodiscard]] std::vector<std::vector<std::string>> cells_of(const calibrator_comparison& results);

/// The rows that are more accurate than `minimum_squared_error` in the mean of 8 and 4 bits, symmetric or not.
[[nodiscard]] std::vector<std::string> ahead_of_first(const calibrator_comparison& results);

} // namespace demo
