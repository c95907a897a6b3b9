// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include <catch2/catch_all.hpp>
#include <zlib.h>

#include <demo/generated_images.hpp>
#include <demo/idx_bytes.hpp>
#include <fashion_mnist/dataset.hpp>
#include <quanta/core/contracts.hpp>
#include <support/scratch_folder.hpp>

namespace {

namespace fs = std::filesystem;
using Catch::Matchers::ContainsSubstring;
using demo::idx_bytes;

/// Four good files of 7 training and 3 test images in a folder of their own, some compressed, some plain.
class folder {
public:
    folder() {
        compress("train-images-idx3-ubyte", idx_bytes({7, 28, 28}, 7 * 784));
        compress("train-labels-idx1-ubyte", idx_bytes({7}, 7, 10));
        put("t10k-images-idx3-ubyte", idx_bytes({3, 28, 28}, 3 * 784));
        put("t10k-labels-idx1-ubyte", idx_bytes({3}, 3, 10));
    }
    [[nodiscard]] const fs::path& path() const { return folder_.path(); }

    void put(const std::string& name, const std::vector<std::byte>& bytes) const {
        std::ofstream file(folder_ / name, std::ios::binary);
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }

    void compress(const std::string& name, const std::vector<std::byte>& bytes) const {
        gzFile file = gzopen((folder_ / (name + ".gz")).c_str(), "wb");
        gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
        gzclose(file);
    }

    [[nodiscard]] std::vector<std::byte> get(const std::string& name) const {
        std::ifstream file(folder_ / name, std::ios::binary);
        std::vector<std::byte> bytes(fs::file_size(folder_ / name));
        file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return bytes;
    }

private:
    support::scratch_folder folder_;
};

/// The message names the file, says what is wrong, and where to get a good one.
auto says(const std::string& file, const std::string& what) {
    return Catch::Matchers::Predicate<std::string>(
        [=](const std::string& message) {
            for (const std::string& part :
                 {file, what, std::string("dataset-fashion-mnist"), std::string("QUANTA_DATA_DIR")})
                if (message.find(part) == std::string::npos) return false;
            return true;
        },
        file + ": " + what);
}

} // namespace

TEST_CASE("dataset: plain and compressed files are read", "[demo]") {
    const folder files;
    const demo::dataset images = demo::load_dataset(files.path());
    REQUIRE(images.train.count() == 7);
    REQUIRE(images.test.count() == 3);
    REQUIRE(images.train.labels[6] == 6);
    REQUIRE(demo::to_reals(images.train, 0, 7)[255] == 1.0F);
    REQUIRE(demo::to_reals(images.train, 1, 1)[0] == static_cast<float>(784 % 256) / 255.0F);
}

TEST_CASE("dataset: a missing file is named, with where to get it", "[demo]") {
    const folder files;
    fs::remove(files.path() / "train-labels-idx1-ubyte.gz");
    REQUIRE_THROWS_WITH(demo::load_dataset(files.path()),
                        says("train-labels-idx1-ubyte.gz", "cannot be opened: No such"));
    REQUIRE_THROWS_WITH(demo::load_dataset(files.path() / "nowhere"), says("train-images-idx3-ubyte.gz", "cannot be"));
}

TEST_CASE("dataset: a folder where a file should be is an error", "[demo]") {
    const folder files;
    fs::remove(files.path() / "train-labels-idx1-ubyte.gz");
    fs::create_directory(files.path() / "train-labels-idx1-ubyte.gz");
    REQUIRE_THROWS_WITH(demo::load_dataset(files.path()), says("train-labels-idx1-ubyte.gz", "cannot be"));
}

TEST_CASE("dataset: a compressed file that is cut off anywhere is an error", "[demo]") {
    const folder files;
    const std::string name = "train-labels-idx1-ubyte.gz";
    const auto whole = files.get(name);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        files.put(name, {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
        REQUIRE_THROWS_WITH(demo::load_dataset(files.path()), says(name, "offset"));
    }
}

TEST_CASE("dataset: a compressed file with wrong bytes is an error or gives images", "[demo]") {
    const folder files;
    const std::string name = "train-images-idx3-ubyte.gz";
    const auto whole = files.get(name);
    const std::uint64_t seed = 20261;
    CAPTURE(seed);
    std::mt19937_64 bits(seed);
    for (int trial = 0; trial < 300; ++trial) {
        auto bytes = whole;
        bytes[bits() % bytes.size()] ^= static_cast<std::byte>(1 + bits() % 255);
        files.put(name, bytes);
        try {
            const demo::dataset images = demo::load_dataset(files.path());
            REQUIRE(images.train.pixels.size() == 7 * 784);
        } catch (const quanta::error& refused) {
            REQUIRE_THAT(refused.what(), says(name, "offset"));
        }
    }
}

TEST_CASE("dataset: the sum at the end of a compressed file is checked", "[demo]") {
    const folder files;
    const std::string name = "train-images-idx3-ubyte.gz";
    auto bytes = files.get(name);
    bytes[bytes.size() - 8] ^= std::byte{1};
    files.put(name, bytes);
    REQUIRE_THROWS_WITH(demo::load_dataset(files.path()), says(name, "incorrect data check"));
}

TEST_CASE("dataset: sizes and labels must fit", "[demo]") {
    const folder files;
    SECTION("images of another size") {
        files.put("t10k-images-idx3-ubyte", idx_bytes({3, 14, 56}, 3 * 784));
        REQUIRE_THROWS_WITH(demo::load_dataset(files.path()),
                            says("t10k-images-idx3-ubyte", "images of 14 x 56 pixels"));
    }
    SECTION("another number of labels than images") {
        files.put("t10k-labels-idx1-ubyte", idx_bytes({4}, 4, 10));
        REQUIRE_THROWS_WITH(demo::load_dataset(files.path()), says("t10k-labels-idx1-ubyte", "4 labels at offset 4"));
    }
    SECTION("a label that is no class") {
        files.compress("train-labels-idx1-ubyte", idx_bytes({7}, 7, 256));
        auto labels = idx_bytes({7}, 7, 256);
        labels[8 + 5] = std::byte{10};
        files.compress("train-labels-idx1-ubyte", labels);
        REQUIRE_THROWS_WITH(demo::load_dataset(files.path()), says("train-labels-idx1-ubyte", "below 10 at offset 13"));
    }
    SECTION("labels where images should be") {
        files.put("t10k-images-idx3-ubyte", idx_bytes({3}, 3));
        REQUIRE_THROWS_WITH(demo::load_dataset(files.path()), says("t10k-images-idx3-ubyte", "magic number 2049"));
    }
}

TEST_CASE("dataset: a part has its images and their labels", "[demo]") {
    const demo::labelled_images all = demo::generated_images(7, 1);
    const demo::labelled_images part = demo::part_of(all, 2, 4);
    REQUIRE(part.count() == 4);
    REQUIRE(std::equal(part.labels.begin(), part.labels.end(), all.labels.begin() + 2));
    REQUIRE(part.pixels.size() == 4 * demo::pixels_per_image);
    REQUIRE(std::equal(part.pixels.begin(), part.pixels.end(), all.pixels.begin() + 2 * demo::pixels_per_image));
    REQUIRE(demo::part_of(all, 7, 0).count() == 0);
    REQUIRE_THROWS_WITH(demo::part_of(all, 2, 6), ContainsSubstring("images 2 to 8 of 7"));
    REQUIRE_THROWS_WITH(demo::part_of(all, 8, 0), ContainsSubstring("images 8 to 8 of 7"));
}

TEST_CASE("dataset: QUANTA_DATA_DIR names the folder", "[demo]") {
    const char* before = std::getenv("QUANTA_DATA_DIR");
    const std::string kept = before == nullptr ? "" : before;
    setenv("QUANTA_DATA_DIR", "/somewhere/else", 1);
    REQUIRE(demo::default_folder() == "/somewhere/else");
    setenv("QUANTA_DATA_DIR", "", 1);
    REQUIRE(demo::default_folder() == "/usr/share/datasets/fashion-mnist");
    setenv("QUANTA_DATA_DIR", kept.c_str(), 1);
}
