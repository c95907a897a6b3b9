// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/isa/target.hpp>

namespace quanta::inline QUANTA_ABI {

/// False, but only once a template is instantiated: for static assertions in primary templates.
template <class...>
inline constexpr bool dependent_false = false;

} // namespace quanta
