// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
// Prints the selected instruction set, or the error of an environment variable that cannot be obeyed.
#include <cstdio>

#include <quanta/isa/select.hpp>

int main() {
    try {
        std::printf("selected %s\n", quanta::isa::name(quanta::isa::select()).data());
    } catch (const quanta::error& problem) {
        std::printf("error: %s\n", problem.what());
    }
}
