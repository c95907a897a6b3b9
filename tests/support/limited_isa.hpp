// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/isa/select.hpp>

namespace support {

/// Forces an instruction set until the end of the scope.
class limited_isa {
public:
    explicit limited_isa(quanta::isa::id wanted) : previous_(quanta::isa::select()) { quanta::isa::limit_to(wanted); }
    limited_isa(const limited_isa&) = delete;
    limited_isa& operator=(const limited_isa&) = delete;
    ~limited_isa() { quanta::isa::limit_to(previous_); }

private:
    quanta::isa::id previous_;
};

} // namespace support
