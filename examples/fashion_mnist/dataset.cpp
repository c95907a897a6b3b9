// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <fashion_mnist/dataset.hpp>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include <fashion_mnist/gzip_file.hpp>
#include <fashion_mnist/idx.hpp>
#include <quanta/core/contracts.hpp>

namespace demo {
namespace {

constexpr const char* package_folder = "/usr/share/datasets/fashion-mnist";
constexpr const char* where_to_get_it =
    "Debian's package dataset-fashion-mnist has the four files (`bash cmake/setup.sh "
    "demo` installs it); QUANTA_DATA_DIR names a folder that has them elsewhere";

/// `name` itself if only that exists, else the compressed form, which the error should name if neither does.
std::filesystem::path find_file(const std::filesystem::path& folder, const std::string& name) {
    const std::filesystem::path plain = folder / name, compressed = folder / (name + ".gz");
    return std::filesystem::exists(plain) && !std::filesystem::exists(compressed) ? plain : compressed;
}

/// `action(file)`, whose errors then name the file and where to get it.
template <class Action>
auto reading(const std::filesystem::path& path, const Action& action) {
    try {
        gzip_file file(path);
        return action(file);
    } catch (const quanta::error& cause) {
        quanta::fail(path.string(), ": the file ", cause.what(), ". ", where_to_get_it, ".");
    }
}

std::vector<std::uint8_t> read_images(const std::filesystem::path& path) {
    return reading(path, [](gzip_file& file) {
        idx_tensor<3> images = read_idx<3>(file);
        quanta::check(images.extents[1] == image_side && images.extents[2] == image_side, "has images of ",
                      images.extents[1], " x ", images.extents[2], " pixels at offset 8, expected are ", image_side,
                      " x ", image_side);
        return std::move(images.values);
    });
}

std::vector<std::uint8_t> read_labels(const std::filesystem::path& path, std::size_t images) {
    return reading(path, [images](gzip_file& file) {
        idx_tensor<1> labels = read_idx<1>(file);
        quanta::check(labels.extents[0] == images, "has ", labels.extents[0], " labels at offset 4, for ", images,
                      " images");
        const auto wrong =
            std::find_if(labels.values.begin(), labels.values.end(), [](auto l) { return l >= classes; });
        quanta::check(wrong == labels.values.end(), "has a label that is not below ", classes, " at offset ",
                      8 + (wrong - labels.values.begin()));
        return std::move(labels.values);
    });
}

labelled_images read_pair(const std::filesystem::path& folder, const std::string& part) {
    labelled_images both;
    both.pixels = read_images(find_file(folder, part + "-images-idx3-ubyte"));
    both.labels = read_labels(find_file(folder, part + "-labels-idx1-ubyte"), both.pixels.size() / pixels_per_image);
    return both;
}

} // namespace

labelled_images part_of(const labelled_images& images, std::size_t first, std::size_t count) {
    quanta::check(first <= images.count() && count <= images.count() - first, "part_of: images ", first, " to ",
                  first + count, " of ", images.count());
    const auto part = [&](const std::vector<std::uint8_t>& all, std::size_t size) {
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first * size);
        return std::vector<std::uint8_t>(begin, begin + static_cast<std::ptrdiff_t>(count * size));
    };
    return {part(images.pixels, pixels_per_image), part(images.labels, 1)};
}

std::filesystem::path default_folder() {
    const char* chosen = std::getenv("QUANTA_DATA_DIR");
    return chosen != nullptr && *chosen != '\0' ? chosen : package_folder;
}

dataset load_dataset(const std::filesystem::path& folder) {
    return {read_pair(folder, "train"), read_pair(folder, "t10k")};
}

void to_reals(const labelled_images& images, std::size_t first, std::span<float> reals) {
    const std::size_t begin = first * pixels_per_image;
    quanta::check(begin <= images.pixels.size() && reals.size() <= images.pixels.size() - begin, "to_reals: images ",
                  first, " to ", first + reals.size() / pixels_per_image, " of ", images.count());
    const std::uint8_t* pixels = images.pixels.data() + begin;
    for (std::size_t i = 0; i < reals.size(); ++i) reals[i] = static_cast<float>(pixels[i]) / 255.0F;
}

std::vector<float> to_reals(const labelled_images& images, std::size_t first, std::size_t count) {
    std::vector<float> reals(count * pixels_per_image);
    to_reals(images, first, reals);
    return reals;
}

} // namespace demo
