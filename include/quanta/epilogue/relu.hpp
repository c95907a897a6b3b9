// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/epilogue/epilogue_concepts.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// v < 0 ? 0 : v, on int32 or float; hence NaN and -0 pass.
/// On integers before a requantization or with zero point 0: elsewhere the real 0 is the zero point, see `clamp`.
struct relu {
    template <EpilogueValue Value>
    using result = Value;
};

} // namespace quanta::epilogue
