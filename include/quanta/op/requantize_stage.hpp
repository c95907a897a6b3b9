// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <quanta/core/diagnostics.hpp>
#include <quanta/epilogue/requantize.hpp>
#include <quanta/params/profile_quanta.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The epilogue stage that evaluates a profile's `requantize`.
template <class Arithmetic>
struct requantize_stage {
    static_assert(dependent_false<Arithmetic>,
                  "quanta: no epilogue stage requantizes as this profile does; add a stage under epilogue/ and a "
                  "specialization here");
};

template <>
struct requantize_stage<profile::quanta> {
    using type = epilogue::requantize;
};

} // namespace quanta::op
