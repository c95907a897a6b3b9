// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

/// Loads a file of either kind, whatever its bytes are. Gives the text of the error that refused it. If it was loaded
/// it must be the same after saving and loading: then the text is empty, else the program ends.
std::string refusal(std::span<const std::byte> file);

/// The same for a text that is `header`, a zero byte, and data, which are put together with lengths and checksums that
/// fit.
std::string refusal_of_parts(std::span<const std::byte> header_and_data);

/// Small models of either kind as files.
std::vector<std::vector<std::byte>> model_file_seeds();
