// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <interop/golden_calibration.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

golden_calibration load_golden_calibration(const std::string& file) {
    const std::string path = QUANTA_GOLDEN_FOLDER "/calibration_files/" + file;
    std::ifstream contents(path, std::ios::binary), expected(path + ".expected");
    golden_calibration golden{{std::istreambuf_iterator<char>(contents), {}}, {}};
    std::string line;
    std::getline(expected, line); // says who made it
    while (std::getline(expected, line)) {
        const std::size_t tab = line.find('\t');
        std::istringstream channels(line.substr(tab + 1));
        for (std::string channel; channels >> channel;) {
            auto& numbers = golden.read[line.substr(0, tab)].emplace_back();
            std::istringstream words(channel);
            for (std::string word; std::getline(words, word, ',');)
                numbers.push_back(std::strtod(word.c_str(), nullptr));
        }
    }
    INFO(path);
    REQUIRE(!golden.text.empty());
    REQUIRE(!golden.read.empty());
    return golden;
}
