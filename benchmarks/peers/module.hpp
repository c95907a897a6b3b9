// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace bench::peers {

/// The function `name` of a module, loaded so that the libraries that it brings along serve it alone, although others in
/// this program have functions of the same names. Throws where the module or the function is missing.
[[nodiscard]] void* function_of_module(const char* path, const char* name);

} // namespace bench::peers
