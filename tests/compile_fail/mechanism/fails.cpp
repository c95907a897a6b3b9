// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// The assertion depends on a template argument of a function body, as those of the library do.
template <class Operand>
constexpr int bits(Operand) {
    static_assert(sizeof(Operand) == 1, "the expected sentence");
    return 8;
}

#ifdef QUANTA_FAIL
int main() { return bits(1); }
#else
int main() { return bits('1'); }
#endif
