// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <calibrator/golden_inputs.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace support {

/// One input of a file of golden vectors, and what the toolkit answered.
struct golden_case {
    std::string name;
    std::vector<std::vector<float>> batches;
    nlohmann::json results;

    /// An observer that was given the batches one after the other.
    template <class Observer>
    [[nodiscard]] Observer observed(Observer observer = {}) const {
        for (const auto& batch : batches) observer.observe(quanta::view(batch));
        return observer;
    }
    [[nodiscard]] bool has_negative_values() const {
        for (const auto& batch : batches)
            for (const float x : batch)
                if (x < 0) return true;
        return false;
    }
};

/// As calibrator_inputs.py computes it: h = 31 h + value, modulo 2^32.
[[nodiscard]] std::uint32_t golden_checksum(const auto& values) {
    std::uint32_t h = 0;
    for (const auto value : values) h = 31 * h + static_cast<std::uint32_t>(value);
    return h;
}

/// The cases of `tests/golden/<toolkit>_calibrators.json`. Error if our inputs are not the script's.
[[nodiscard]] inline std::vector<golden_case> golden_cases(const std::string& toolkit) {
    std::ifstream file(QUANTA_GOLDEN_FOLDER "/" + toolkit + "_calibrators.json");
    const nlohmann::json golden = nlohmann::json::parse(file);
    std::vector<golden_case> cases;
    for (const auto& entry : golden.at("cases")) {
        golden_case made{entry.at("name"), {}, entry.at("results")};
        std::vector<std::uint32_t> bits;
        for (const auto& batch : entry.at("batches")) {
            auto values = golden_inputs(batch.at("seed")).values(entry.at("distribution"), batch.at("count"));
            for (float& value : values) {
                value *= batch.at("gain").get<float>();
                bits.push_back(std::bit_cast<std::uint32_t>(value));
            }
            made.batches.push_back(std::move(values));
        }
        if (golden_checksum(bits) != entry.at("checksum").get<std::uint32_t>())
            throw std::runtime_error("golden_cases: our inputs of '" + made.name + "' differ from the script's");
        cases.push_back(std::move(made));
    }
    return cases;
}

} // namespace support
