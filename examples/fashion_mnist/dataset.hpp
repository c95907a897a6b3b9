// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace demo {

inline constexpr std::size_t image_side = 28;
inline constexpr std::size_t pixels_per_image = image_side * image_side;
inline constexpr std::size_t classes = 10;

/// Grey images and the class of each.
struct labelled_images {
    std::vector<std::uint8_t> pixels; ///< (count, 784)
    std::vector<std::uint8_t> labels; ///< (count), below `classes`

    [[nodiscard]] std::size_t count() const { return labels.size(); }
};

/// Images `first` to `first + count`. Error if there are not as many.
[[nodiscard]] labelled_images part_of(const labelled_images& images, std::size_t first, std::size_t count);

/// Images to train and calibrate with, and others to judge by.
struct dataset {
    labelled_images train, test;
};

/// `QUANTA_DATA_DIR` if it is set, else where Debian's package dataset-fashion-mnist puts its files.
[[nodiscard]] std::filesystem::path default_folder();

/// The four IDX files of MNIST and its kin, with or without `.gz`. Error naming the file, what is wrong with it at
/// which offset, and where to get it.
[[nodiscard]] dataset load_dataset(const std::filesystem::path& folder);

/// Images `first` to `first + reals.size() / 784` as the network sees them: pixel / 255, the same for every image.
/// Error if there are not as many.
void to_reals(const labelled_images& images, std::size_t first, std::span<float> reals);
/// The same for `count` images in a new vector.
[[nodiscard]] std::vector<float> to_reals(const labelled_images& images, std::size_t first, std::size_t count);

} // namespace demo
