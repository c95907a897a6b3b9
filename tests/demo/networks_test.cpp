// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <filesystem>
#include <vector>

#include <catch2/catch_all.hpp>

#include <demo/generated_images.hpp>
#include <fashion_mnist/networks.hpp>
#include <support/scratch_folder.hpp>

TEST_CASE("networks: a damaged file in the cache is made again, whether of floats or of integers", "[demo]") {
    const support::scratch_folder folder;
    const demo::training_set images{demo::generated_images(128, 1)};
    const demo::training_options options{.epochs = 1, .fine_tuning_epochs = 1, .seed = 1};
    quanta::thread_pool workers{2};
    static_cast<void>(make_networks(images, options, folder.path(), workers));
    REQUIRE(folder.files() == 5);
    std::vector<std::filesystem::path> tuned; // floats and integers of one network
    for (const auto& each : std::filesystem::directory_iterator(folder.path()))
        if (each.path().filename().string().starts_with("w4a4")) tuned.push_back(each.path());
    REQUIRE(tuned.size() == 2);
    for (const std::filesystem::path& file : tuned) {
        CAPTURE(file.string());
        const auto size = std::filesystem::file_size(file);
        std::filesystem::resize_file(file, size / 2);
        CHECK(make_networks(images, options, folder.path(), workers).seconds_training > 0);
        CHECK(std::filesystem::file_size(file) == size);
        CHECK(make_networks(images, options, folder.path(), workers).seconds_training == 0);
    }
    CHECK(folder.files() == 5);
}
