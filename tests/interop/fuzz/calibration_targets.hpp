// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

/// A reader of one kind of calibration file.
struct calibration_target {
    std::string_view name;
    /// Reads a text, whatever it is. Gives the text of the error that refused it, which tells the line. If it was read it
    /// must be the same after writing and reading: then the text is empty, else the program ends.
    std::string (*refusal)(std::string_view text);
};

/// All of them.
std::span<const calibration_target> calibration_targets();

/// The target of that name; ends the program if there is none.
const calibration_target& find_calibration_target(std::string_view name);
