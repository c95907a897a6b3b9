// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// Two units whose flags differ, linked into one program: they give the same number, and the first
// one runs on a processor that has only its own instructions.

#include <cstdio>
#include <cstring>

int FIRST();
int SECOND();

int main(int count, char** arguments) {
    const int first = FIRST();
    if (count > 1 && std::strcmp(arguments[1], "both") == 0 && SECOND() != first) {
        std::printf("the units disagree: %d, %d\n", first, SECOND());
        return 1;
    }
    std::printf("%d\n", first);
    return 0;
}
