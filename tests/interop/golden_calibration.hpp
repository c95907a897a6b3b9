// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

/// A calibration file that a toolkit wrote, and what its own reader made of it (see tests/golden/make_calibration_files.py).
struct golden_calibration {
    std::string text;
    std::map<std::string, std::vector<std::vector<double>>> read; ///< by tensor: the numbers of each channel
};

golden_calibration load_golden_calibration(const std::string& file);
