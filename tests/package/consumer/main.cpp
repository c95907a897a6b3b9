// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <cstdio>

#include <quanta/quanta.hpp>
#include <quanta/version.hpp>

int main() {
    std::printf("%d.%d.%d\n", QUANTA_VERSION_MAJOR, QUANTA_VERSION_MINOR, QUANTA_VERSION_PATCH);
    return quanta::isa::supported(quanta::isa::select()) ? 0 : 1;
}
