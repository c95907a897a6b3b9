// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch_message.hpp>

#include <quanta/isa/select.hpp>

#include "support/limited_isa.hpp"

namespace golden {

/// Calls `check()` on every instruction set in turn.
template <class Check>
void on_every_instruction_set(const Check& check) {
    for (const quanta::isa::id id : quanta::isa::available()) {
        const support::limited_isa only(id);
        INFO("on " << quanta::isa::name(id));
        check();
    }
}

} // namespace golden
