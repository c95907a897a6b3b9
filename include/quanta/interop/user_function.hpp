// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <quanta/isa/target.hpp>

namespace quanta::interop::inline QUANTA_ABI {

/// The code of an elementwise function of the user's own, which files know by name only.
struct user_function {
    std::string_view name;
    float (*evaluate)(float);
    float (*derivative)(float) = nullptr; ///< for training
};

} // namespace quanta::interop
